using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    /// write later. Without AVX-512, number by number.
    /// </summary>
    private static void TransposePanel(T* source, nint lineStride, int count, int length, T* panel, int width)
    {
        if (!Avx512F.IsSupported)
        {
            for (var line = 0; line < width; line++)
                for (var k = 0; k < length; k++)
                    panel[(nint)k * width + line] = line < count ? source[line * lineStride + k] : T.Zero;
            return;
        }
        for (var k = 0; k < length; k += Count)
            for (var line = (width - 1) / Count * Count; line >= 0; line -= Count)
            {
                var (lines, steps) = (Math.Clamp(count - line, 0, Count), Math.Min(Count, length - k));
                TransposeSquare(source + line * lineStride + k, lineStride, lines, steps, panel + (nint)k * width + line, width);
            }
    }

    /// <summary>panel[k, line] = source[line, k] for a square of which <paramref name="lines"/> by <paramref name="steps"/> exist.</summary>
    [SkipLocalsInit]
    private static void TransposeSquare(T* source, nint lineStride, int lines, int steps, T* panel, int width)
    {
        var square = stackalloc Vector512<T>[Count];
        for (var line = 0; line < Count; line++)
        {
            var from = source + line * lineStride;
            square[line] = line >= lines ? Vector512<T>.Zero
                : steps == Count ? Vector512.Load(from)
                : Tail.Load(new ReadOnlySpan<T>(from, steps)).Vector;
        }
        // What lies on the wrong side is exchanged: halves first, then quarters, down to neighbours. Written out, so that each
        // distance is a constant to the JIT.
        if (Count == 16) Exchange(square, 8);
        Exchange(square, 4);
        Exchange(square, 2);
        Exchange(square, 1);
        for (var k = 0; k < steps; k++) square[k].Store(panel + (nint)k * width);
    }

    /// <summary>
    /// In every group of 2d lines, the upper d of each d numbers of a line x of the first half trade places with the lower d of its
    /// partner y in the second half: the new x has x[c] below and y[c − d] above, the new y x[c + d] below and y[c] above.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(Vector512<T>* square, int distance)
    {
        // Indices of 4-byte lanes; 16 and more are those of y.
        var d = distance * sizeof(T) / sizeof(int);
        var index = Vector512<int>.Indices;
        var isUpper = Vector512.Equals(index & Vector512.Create(d), Vector512.Create(d));
        var forX = Vector512.ConditionalSelect(isUpper, index + Vector512.Create(16 - d), index);
        var forY = Vector512.ConditionalSelect(isUpper, index + Vector512.Create(16), index + Vector512.Create(d));
        for (var group = 0; group < Count; group += 2 * distance)
            for (var line = group; line < group + distance; line++)
            {
                var (x, y) = (square[line].AsInt32(), square[line + distance].AsInt32());
                square[line] = Avx512F.PermuteVar16x32x2(x, forX, y).As<int, T>();
                square[line + distance] = Avx512F.PermuteVar16x32x2(x, forY, y).As<int, T>();
            }
    }
}
