using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>The row functions: softmax and what belongs to it. A row is the outputs of one sample.</summary>
internal static class Softmax
{
    /// <summary>p[k] = e^(z[k] − max) / Σ e^(z − max) of each row of <paramref name="units"/> numbers, so that no finite z overflows.</summary>
    public static void Rows<T>(ReadOnlySpan<T> z, Span<T> p, int units) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Exponentials(z, p, units);
        for (var start = 0; start < z.Length; start += units)
        {
            var row = p.Slice(start, units);
            Traversal.Map(new Quotient(double.CreateTruncating(Reduce.Sum<T>(row))), row, row);
        }
    }

    /// <summary>e^(z[k] − max) of each row. The exponentials of all rows are one traversal, as rows are often short.</summary>
    private static void Exponentials<T>(ReadOnlySpan<T> z, Span<T> e, int units) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var start = 0; start < z.Length; start += units)
        {
            var row = z.Slice(start, units);
            Traversal.Map(new Less(double.CreateTruncating(Reduce.Max(row))), row, e.Slice(start, units));
        }
        Traversal.Map(default(Exponential), e[..z.Length], e);
    }

    /// <summary>
    /// δ[i] = Σₖ s[k]·∂p[k]/∂z[i] = s[i]·p[i] − p[i]·Σₖ s[k]·p[k], from the Jacobian ∂p[k]/∂z[i] = p[k]·([i = k] − p[i]).
    /// </summary>
    public static void RowGradient<T>(ReadOnlySpan<T> s, ReadOnlySpan<T> p, Span<T> delta) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Traversal.Zip(default(Multiplication), s, p, delta);
        Traversal.Zip(new Centred<T>(Reduce.Sum<T>(delta)), delta, p, delta);
    }

    // The constants of these operations are results of the engine and have its precision; a double holds a float exactly.

    private readonly struct Exponential : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => S.Exp(x);
    }

    private readonly struct Centred<T>(T mean) : IZip where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _mean = double.CreateTruncating(mean);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S product, S p) where S : IAlgebra<S> => product - p * _mean;
    }
}
