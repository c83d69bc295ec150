using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// The arithmetic of layers so small that packing, lanes and calls would cost more than they save: number by number, in the order and with
/// the bits of the large kernels.
/// </summary>
internal static unsafe class Straight
{
    /// <summary>Up to this many multiplications a product goes straight.</summary>
    private const int MostMultiplications = 768;

    /// <summary>Whether a product of these sizes does.</summary>
    public static bool IsBest(int rows, int length, int columns) => (long)rows * length * columns <= MostMultiplications;

    /// <summary>Whether a whole layer does: its functions are few enough to be computed one by one.</summary>
    public static bool IsBest<T>(ReadOnlySpan<T> weights, int results) => results <= Tail.Short && weights.Length <= MostMultiplications / Tail.Short;

    /// <summary>Σₖ x[k]·y[k] in the order of the contract.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot<T>(T* x, nint xStep, T* y, nint yStep, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        length <= MatMul.BlockLength ? Block(x, xStep, y, yStep, length) : Blocks(x, xStep, y, yStep, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Block<T>(T* x, nint xStep, T* y, nint yStep, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (; length > 0; length--, x += xStep, y += yStep) sum = T.MultiplyAddEstimate(*x, *y, sum);
        return sum;
    }

    private static T Blocks<T>(T* x, nint xStep, T* y, nint yStep, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var total = Block(x, xStep, y, yStep, MatMul.BlockLength);
        for (var start = MatMul.BlockLength; start < length; start += MatMul.BlockLength)
            total += Block(x + start * xStep, xStep, y + start * yStep, yStep, Math.Min(MatMul.BlockLength, length - start));
        return total;
    }

    /// <summary>z = W·x + b, a = φ(z).</summary>
    public static void Forward<TMap, T>(TMap map, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int rows, int inputs)
        where TMap : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* source = x, weights = w, bias = b, net = z, output = a)
            for (int m = 0, at = 0; m < rows; m++)
                for (var j = 0; j < b.Length; j++, at++)
                {
                    net[at] = Dot(source + m * inputs, 1, weights + j * inputs, 1, inputs) + bias[j];
                    output[at] = map.Invoke(new Scalar<T>(net[at])).Value;
                }
    }

    /// <summary>s[m,i] = Σⱼ δ[m,j]·w[j,i] from the layer above, and what the layer makes of it: δ = s·φ'(v).</summary>
    public static void Backward<TZip, T>(
        TZip slope, ReadOnlySpan<T> deltaAbove, ReadOnlySpan<T> weightsAbove, ReadOnlySpan<T> v, Span<T> s, Span<T> delta, int units, int unitsAbove)
        where TZip : struct, IZip
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* above = deltaAbove, weights = weightsAbove, value = v, arriving = s, error = delta)
            for (int m = 0, at = 0; at < v.Length; m++)
                for (var i = 0; i < units; i++, at++)
                {
                    arriving[at] = Dot(above + m * unitsAbove, 1, weights + i, units, unitsAbove);
                    error[at] = slope.Invoke(new Scalar<T>(arriving[at]), new Scalar<T>(value[at])).Value;
                }
    }

    /// <summary>The gradients of weights and biases, times <paramref name="scale"/>.</summary>
    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, Span<T> weights, Span<T> biases, int rows, int inputs, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (units, one) = (biases.Length, T.One);
        fixed (T* error = delta, source = x, gradient = weights, biasGradient = biases)
            for (int j = 0, at = 0; j < units; j++)
            {
                for (var i = 0; i < inputs; i++, at++) gradient[at] = Dot(error + j, units, source + i, inputs, rows) * scale;
                biasGradient[j] = Dot(error + j, units, &one, 0, rows) * scale;
            }
    }
}
