using System.Numerics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>Sums down the columns of a matrix, a lane of columns at a time, in the blocks of a product.</summary>
internal static unsafe class Columns
{
    /// <summary>sums[n] = scale · Σₘ x[m,n] of a row-major x, as a product with ones would give it.</summary>
    public static void Sum<T>(T* x, T* sums, int rows, int columns, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = T.One;
        if (columns <= Tail.Short)
            for (var n = 0; n < columns; n++) sums[n] = Straight.Dot(x + n, columns, &one, 0, rows) * scale;
        else
            for (var n = 0; n < columns; n += Lanes<T>.Count)
            {
                var count = Math.Min(Lanes<T>.Count, columns - n);
                Tail.Store(Lane(x + n, rows, columns, count) * Lanes<T>.Broadcast(scale), sums + n, count);
            }
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
