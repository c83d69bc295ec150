using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// The innermost loops of a matrix product: a tile of c stays in registers while k runs over one block.
/// <code>
///                  one panel of b, k by k             wide: 12 rows x 2 lanes; 24 sums, 2 of b and 1 of a
///                 ┌────────┬────────┐                  are 27 of the 32 registers of AVX-512
///               k │ lane 0 │ lane 1 │
///                 └────────┴────────┘                  narrow: 6 rows x 1 lane; where a lane is two
///    a[r,k] ──►  ┌────────┬────────┐ row r            registers (AVX2), 12 + 2 + 1 of 16; where it is
///    (broadcast) │ sum r0 │ sum r1 │                  four (Arm64), 24 + 4 + 1 of 32
///                └────────┴────────┘
/// </code>
/// A sum begins at 0 and takes its terms in ascending k, one MultiplyAdd each. At the end of the block it is added to c, or
/// in the first block to 0. What a tile computes does not depend on the tile.
/// </summary>
internal static unsafe class Tile<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many columns of c are computed together: two lanes or one.</summary>
    public static int Columns => (Vector512.IsHardwareAccelerated ? 2 : 1) * Lanes<T>.Count;

    /// <summary>How many rows of c are computed together.</summary>
    public static int Rows => Vector512.IsHardwareAccelerated ? 12 : 6;

    /// <summary>c[r, n] (+)= Σ a[k·Rows + r] · b[k·Columns + n] for a whole tile, from packed panels.</summary>
    public static void Run(T* a, T* b, T* c, nint stride, int length, bool isFirst)
    {
        if (Vector512.IsHardwareAccelerated) Wide(a, b, c, stride, length, isFirst);
        else Narrow(a, b, c, stride, length, isFirst);
    }

    private static void Wide(T* a, T* b, T* c, nint stride, int length, bool isFirst)
    {
        Lanes<T> s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0, s40 = 0, s41 = 0, s50 = 0, s51 = 0;
        Lanes<T> s60 = 0, s61 = 0, s70 = 0, s71 = 0, s80 = 0, s81 = 0, s90 = 0, s91 = 0, sA0 = 0, sA1 = 0, sB0 = 0, sB1 = 0;
        for (var k = 0; k < length; k++)
        {
            Lanes<T> b0 = Load(b), b1 = Load(b + Lanes<T>.Count), x;
            x = Spread(a[0]); s00 = Fma(x, b0, s00); s01 = Fma(x, b1, s01);
            x = Spread(a[1]); s10 = Fma(x, b0, s10); s11 = Fma(x, b1, s11);
            x = Spread(a[2]); s20 = Fma(x, b0, s20); s21 = Fma(x, b1, s21);
            x = Spread(a[3]); s30 = Fma(x, b0, s30); s31 = Fma(x, b1, s31);
            x = Spread(a[4]); s40 = Fma(x, b0, s40); s41 = Fma(x, b1, s41);
            x = Spread(a[5]); s50 = Fma(x, b0, s50); s51 = Fma(x, b1, s51);
            x = Spread(a[6]); s60 = Fma(x, b0, s60); s61 = Fma(x, b1, s61);
            x = Spread(a[7]); s70 = Fma(x, b0, s70); s71 = Fma(x, b1, s71);
            x = Spread(a[8]); s80 = Fma(x, b0, s80); s81 = Fma(x, b1, s81);
            x = Spread(a[9]); s90 = Fma(x, b0, s90); s91 = Fma(x, b1, s91);
            x = Spread(a[10]); sA0 = Fma(x, b0, sA0); sA1 = Fma(x, b1, sA1);
            x = Spread(a[11]); sB0 = Fma(x, b0, sB0); sB1 = Fma(x, b1, sB1);
            a += 12;
            b += 2 * Lanes<T>.Count;
        }
        Add(c, s00, s01, isFirst); c += stride;
        Add(c, s10, s11, isFirst); c += stride;
        Add(c, s20, s21, isFirst); c += stride;
        Add(c, s30, s31, isFirst); c += stride;
        Add(c, s40, s41, isFirst); c += stride;
        Add(c, s50, s51, isFirst); c += stride;
        Add(c, s60, s61, isFirst); c += stride;
        Add(c, s70, s71, isFirst); c += stride;
        Add(c, s80, s81, isFirst); c += stride;
        Add(c, s90, s91, isFirst); c += stride;
        Add(c, sA0, sA1, isFirst); c += stride;
        Add(c, sB0, sB1, isFirst);
    }

    private static void Narrow(T* a, T* b, T* c, nint stride, int length, bool isFirst)
    {
        Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
        for (var k = 0; k < length; k++)
        {
            var b0 = Load(b);
            s0 = Fma(Spread(a[0]), b0, s0);
            s1 = Fma(Spread(a[1]), b0, s1);
            s2 = Fma(Spread(a[2]), b0, s2);
            s3 = Fma(Spread(a[3]), b0, s3);
            s4 = Fma(Spread(a[4]), b0, s4);
            s5 = Fma(Spread(a[5]), b0, s5);
            a += 6;
            b += Lanes<T>.Count;
        }
        Add(c, s0, isFirst);
        Add(c + stride, s1, isFirst);
        Add(c + 2 * stride, s2, isFirst);
        Add(c + 3 * stride, s3, isFirst);
        Add(c + 4 * stride, s4, isFirst);
        Add(c + 5 * stride, s5, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load(T* source) => Lanes<T>.Load(in *source, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Spread(T value) => Lanes<T>.Broadcast(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Fma(Lanes<T> x, Lanes<T> y, Lanes<T> z) => Lanes<T>.MultiplyAdd(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* c, Lanes<T> left, Lanes<T> right, bool isFirst)
    {
        Add(c, left, isFirst);
        Add(c + Lanes<T>.Count, right, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* c, Lanes<T> sum, bool isFirst) => ((isFirst ? 0 : Load(c)) + sum).Store(ref *c, 0);
}
