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
    public static T Dot<T>(T* x, nint xStep, T* y, nint yStep, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var total = T.Zero;
        for (var start = 0; start < length; start += MatMul.BlockLength)
        {
            var block = T.Zero;
            for (var k = Math.Min(MatMul.BlockLength, length - start); k > 0; k--, x += xStep, y += yStep)
                block = T.MultiplyAddEstimate(*x, *y, block);
            total = start == 0 ? block : total + block;
        }
        return total;
    }

    /// <summary>z = W·x + b, a = φ(z).</summary>
    public static void Forward<TMap, T>(TMap map, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int rows)
        where TMap : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = w.Length / b.Length;
        fixed (T* source = x, weights = w, net = z, output = a)
            for (var m = 0; m < rows; m++)
                for (var j = 0; j < b.Length; j++)
                {
                    var at = m * b.Length + j;
                    net[at] = Dot(source + m * inputs, 1, weights + j * inputs, 1, inputs) + b[j];
                    output[at] = map.Invoke(new Scalar<T>(net[at])).Value;
                }
    }

    /// <summary>s[m,i] = Σⱼ δ[m,j]·w[j,i] from the layer above, and what the layer makes of it: δ = s·φ'(v).</summary>
    public static void Backward<TZip, T>(
        TZip slope, ReadOnlySpan<T> deltaAbove, ReadOnlySpan<T> weightsAbove, ReadOnlySpan<T> v, Span<T> s, Span<T> delta, int units, int unitsAbove)
        where TZip : struct, IZip
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* above = deltaAbove, weights = weightsAbove)
            for (var at = 0; at < v.Length; at++)
            {
                var (m, i) = Math.DivRem(at, units);
                s[at] = Dot(above + m * unitsAbove, 1, weights + i, units, unitsAbove);
                delta[at] = slope.Invoke(new Scalar<T>(s[at]), new Scalar<T>(v[at])).Value;
            }
    }

    /// <summary>The gradients of weights and biases, times <paramref name="scale"/>.</summary>
    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, Span<T> weights, Span<T> biases, int rows, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (units, inputs) = (biases.Length, weights.Length / biases.Length);
        var one = T.One;
        fixed (T* error = delta, source = x, gradient = weights)
            for (var j = 0; j < units; j++)
            {
                for (var i = 0; i < inputs; i++) gradient[j * inputs + i] = Dot(error + j, units, source + i, inputs, rows) * scale;
                biases[j] = Dot(error + j, units, &one, 0, rows) * scale;
            }
    }
}
