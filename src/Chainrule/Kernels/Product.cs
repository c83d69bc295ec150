using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// A matrix as a product reads it: element (line, step) at <c>line·LineStride + step·StepStride</c>, a line being a row of a or
/// a column of b.
/// </summary>
internal readonly unsafe struct Operand<T>(T* start, nint lineStride, nint stepStride) where T : unmanaged
{
    public readonly T* Start = start;
    public readonly nint LineStride = lineStride, StepStride = stepStride;

    public T* At(int line, int step) => Start + line * LineStride + step * StepStride;
}

/// <summary>
/// c[r,n] = Σₖ a[r,k]·b[n,k] in the order of the contract: straight for a few numbers, else blocked so that a panel of b stays
/// in the first cache and a group of rows of a in the second.
/// </summary>
internal static unsafe class Product<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Up to this many multiplications, packing costs more than it saves.</summary>
    private const int MostStraight = 768;

    /// <summary>Columns whose panels are packed together, and rows likewise: 1 MiB and 144 KiB of floats.</summary>
    private const int GroupColumns = 1024, GroupRows = 144;

    [ThreadStatic]
    private static T[]? s_rowPanels, s_columnPanels;

    /// <summary>Assigns c, which is row-major.</summary>
    public static void Run(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns)
    {
        if ((long)rows * length * columns <= MostStraight) Straight(a, b, c, rows, length, columns);
        else Blocked(a, b, c, rows, length, columns);
    }

    private static void Straight(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns)
    {
        for (var r = 0; r < rows; r++)
            for (var n = 0; n < columns; n++)
            {
                T* x = a.At(r, 0), y = b.At(n, 0);
                var total = T.Zero;
                for (var start = 0; start < length; start += MatMul.BlockLength)
                {
                    var block = T.Zero;
                    for (var k = Math.Min(MatMul.BlockLength, length - start); k > 0; k--, x += a.StepStride, y += b.StepStride)
                        block = T.MultiplyAddEstimate(*x, *y, block);
                    total += block;
                }
                *c++ = total;
            }
    }

    private static void Blocked(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns)
    {
        var block = Math.Min(length, MatMul.BlockLength);
        fixed (T* rowPanels = Reserve(ref s_rowPanels, Math.Min(rows, GroupRows), Tile<T>.Rows, block))
        fixed (T* columnPanels = Reserve(ref s_columnPanels, Math.Min(columns, GroupColumns), Tile<T>.Columns, block))
        {
            for (var n = 0; n < columns; n += GroupColumns)
                for (var k = 0; k < length; k += MatMul.BlockLength)
                {
                    var (groupColumns, steps) = (Math.Min(GroupColumns, columns - n), Math.Min(MatMul.BlockLength, length - k));
                    Packing<T>.Pack(b, n, groupColumns, k, steps, columnPanels, Tile<T>.Columns);
                    for (var r = 0; r < rows; r += GroupRows)
                    {
                        var groupRows = Math.Min(GroupRows, rows - r);
                        Packing<T>.Pack(a, r, groupRows, k, steps, rowPanels, Tile<T>.Rows);
                        Tiles(rowPanels, columnPanels, c + (nint)r * columns + n, columns, groupRows, groupColumns, steps, k == 0);
                    }
                }
        }
    }

    private static void Tiles(T* a, T* b, T* c, nint stride, int rows, int columns, int steps, bool isFirst)
    {
        for (var n = 0; n < columns; n += Tile<T>.Columns)
            for (var r = 0; r < rows; r += Tile<T>.Rows)
            {
                T* left = a + (nint)r * steps, right = b + (nint)n * steps, corner = c + r * stride + n;
                if (r + Tile<T>.Rows <= rows && n + Tile<T>.Columns <= columns) Tile<T>.Run(left, right, corner, stride, steps, isFirst);
                else Edge(left, right, corner, stride, Math.Min(Tile<T>.Rows, rows - r), Math.Min(Tile<T>.Columns, columns - n), steps, isFirst);
            }
    }

    /// <summary>A tile of which a part lies outside of c: computed whole beside it, and the inside copied.</summary>
    [SkipLocalsInit]
    private static void Edge(T* a, T* b, T* c, nint stride, int rows, int columns, int steps, bool isFirst)
    {
        var tile = stackalloc T[Tile<T>.Rows * Tile<T>.Columns];
        if (!isFirst)
            for (var r = 0; r < rows; r++) new Span<T>(c + r * stride, columns).CopyTo(new(tile + r * Tile<T>.Columns, columns));
        Tile<T>.Run(a, b, tile, Tile<T>.Columns, steps, isFirst);
        for (var r = 0; r < rows; r++) new Span<T>(tile + r * Tile<T>.Columns, columns).CopyTo(new(c + r * stride, columns));
    }

    /// <summary>This thread's memory for panels, grown where it is too small.</summary>
    private static T[] Reserve(ref T[]? panels, int lines, int width, int steps)
    {
        var length = ((lines + width - 1) / width * width * steps) + Lanes<T>.Count;
        if (panels is null || panels.Length < length) panels = GC.AllocateUninitializedArray<T>(length);
        return panels;
    }
}
