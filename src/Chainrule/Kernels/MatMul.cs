using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// The three products of a dense layer, and one kernel under them. Every element is a sum over k in ascending order in
/// blocks of <see cref="BlockLength"/>: a block is a chain of x·y + sum from 0, and the blocks are added in order. Neither
/// tile size nor vector width shows in the result. All three assign their destination.
/// </summary>
internal static class MatMul
{
    /// <summary>How many terms make one block of a sum; part of the numeric contract, see docs/numerics.md.</summary>
    public const int BlockLength = 256;

    private const int TileRows = 4;

    /// <summary>z[m,j] = Σᵢ x[m,i]·w[j,i] + b[j]. <paramref name="transposed"/> is scratch of the size of w.</summary>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> transposed, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (units, inputs) = (b.Length, w.Length / b.Length);
        for (var j = 0; j < units; j++)
            for (var i = 0; i < inputs; i++)
                transposed[i * units + j] = w[j * inputs + i];
        Multiply(x, inputs, 1, transposed, z, rows, inputs, units);
        for (var m = 0; m < rows; m++)
        {
            var row = z.Slice(m * units, units);
            Traversal.Zip(default(Plus), row, b, row);
        }
    }

    /// <summary>s[m,i] = Σⱼ δ[m,j]·w[j,i]: what each input of the layer is worth, ∂E/∂a of the layer below.</summary>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> w, Span<T> s, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(delta, units, 1, w, s, rows, units, w.Length / units);

    /// <summary>g[j,i] = Σₘ δ[m,j]·x[m,i]: the gradient of the weights, summed over the batch.</summary>
    public static void WeightGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, Span<T> g, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(delta, 1, units, x, g, units, rows, g.Length / units);

    /// <summary>g[j] = Σₘ 1·δ[m,j]: the gradient of the biases, summed over the batch in the order of a product.</summary>
    public static void BiasGradient<T>(ReadOnlySpan<T> delta, Span<T> g, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> one = [T.One];
        Multiply(one, 0, 0, delta, g, 1, rows, g.Length);
    }

    /// <summary>
    /// c[r,n] = Σₖ a[r,k]·b[k,n] with a[r,k] at r·rowStride + k·stepStride, b and c row-major. A tile is
    /// <see cref="TileRows"/> rows of one lane; rows that a last tile has too many repeat the last row.
    /// </summary>
    private static void Multiply<T>(
        ReadOnlySpan<T> a, int rowStride, int stepStride, ReadOnlySpan<T> b, Span<T> c, int rows, int length, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < columns; n += Lanes<T>.Count)
            for (var r = 0; r < rows; r += TileRows)
            {
                var (r1, r2, r3) = (Math.Min(r + 1, rows - 1), Math.Min(r + 2, rows - 1), Math.Min(r + 3, rows - 1));
                Lanes<T> sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
                for (var start = 0; start < length; start += BlockLength)
                {
                    Lanes<T> block0 = 0, block1 = 0, block2 = 0, block3 = 0;
                    for (var k = start; k < Math.Min(start + BlockLength, length); k++)
                    {
                        var right = Load(b, k, n, columns);
                        var step = k * stepStride;
                        block0 = Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(a[r * rowStride + step]), right, block0);
                        block1 = Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(a[r1 * rowStride + step]), right, block1);
                        block2 = Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(a[r2 * rowStride + step]), right, block2);
                        block3 = Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(a[r3 * rowStride + step]), right, block3);
                    }
                    (sum0, sum1, sum2, sum3) = (sum0 + block0, sum1 + block1, sum2 + block2, sum3 + block3);
                }
                Store(c, r, n, columns, sum0);
                Store(c, r1, n, columns, sum1);
                Store(c, r2, n, columns, sum2);
                Store(c, r3, n, columns, sum3);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load<T>(ReadOnlySpan<T> matrix, int row, int column, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rest = matrix.Slice(row * columns + column, columns - column);
        return rest.Length >= Lanes<T>.Count ? Lanes<T>.Load(in MemoryMarshal.GetReference(rest), 0) : Lanes<T>.LoadTail(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Span<T> matrix, int row, int column, int columns, Lanes<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rest = matrix.Slice(row * columns + column, columns - column);
        if (rest.Length >= Lanes<T>.Count) value.Store(ref MemoryMarshal.GetReference(rest), 0);
        else value.StoreTail(rest);
    }
}
