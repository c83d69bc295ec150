using System.Numerics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>Sums down the columns of a matrix, four lanes of columns side by side or one, in the blocks of a product.</summary>
internal static unsafe class Columns
{
    /// <summary>sums[n] = scale · Σₘ x[m,n] of a row-major x, as a product with ones would give it.</summary>
    public static void Sum<T>(T* x, T* sums, int rows, int columns, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = T.One;
        if (columns <= Tail.Short)
            for (var n = 0; n < columns; n++) sums[n] = Straight.Dot(x + n, columns, &one, 0, rows) * scale;
        else
        {
            var n = 0;
            for (; n <= columns - 4 * Lanes<T>.Count; n += 4 * Lanes<T>.Count) FourLanes(x + n, sums + n, rows, columns, Lanes<T>.Broadcast(scale));
            for (; n < columns; n += Lanes<T>.Count)
            {
                var count = Math.Min(Lanes<T>.Count, columns - n);
                Tail.Store(Lane(x + n, rows, columns, count) * Lanes<T>.Broadcast(scale), sums + n, count);
            }
        }
    }

    private static void FourLanes<T>(T* x, T* sums, int rows, int stride, Lanes<T> scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Lanes<T>.Count;
        Lanes<T> total0 = 0, total1 = 0, total2 = 0, total3 = 0;
        for (var start = 0; start < rows; start += MatMul.BlockLength)
        {
            Lanes<T> block0 = 0, block1 = 0, block2 = 0, block3 = 0;
            for (var k = Math.Min(MatMul.BlockLength, rows - start); k > 0; k--, x += stride)
            {
                block0 = Lanes<T>.Load(in *x, 0) + block0;
                block1 = Lanes<T>.Load(in *x, width) + block1;
                block2 = Lanes<T>.Load(in *x, 2 * width) + block2;
                block3 = Lanes<T>.Load(in *x, 3 * width) + block3;
            }
            (total0, total1) = start == 0 ? (block0, block1) : (total0 + block0, total1 + block1);
            (total2, total3) = start == 0 ? (block2, block3) : (total2 + block2, total3 + block3);
        }
        (total0 * scale).Store(ref *sums, 0);
        (total1 * scale).Store(ref *sums, width);
        (total2 * scale).Store(ref *sums, 2 * width);
        (total3 * scale).Store(ref *sums, 3 * width);
    }

    private static Lanes<T> Lane<T>(T* x, int rows, int stride, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Lanes<T> total = 0;
        for (var start = 0; start < rows; start += MatMul.BlockLength)
        {
            Lanes<T> block = 0;
            for (var k = Math.Min(MatMul.BlockLength, rows - start); k > 0; k--, x += stride) block = Tail.Load(x, count) + block;
            total = start == 0 ? block : total + block;
        }
        return total;
    }
}
