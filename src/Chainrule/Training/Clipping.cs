using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>Limits on gradients, by the definitions in <see cref="GradientOptions"/>.</summary>
internal static class Clipping
{
    /// <summary>Keeps a gradient of 0 from being divided by.</summary>
    private const double Epsilon = 1e-6;

    /// <summary>What all gradients are multiplied by, given the sum of their squares; a number that T has exactly.</summary>
    public static double Share<T>(double squares, double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        double.CreateTruncating(T.CreateTruncating(Math.Min(1, limit / (Math.Sqrt(squares) + Epsilon))));

    public static void Scale<T>(Span<T> g, double share) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Traversal.Map(new Times(share), g, g);

    public static void Cut<T>(Span<T> g, double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Traversal.Map(new Limited(limit), g, g);

    /// <summary>min(max(x, −limit), limit), as −max(−max(x, −limit), −limit).</summary>
    private readonly struct Limited(double limit) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => -S.Max(-S.Max(x, -limit), -limit);
    }
}
