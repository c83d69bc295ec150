using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// The innermost loops of a matrix product: a tile of c stays in registers while k runs over one block.
/// <code>
///                  one panel of b, k by k             wide: 8 rows x 2 lanes; 16 sums, 2 of b and 1 of a
///                 ┌────────┬────────┐                  are 19 of the 32 registers of AVX-512, and 16 sums
///               k │ lane 0 │ lane 1 │                  hide the latency of an FMA twice. 4 rows for what
///                 └────────┴────────┘                  8 leave over.
///    a[r,k] ──►  ┌────────┬────────┐ row r            narrow: 6 rows x 1 lane; where a lane is two
///    (broadcast) │ sum r0 │ sum r1 │                  registers (AVX2), 12 + 2 + 1 of 16; where it is
///                └────────┴────────┘                  four (Arm64), 24 + 4 + 1 of 32
/// </code>
/// A sum begins at 0 and takes its terms in ascending k, one MultiplyAdd each. What a tile computes does not depend on the tile.
/// There is no branch behind the loop: with one, the JIT no longer keeps the sums in registers. So every sum is multiplied by a scale,
/// which may be 1 and then changes nothing.
/// </summary>
internal static unsafe class Tile<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many columns of c are computed together: two lanes or one.</summary>
    public static int Columns => (Vector512.IsHardwareAccelerated ? 2 : 1) * Lanes<T>.Count;

    /// <summary>How many rows of c are computed together.</summary>
    public static int Rows => Vector512.IsHardwareAccelerated ? 8 : 6;

    /// <summary>
    /// c[r·stride + n] = scale · Σ a[r, k] · b[k·Columns + n], k below <paramref name="length"/>, for the <see cref="Rows"/> rows of a whole
    /// tile, or for 4 where fewer than 5 of <paramref name="rows"/> are wanted.
    /// </summary>
    public static void Run(Operand<T> a, T* b, T* c, nint stride, int length, int rows, T scale)
    {
        if (!Vector512.IsHardwareAccelerated) Narrow(a, b, c, stride, length, scale);
        else if (rows > 4) Wide(a, b, c, stride, length, scale);
        else Flat(a, b, c, stride, length, scale);
    }

    // The rows of a are reached from three of them by offsets that the processor adds for nothing.

    private static void Wide(Operand<T> a, T* b, T* c, nint stride, int length, T scale)
    {
        Lanes<T> s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
        Lanes<T> s40 = 0, s41 = 0, s50 = 0, s51 = 0, s60 = 0, s61 = 0, s70 = 0, s71 = 0;
        nint line = a.LineStride, step = a.StepStride;
        T* row0 = a.Start, row3 = row0 + 3 * line, row6 = row3 + 3 * line;
        for (var k = 0; k < length; k++)
        {
            Lanes<T> b0 = Load(b), b1 = Load(b + Lanes<T>.Count), x;
            x = Spread(row0); s00 = Fma(x, b0, s00); s01 = Fma(x, b1, s01);
            x = Spread(row0 + line); s10 = Fma(x, b0, s10); s11 = Fma(x, b1, s11);
            x = Spread(row0 + 2 * line); s20 = Fma(x, b0, s20); s21 = Fma(x, b1, s21);
            x = Spread(row3); s30 = Fma(x, b0, s30); s31 = Fma(x, b1, s31);
            x = Spread(row3 + line); s40 = Fma(x, b0, s40); s41 = Fma(x, b1, s41);
            x = Spread(row3 + 2 * line); s50 = Fma(x, b0, s50); s51 = Fma(x, b1, s51);
            x = Spread(row6); s60 = Fma(x, b0, s60); s61 = Fma(x, b1, s61);
            x = Spread(row6 + line); s70 = Fma(x, b0, s70); s71 = Fma(x, b1, s71);
            row0 += step;
            row3 += step;
            row6 += step;
            b += 2 * Lanes<T>.Count;
        }
        var factor = Lanes<T>.Broadcast(scale);
        Store(c, s00 * factor, s01 * factor); c += stride;
        Store(c, s10 * factor, s11 * factor); c += stride;
        Store(c, s20 * factor, s21 * factor); c += stride;
        Store(c, s30 * factor, s31 * factor); c += stride;
        Store(c, s40 * factor, s41 * factor); c += stride;
        Store(c, s50 * factor, s51 * factor); c += stride;
        Store(c, s60 * factor, s61 * factor); c += stride;
        Store(c, s70 * factor, s71 * factor);
    }

    private static void Flat(Operand<T> a, T* b, T* c, nint stride, int length, T scale)
    {
        Lanes<T> s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
        nint line = a.LineStride, step = a.StepStride;
        T* row0 = a.Start, row3 = row0 + 3 * line;
        for (var k = 0; k < length; k++)
        {
            Lanes<T> b0 = Load(b), b1 = Load(b + Lanes<T>.Count), x;
            x = Spread(row0); s00 = Fma(x, b0, s00); s01 = Fma(x, b1, s01);
            x = Spread(row0 + line); s10 = Fma(x, b0, s10); s11 = Fma(x, b1, s11);
            x = Spread(row0 + 2 * line); s20 = Fma(x, b0, s20); s21 = Fma(x, b1, s21);
            x = Spread(row3); s30 = Fma(x, b0, s30); s31 = Fma(x, b1, s31);
            row0 += step;
            row3 += step;
            b += 2 * Lanes<T>.Count;
        }
        var factor = Lanes<T>.Broadcast(scale);
        Store(c, s00 * factor, s01 * factor); c += stride;
        Store(c, s10 * factor, s11 * factor); c += stride;
        Store(c, s20 * factor, s21 * factor); c += stride;
        Store(c, s30 * factor, s31 * factor);
    }

    private static void Narrow(Operand<T> a, T* b, T* c, nint stride, int length, T scale)
    {
        Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
        nint line = a.LineStride, step = a.StepStride;
        T* row0 = a.Start, row3 = row0 + 3 * line;
        for (var k = 0; k < length; k++)
        {
            var b0 = Load(b);
            s0 = Fma(Spread(row0), b0, s0);
            s1 = Fma(Spread(row0 + line), b0, s1);
            s2 = Fma(Spread(row0 + 2 * line), b0, s2);
            s3 = Fma(Spread(row3), b0, s3);
            s4 = Fma(Spread(row3 + line), b0, s4);
            s5 = Fma(Spread(row3 + 2 * line), b0, s5);
            row0 += step;
            row3 += step;
            b += Lanes<T>.Count;
        }
        var factor = Lanes<T>.Broadcast(scale);
        (s0 * factor).Store(ref *c, 0); c += stride;
        (s1 * factor).Store(ref *c, 0); c += stride;
        (s2 * factor).Store(ref *c, 0); c += stride;
        (s3 * factor).Store(ref *c, 0); c += stride;
        (s4 * factor).Store(ref *c, 0); c += stride;
        (s5 * factor).Store(ref *c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load(T* source) => Lanes<T>.Load(in *source, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Spread(T* source) => Lanes<T>.Broadcast(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Fma(Lanes<T> x, Lanes<T> y, Lanes<T> z) => Lanes<T>.MultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* c, Lanes<T> left, Lanes<T> right)
    {
        left.Store(ref *c, 0);
        right.Store(ref *c, Lanes<T>.Count);
    }
}
