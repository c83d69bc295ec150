using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// Products of few columns or rows on AVX-512, as the few outputs of a network or a single sample have them: c in tiles of 8 rows x 1 lane,
/// which go from the registers to where they belong under a mask; b is read where it lies if its columns do so side by side.
/// <code>
///                    n ──►                       A tile of two lanes would compute the half for nothing,
///                  k ┌────────┐                  and what is packed and copied beside a small product
///                    │ b  lane│ (masked)         takes longer than its multiplications.
///      a[r,k] ──►    ├────────┤
///     (broadcast)  r │ 8 sums │                  The last 1 to 4 rows are a tile of 4, in which a row may
///                    └────────┘                  stand several times.
/// </code>
/// </summary>
internal static unsafe class Slim<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of so few rows, wide tiles would be empty for the most part.</summary>
    private const int FewRows = 4;

    [ThreadStatic]
    private static T[]? s_panel;

    /// <summary>Whether a product of these sizes is computed here.</summary>
    public static bool IsBest(int rows, int length, int columns) =>
        Avx512F.IsSupported && length is > 0 and <= MatMul.BlockLength && (columns <= Lanes<T>.Count || rows <= FewRows)
        && Threads.Worthwhile((long)rows * length * columns) == 1;

    /// <summary>Assigns c, which is row-major.</summary>
    public static void Run(Operand<T> a, Operand<T> b, T* c, int rows, int length, int columns, in Finish<T> finish)
    {
        if (b.LineStride == 1)
        {
            for (var n = 0; n < columns; n += Lanes<T>.Count) Lane(a, b.At(n, 0).Start, b.StepStride, c, columns, n, rows, length, in finish);
            return;
        }
        fixed (T* panel = s_panel ??= new T[MatMul.BlockLength * Lanes<T>.Count])
            for (var n = 0; n < columns; n += Lanes<T>.Count)
            {
                Packing<T>.Pack(b.At(n, 0), Math.Min(Lanes<T>.Count, columns - n), length, panel, Lanes<T>.Count);
                Lane(a, panel, Lanes<T>.Count, c, columns, n, rows, length, in finish);
            }
    }

    /// <summary>All rows of one lane of columns, from column <paramref name="n"/> on.</summary>
    private static void Lane(Operand<T> a, T* b, nint bStep, T* c, int columns, int n, int rows, int length, in Finish<T> finish)
    {
        var count = Math.Min(Lanes<T>.Count, columns - n);
        var target = new Target(c + n, columns, Tail.Mask<T>(count), finish.Lane(n, count));
        var r = 0;
        for (; r <= rows - 8; r += 8) Eight(a.At(r, 0), b, bStep, length, target.From(r));
        for (; r < rows; r += FewRows) Four(a.At(r, 0), b, bStep, length, target.From(r), Math.Min(FewRows, rows - r));
    }

    /// <summary>Where finished sums go: one lane of columns of c.</summary>
    private readonly struct Target(T* c, nint stride, Vector512<T> mask, FinishLane<T> finish)
    {
        public readonly Vector512<T> Mask = mask;
        private readonly FinishLane<T> _finish = finish;

        public Target From(int row) => new(c + row * stride, stride, Mask, _finish);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(Lanes<T> sums, int row) => Tail.Store(_finish.Of(sums), c + row * stride, Mask);
    }

    private static void Eight(Operand<T> a, T* b, nint bStep, int length, in Target target)
    {
        Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        nint line = a.LineStride, step = a.StepStride;
        T* row0 = a.Start, row3 = row0 + 3 * line, row6 = row3 + 3 * line;
        var mask = target.Mask;
        for (var k = 0; k < length; k++)
        {
            var lane = Tail.Load(b, mask);
            s0 = Fma(row0, lane, s0);
            s1 = Fma(row0 + line, lane, s1);
            s2 = Fma(row0 + 2 * line, lane, s2);
            s3 = Fma(row3, lane, s3);
            s4 = Fma(row3 + line, lane, s4);
            s5 = Fma(row3 + 2 * line, lane, s5);
            s6 = Fma(row6, lane, s6);
            s7 = Fma(row6 + line, lane, s7);
            row0 += step;
            row3 += step;
            row6 += step;
            b += bStep;
        }
        target.Put(s0, 0);
        target.Put(s1, 1);
        target.Put(s2, 2);
        target.Put(s3, 3);
        target.Put(s4, 4);
        target.Put(s5, 5);
        target.Put(s6, 6);
        target.Put(s7, 7);
    }

    private static void Four(Operand<T> a, T* b, nint bStep, int length, in Target target, int rows)
    {
        Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        nint line = a.LineStride, step = a.StepStride;
        T* row0 = a.Start, row1 = rows > 1 ? row0 + line : row0, row2 = rows > 2 ? row1 + line : row1, row3 = rows > 3 ? row2 + line : row2;
        var mask = target.Mask;
        for (var k = 0; k < length; k++)
        {
            var lane = Tail.Load(b, mask);
            s0 = Fma(row0, lane, s0);
            s1 = Fma(row1, lane, s1);
            s2 = Fma(row2, lane, s2);
            s3 = Fma(row3, lane, s3);
            row0 += step;
            row1 += step;
            row2 += step;
            row3 += step;
            b += bStep;
        }
        target.Put(s0, 0);
        if (rows > 1) target.Put(s1, 1);
        if (rows > 2) target.Put(s2, 2);
        if (rows > 3) target.Put(s3, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Fma(T* x, Lanes<T> y, Lanes<T> sum) => Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(*x), y, sum);
}
