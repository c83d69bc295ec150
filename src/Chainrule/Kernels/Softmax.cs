using System.Numerics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>The row functions: softmax and what belongs to it. A row is the outputs of one sample.</summary>
internal static class Softmax
{
    /// <summary>p[k] = e^(z[k] − max) / Σ e^(z − max), so that no finite z overflows.</summary>
    public static void Row<T>(ReadOnlySpan<T> z, Span<T> p) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Traversal.Map(new ExpOfDifference<T>(Reduce.Max(z)), z, p);
        Traversal.Map(new Quotient<T>(Reduce.Sum<T>(p)), p, p);
    }

    /// <summary>ln Σ e^z[k] = max + ln Σ e^(z − max). <paramref name="scratch"/> has the length of z.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> z, Span<T> scratch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = Reduce.Max(z);
        Traversal.Map(new ExpOfDifference<T>(max), z, scratch);
        return max + Scalar<T>.Log(new(Reduce.Sum<T>(scratch))).Value;
    }

    /// <summary>
    /// δ[i] = Σₖ s[k]·∂p[k]/∂z[i] = s[i]·p[i] − p[i]·Σₖ s[k]·p[k], from the Jacobian ∂p[k]/∂z[i] = p[k]·([i = k] − p[i]).
    /// </summary>
    public static void RowGradient<T>(ReadOnlySpan<T> s, ReadOnlySpan<T> p, Span<T> delta) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Traversal.Zip(default(Product), s, p, delta);
        Traversal.Zip(new Centred<T>(Reduce.Sum<T>(delta)), delta, p, delta);
    }

    // The constants of these operations are results of the engine and have its precision; a double holds a float exactly.

    private readonly struct ExpOfDifference<T>(T max) : IMap where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _max = double.CreateTruncating(max);

        public S Invoke<S>(S x) where S : IAlgebra<S> => S.Exp(x - _max);
    }

    private readonly struct Quotient<T>(T sum) : IMap where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _sum = double.CreateTruncating(sum);

        public S Invoke<S>(S x) where S : IAlgebra<S> => x / _sum;
    }

    private readonly struct Product : IZip
    {
        public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x * y;
    }

    private readonly struct Centred<T>(T mean) : IZip where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _mean = double.CreateTruncating(mean);

        public S Invoke<S>(S product, S p) where S : IAlgebra<S> => product - p * _mean;
    }
}
