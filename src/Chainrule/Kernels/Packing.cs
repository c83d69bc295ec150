using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// Copies a block of a matrix into panels that a <see cref="Tile{T}"/> reads straight through: for each k the next
/// <c>width</c> numbers side by side, missing ones as zeros. A source whose numbers lie side by side along k is transposed on
/// the way, in squares that fit four registers of 128 bits, or two.
/// <code>
///     source: a line is contiguous           panel: a step is contiguous
///     line 0   k0 k1 k2 k3 …                 k0   line 0, 1, 2, 3, … width − 1
///     line 1   k0 k1 k2 k3 …        ──►      k1   line 0, 1, 2, 3, …
///     …                                      …
/// </code>
/// </summary>
internal static unsafe class Packing<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static bool CanZip => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Packs rows of a, or columns of b, in panels of <paramref name="width"/> lines.</summary>
    /// <param name="source">The matrix, from the first line and step on.</param>
    /// <param name="lines">How many lines; the last panel is filled up with zeros.</param>
    /// <param name="steps">How many k.</param>
    /// <param name="panels">Where to: whole panels of width · steps numbers.</param>
    /// <param name="width">Lines in a panel.</param>
    public static void Pack(Operand<T> source, int lines, int steps, T* panels, int width)
    {
        for (var line = 0; line < lines; line += width)
        {
            var count = Math.Min(width, lines - line);
            var from = source.At(line, 0);
            if (source.LineStride == 1) CopyPanel(from, count, steps, panels, width);
            else TransposePanel(from, count, steps, panels, width);
            panels += (nint)width * steps;
        }
    }

    private static void CopyPanel(Operand<T> source, int count, int steps, T* panel, int width)
    {
        var from = source.Start;
        for (var k = 0; k < steps; k++, from += source.StepStride, panel += width)
        {
            // The two widths are constants to the JIT, which makes a few moves of them.
            if (count == width && width == Tile<T>.Columns) Unsafe.CopyBlockUnaligned(panel, from, (uint)(Tile<T>.Columns * sizeof(T)));
            else if (count == width && width == Tile<T>.Rows) Unsafe.CopyBlockUnaligned(panel, from, (uint)(Tile<T>.Rows * sizeof(T)));
            else if (width == Tile<T>.Columns)
                for (var line = 0; line < width; line += Lanes<T>.Count) Tail.Load(from + line, Math.Max(0, count - line)).Store(ref panel[line], 0);
            else
                for (var line = 0; line < width; line++) panel[line] = line < count ? from[line] : T.Zero;
        }
    }

    private static void TransposePanel(Operand<T> source, int count, int steps, T* panel, int width)
    {
        if (count < width) new Span<T>(panel, steps * width).Clear();
        // Line by line, four or two at a time: however far apart the lines lie, few of them compete for a place in the cache.
        var side = Vector128<T>.Count;
        var (squareLines, squareSteps) = CanZip ? (count / side * side, steps / side * side) : (0, 0);
        for (var line = 0; line < squareLines; line += side)
        {
            var from = source.At(line, 0).Start;
            var to = panel + line;
            if (side == 4)
                for (var k = 0; k < squareSteps; k += 4, from += 4, to += 4 * width) TransposeFour(from, source.LineStride, to, width);
            else
                for (var k = 0; k < squareSteps; k += 2, from += 2, to += 2 * width) TransposeTwo(from, source.LineStride, to, width);
        }
        for (var line = 0; line < count; line++)
        {
            var from = source.At(line, 0).Start;
            for (var k = line < squareLines ? squareSteps : 0; k < steps; k++) panel[(nint)k * width + line] = from[k];
        }
    }

    /// <summary>Neighbouring lines are zipped number by number, and what comes out pair by pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(T* from, nint lineStride, T* to, int width)
    {
        Vector128<float> line0 = Load(from), line1 = Load(from + lineStride);
        Vector128<float> line2 = Load(from + 2 * lineStride), line3 = Load(from + 3 * lineStride);
        var (low01, high01) = (ZipLow(line0, line1).AsDouble(), ZipHigh(line0, line1).AsDouble());
        var (low23, high23) = (ZipLow(line2, line3).AsDouble(), ZipHigh(line2, line3).AsDouble());
        ZipLow(low01, low23).As<double, T>().Store(to);
        ZipHigh(low01, low23).As<double, T>().Store(to + width);
        ZipLow(high01, high23).As<double, T>().Store(to + 2 * width);
        ZipHigh(high01, high23).As<double, T>().Store(to + 3 * width);

        static Vector128<float> Load(T* source) => Vector128.Load((float*)source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeTwo(T* from, nint lineStride, T* to, int width)
    {
        Vector128<double> line0 = Vector128.Load((double*)from), line1 = Vector128.Load((double*)(from + lineStride));
        ZipLow(line0, line1).As<double, T>().Store(to);
        ZipHigh(line0, line1).As<double, T>().Store(to + width);
    }

    // (x₀ x₁ x₂ x₃), (y₀ y₁ y₂ y₃) → low (x₀ y₀ x₁ y₁), high (x₂ y₂ x₃ y₃)

    private static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse2.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    private static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse2.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    private static Vector128<double> ZipLow(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    private static Vector128<double> ZipHigh(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
