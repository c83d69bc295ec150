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

    /// <summary>What all gradients are multiplied by, given their norm; a number that T has exactly.</summary>
    public static double Share<T>(double norm, double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        double.CreateTruncating(T.CreateTruncating(Factor<Scalar<double>>(norm, limit).Value));

    /// <summary>min(1, c / (‖g‖ + ε)), as −max(−1, −(c / (‖g‖ + ε))).</summary>
    public static S Factor<S>(S norm, double limit) where S : IAlgebra<S> => -S.Max(-(S)1, -(S.Named("c", limit) / (norm + Epsilon)));

    public static void Scale<T>(Span<T> g, double share) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Traversal.Map(new Times(share), g, g);

    public static void Cut<T>(Span<T> g, double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Traversal.Map(new Limited(limit), g, g);

    /// <summary>min(max(x, −c), c), as −max(−max(x, −c), −c).</summary>
    public readonly struct Limited(double limit) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => -S.Max(-S.Max(x, -S.Named("c", limit)), -S.Named("c", limit));
    }
}
