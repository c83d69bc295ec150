using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Chainrule.Kernels;

/// <summary>
/// Copies a block of a matrix into panels that a <see cref="Tile{T}"/> reads straight through: for each k the next
/// <c>width</c> numbers side by side, missing ones as zeros. A source whose numbers lie side by side along k is transposed on
/// the way, a square of <c>Lanes.Count</c> numbers at a time.
/// </summary>
internal static unsafe class Packing<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Count => Vector512<T>.Count;

    /// <summary>Packs rows of a, or columns of b, in panels of <paramref name="width"/> lines.</summary>
    /// <param name="source">The matrix; one of its strides is 1, or its lines have one step.</param>
    /// <param name="first">The first line.</param>
    /// <param name="lines">How many lines; the last panel is filled up with zeros.</param>
    /// <param name="firstStep">The first k.</param>
    /// <param name="steps">How many k.</param>
    /// <param name="panels">Where to: whole panels of width · steps numbers, and room for one lane behind them.</param>
    /// <param name="width">Lines in a panel.</param>
    public static void Pack(Operand<T> source, int first, int lines, int firstStep, int steps, T* panels, int width)
    {
        for (var line = 0; line < lines; line += width)
        {
            var count = Math.Min(width, lines - line);
            var start = source.At(first + line, firstStep);
            if (source.LineStride == 1) CopyPanel(start, source.StepStride, count, steps, panels, width);
            else TransposePanel(start, source.LineStride, count, steps, panels, width);
            panels += (nint)width * steps;
        }
    }

    private static void CopyPanel(T* source, nint stepStride, int count, int length, T* panel, int width)
    {
        for (var k = 0; k < length; k++)
        {
            new Span<T>(source, count).CopyTo(new(panel, count));
            if (count < width) new Span<T>(panel + count, width - count).Clear();
            source += stepStride;
            panel += width;
        }
    }

    /// <summary>
    /// Squares from right to left and on to the next k: what a square writes beyond the width of its panel is where another will
    /// write later.
    /// </summary>
    private static void TransposePanel(T* source, nint lineStride, int count, int length, T* panel, int width)
    {
        for (var k = 0; k < length; k += Count)
            for (var line = (width - 1) / Count * Count; line >= 0; line -= Count)
            {
                var (lines, steps) = (Math.Clamp(count - line, 0, Count), Math.Min(Count, length - k));
                TransposeSquare(source + line * lineStride + k, lineStride, lines, steps, panel + (nint)k * width + line, width);
            }
    }

    /// <summary>panel[k, line] = source[line, k] for a square of which <paramref name="lines"/> by <paramref name="steps"/> exist.</summary>
    private static void TransposeSquare(T* source, nint lineStride, int lines, int steps, T* panel, int width)
    {
        var square = stackalloc Vector512<T>[Count];
        for (var line = 0; line < Count; line++)
        {
            var from = source + line * lineStride;
            square[line] = line >= lines ? Vector512<T>.Zero : steps == Count ? Vector512.Load(from) : LoadTail(from, steps);
        }
        // Exchange what lies on the wrong side: halves first, then quarters, down to neighbours.
        for (var distance = Count / 2; distance > 0; distance /= 2)
            for (var line = 0; line < Count; line++)
                if ((line & distance) == 0)
                    (square[line], square[line + distance]) = Exchange(square[line], square[line + distance], distance);
        for (var k = 0; k < steps; k++) square[k].Store(panel + (nint)k * width);
    }

    /// <summary>The upper parts of x and the lower parts of y, of the given size, trade places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> X, Vector512<T> Y) Exchange(Vector512<T> x, Vector512<T> y, int distance)
    {
        var (i, j) = (x.AsInt32(), y.AsInt32());
        var (shiftedX, shiftedY, isUpper) = (distance * sizeof(T) / sizeof(int)) switch
        {
            8 => (Vector512.Shuffle(i, Vector512.Create(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)),
                Vector512.Shuffle(j, Vector512.Create(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)),
                Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1)),
            4 => (Vector512.Shuffle(i, Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)),
                Vector512.Shuffle(j, Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)),
                Vector512.Create(0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, -1, -1, -1, -1)),
            2 => (Vector512.Shuffle(i, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)),
                Vector512.Shuffle(j, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)),
                Vector512.Create(0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1)),
            _ => (Vector512.Shuffle(i, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)),
                Vector512.Shuffle(j, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)),
                Vector512.Create(0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1)),
        };
        return (Vector512.ConditionalSelect(isUpper, shiftedY, i).As<int, T>(), Vector512.ConditionalSelect(isUpper, j, shiftedX).As<int, T>());
    }

    private static Vector512<T> LoadTail(T* source, int count)
    {
        var padded = Vector512<T>.Zero;
        new Span<T>(source, count).CopyTo(new(&padded, Count));
        return padded;
    }
}
