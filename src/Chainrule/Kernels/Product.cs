using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// c[r,n] = Σₖ a[r,k]·b[n,k] in the order of the contract, and what <see cref="Finish{T}"/> does to each sum: straight for a few
/// numbers, slim for a narrow c, else in tiles, by one thread or by several that have whole tiles of c each and share nothing.
/// <code>
///        k ──►           n ──► 1024 columns: panels of b, one after the other, in the first cache
///      ┌──────┐        ┌──┬──┬──┬──
///    r │ a    │ 144  k │b │  │  │       for each panel all tiles of 144 rows, in the second cache;
///    │ ├──────┤ rows   └──┴──┴──┴──     for each group of rows all panels; then the next 256 k;
///    ▼ │      │                         then the next 1024 columns
/// </code>
/// </summary>
internal readonly unsafe struct Product<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns whose panels are packed together, and rows likewise: 1 MiB and 144 KiB of floats.</summary>
    private const int GroupColumns = 1024, GroupRows = 144;

    /// <summary>Rows of a that meet no more panels of b than this are read where they are.</summary>
    private const int FewPanels = 4;

    [ThreadStatic]
    private static T[]? s_rowPanels, s_columnPanels;

    private readonly Operand<T> _a, _b;
    private readonly T* _c;
    private readonly int _rows, _length, _columns, _parts;
    private readonly bool _splitsRows;
    private readonly Finish<T> _finish;

    private Product(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns, Finish<T> finish)
    {
        (_a, _b, _rows, _length, _columns, _finish) = (a, b, rows, length, columns, finish);
        _c = c;
        _parts = Threads.Worthwhile((long)rows * length * columns);
        _splitsRows = Share(rows, Tile<T>.Rows) < Share(columns, Tile<T>.Columns);
    }

    /// <summary>Assigns c, which is row-major.</summary>
    public static void Run(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns, Finish<T> finish = default)
    {
        if (Straight.IsBest(rows, length, columns))
        {
            for (var r = 0; r < rows; r++)
                for (var n = 0; n < columns; n++)
                    *c++ = finish.Of(Straight.Dot(a.At(r, 0).Start, a.StepStride, b.At(n, 0).Start, b.StepStride, length), n);
            return;
        }
        if (Slim<T>.IsBest(rows, length, columns))
        {
            Slim<T>.Run(a, b, c, rows, length, columns, in finish);
            return;
        }
        var product = new Product<T>(a, b, c, rows, length, columns, finish);
        Threads.Run(product, product._parts);
    }

    /// <summary>Computes one part of c, of whole tiles: some of its columns, or where that divides it better, of its rows.</summary>
    public void Run(int part)
    {
        var (lines, width) = _splitsRows ? (_rows, Tile<T>.Rows) : (_columns, Tile<T>.Columns);
        var tiles = (lines + width - 1) / width;
        var first = (int)((long)tiles * part / _parts) * width;
        var count = Math.Min(lines, (int)((long)tiles * (part + 1) / _parts) * width) - first;
        if (count <= 0) return;
        if (_splitsRows) Blocked(first, count, 0, _columns);
        else Blocked(0, _rows, first, count);
    }

    /// <summary>What part of the whole the busiest thread has, if whole tiles of so many lines are divided.</summary>
    private double Share(int lines, int width)
    {
        var tiles = (lines + width - 1) / width;
        return (double)((tiles + _parts - 1) / _parts) / tiles;
    }

    private void Blocked(int firstRow, int rows, int firstColumn, int columns)
    {
        var block = Math.Min(_length, MatMul.BlockLength);
        var packsRows = columns > FewPanels * Tile<T>.Columns;
        fixed (T* rowMemory = Reserve(ref s_rowPanels, packsRows ? Math.Min(rows, GroupRows) : 1, Tile<T>.Rows, block))
        fixed (T* columnMemory = Reserve(ref s_columnPanels, Math.Min(columns, GroupColumns), Tile<T>.Columns, block))
        {
            T* rowPanels = Memory.Align(rowMemory), columnPanels = Memory.Align(columnMemory);
            for (var n = firstColumn; n < firstColumn + columns; n += GroupColumns)
                for (var k = 0; k < _length; k += MatMul.BlockLength)
                {
                    var (groupColumns, steps) = (Math.Min(GroupColumns, firstColumn + columns - n), Math.Min(MatMul.BlockLength, _length - k));
                    Packing<T>.Pack(_b.At(n, k), groupColumns, steps, columnPanels, Tile<T>.Columns);
                    for (var r = firstRow; r < firstRow + rows; r += GroupRows)
                    {
                        var groupRows = Math.Min(GroupRows, firstRow + rows - r);
                        // A last tile of few rows would read beyond the last row, and is always packed.
                        var unpacked = packsRows ? 0 : groupRows / Tile<T>.Rows * Tile<T>.Rows;
                        Packing<T>.Pack(_a.At(r + unpacked, k), groupRows - unpacked, steps, rowPanels, Tile<T>.Rows);
                        Tiles(_a.At(r, k), unpacked, rowPanels, columnPanels, new(this, r, n, groupRows, groupColumns, k, steps));
                    }
                }
        }
    }

    /// <summary>A rectangle of c on which all tiles meet one block of k.</summary>
    private readonly struct Region(in Product<T> product, int r, int n, int rows, int columns, int k, int steps)
    {
        public readonly T* C = product._c + (nint)r * product._columns + n;
        public readonly nint Stride = product._columns;
        public readonly int Rows = rows, Columns = columns, Steps = steps;
        public readonly bool IsFirst = k == 0;
        public readonly Finish<T> Finish = k + steps == product._length ? product._finish.From(n) : default;
    }

    [SkipLocalsInit]
    private static void Tiles(Operand<T> a, int unpacked, T* rowPanels, T* columnPanels, in Region region)
    {
        // What is not simply assigned is computed beside c.
        var tile = stackalloc T[Tile<T>.Rows * Tile<T>.Columns];
        for (var n = 0; n < region.Columns; n += Tile<T>.Columns)
        {
            var finish = region.Finish.From(n);
            for (var r = 0; r < region.Rows; r += Tile<T>.Rows)
            {
                var left = r < unpacked ? a.At(r, 0) : new(rowPanels + (nint)(r - unpacked) * region.Steps, 1, Tile<T>.Rows);
                T* right = columnPanels + (nint)n * region.Steps, corner = region.C + r * region.Stride + n;
                var (rows, columns) = (Math.Min(region.Rows - r, Tile<T>.Rows), Math.Min(region.Columns - n, Tile<T>.Columns));
                if (region.IsFirst && !finish.AddsBias && rows == Tile<T>.Rows && columns == Tile<T>.Columns)
                {
                    Tile<T>.Run(left, right, corner, region.Stride, region.Steps, rows, finish.Scale);
                    continue;
                }
                FetchAhead(corner, region.Stride, rows);
                Tile<T>.Run(left, right, tile, Tile<T>.Columns, region.Steps, rows, T.One);
                TakeOver(tile, corner, region.Stride, rows, columns, region.IsFirst, in finish);
            }
        }
    }

    /// <summary>Calls the rows of c that a tile will be added to into the cache, while it is computed; they lie far from each other.</summary>
    private static void FetchAhead(T* c, nint stride, int rows)
    {
        if (!Sse.IsSupported) return;
        for (var r = 0; r < rows; r++, c += stride)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + Tile<T>.Columns / 2);
        }
    }

    /// <summary>Adds a tile to c, or assigns it in the first block, as far as it lies in c; and finishes it.</summary>
    private static void TakeOver(T* tile, T* c, nint stride, int rows, int columns, bool isFirst, in Finish<T> finish)
    {
        for (var n = 0; n < columns; n += Lanes<T>.Count)
        {
            var count = Math.Min(Lanes<T>.Count, columns - n);
            T* from = tile + n, to = c + n;
            var ending = finish.Lane(n, count);
            if (count == Lanes<T>.Count)
                for (var r = 0; r < rows; r++, from += Tile<T>.Columns, to += stride)
                {
                    var total = Lanes<T>.Load(in *from, 0);
                    if (!isFirst) total = Lanes<T>.Load(in *to, 0) + total;
                    ending.Of(total).Store(ref *to, 0);
                }
            else
                for (var r = 0; r < rows; r++, from += Tile<T>.Columns, to += stride)
                {
                    var total = Lanes<T>.Load(in *from, 0);
                    if (!isFirst) total = Tail.Load(to, count) + total;
                    Tail.Store(ending.Of(total), to, count);
                }
        }
    }

    /// <summary>This thread's memory for panels, grown where it is too small.</summary>
    private static T[] Reserve(ref T[]? panels, int lines, int width, int steps)
    {
        var length = (lines + width - 1) / width * width * steps + Memory.Spare<T>();
        if (panels is null || panels.Length < length) panels = GC.AllocateUninitializedArray<T>(length);
        return panels;
    }
}
