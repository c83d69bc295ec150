using System.Numerics;

namespace Chainrule.Kernels;

/// <summary>
/// The three products of a dense layer, and one kernel under them. Every element is a sum over k in ascending order in
/// blocks of <see cref="BlockLength"/>: a block is a chain of x·y + sum from 0, and the blocks are added in order. Neither
/// tile size, vector width nor number of threads shows in the result. All assign their destination.
/// </summary>
internal static class MatMul
{
    /// <summary>How many terms make one block of a sum; part of the numeric contract, see docs/numerics.md.</summary>
    public const int BlockLength = 256;

    /// <summary>z[m,j] = Σᵢ x[m,i]·w[j,i] + b[j].</summary>
    public static unsafe void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (units, inputs) = (b.Length, w.Length / b.Length);
        fixed (T* left = x, right = w, bias = b, result = z)
            Product<T>.Run(new(left, inputs, 1), new(right, inputs, 1), result, rows, inputs, units, Finish<T>.Add(bias));
    }

    /// <summary>s[m,i] = Σⱼ δ[m,j]·w[j,i]: what each input of the layer is worth, ∂E/∂a of the layer below.</summary>
    public static unsafe void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> w, Span<T> s, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = w.Length / units;
        fixed (T* left = delta, right = w, result = s)
            Product<T>.Run(new(left, units, 1), new(right, 1, inputs), result, rows, units, inputs);
    }

    /// <summary>g[j,i] = scale · Σₘ δ[m,j]·x[m,i]: the gradient of the weights, for the mean over the batch with scale 1/rows.</summary>
    public static unsafe void WeightGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, Span<T> g, int rows, int units, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = g.Length / units;
        fixed (T* left = delta, right = x, result = g)
            Product<T>.Run(new(left, 1, units), new(right, 1, inputs), result, units, rows, inputs, Finish<T>.Multiply(scale));
    }

    /// <summary>g[j] = scale · Σₘ δ[m,j]: the gradient of the biases, in the order of a product with ones.</summary>
    public static unsafe void BiasGradient<T>(ReadOnlySpan<T> delta, Span<T> g, int rows, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* source = delta, result = g)
            Columns.Sum(source, result, rows, g.Length, scale);
    }
}
