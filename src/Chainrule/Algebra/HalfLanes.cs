using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Chainrule.Algebra;

/// <summary>
/// Half of a <see cref="Lanes{T}"/> in one register of a machine that has 256 bits: the elementwise loops run on it there, because the
/// JIT makes of each operation on 512 bits two calls for its inliner, which soon gives up. A number has the same bits on either.
/// </summary>
internal struct HalfLanes<T> : IFloating<HalfLanes<T>>, IVector<HalfLanes<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Written by initialisers alone. A constructor would double the calls that the JIT must inline into a formula, and there its
    // budget ends soon.
    private Vector256<T> _v;

    /// <summary>How many numbers travel together: 8 of float, 4 of double.</summary>
    public static int Count => Vector256<T>.Count;

    static bool IFloating<HalfLanes<T>>.IsSingle => typeof(T) == typeof(float);

    /// <summary>The same number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Broadcast(T value) => new() { _v = Vector256.Create(value) };

    /// <summary>
    /// Reads <see cref="Count"/> numbers beginning <paramref name="index"/> numbers after <paramref name="source"/>; the caller
    /// knows that they exist.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Load(ref readonly T source, int index) => new() { _v = Vector256.LoadUnsafe(in source, (nuint)index) };

    /// <summary>Writes <see cref="Count"/> numbers; the caller knows that there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, int index) => _v.StoreUnsafe(ref destination, (nuint)index);

    /// <summary>A vector as lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static HalfLanes<T> Of<TFrom>(Vector256<TFrom> v) => new() { _v = v.As<TFrom, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator HalfLanes<T>(double value) => Broadcast(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator +(HalfLanes<T> x, HalfLanes<T> y) => new() { _v = x._v + y._v };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator -(HalfLanes<T> x, HalfLanes<T> y) => new() { _v = x._v - y._v };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator *(HalfLanes<T> x, HalfLanes<T> y) => new() { _v = x._v * y._v };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator /(HalfLanes<T> x, HalfLanes<T> y) => new() { _v = x._v / y._v };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator -(HalfLanes<T> x) => new() { _v = -x._v };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> MultiplyAdd(HalfLanes<T> x, HalfLanes<T> y, HalfLanes<T> z) => typeof(T) == typeof(float)
        ? Of(Vector256.MultiplyAddEstimate(x._v.AsSingle(), y._v.AsSingle(), z._v.AsSingle()))
        : Of(Vector256.MultiplyAddEstimate(x._v.AsDouble(), y._v.AsDouble(), z._v.AsDouble()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Exp(HalfLanes<T> x) => Elementary.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> ExpM1(HalfLanes<T> x) => Elementary.ExpM1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Log(HalfLanes<T> x) => Elementary.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> LogP1(HalfLanes<T> x) => Elementary.LogP1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Tanh(HalfLanes<T> x) => Elementary.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Erf(HalfLanes<T> x) => Elementary.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Sqrt(HalfLanes<T> x) => new() { _v = Vector256.Sqrt(x._v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Abs(HalfLanes<T> x) => new() { _v = Vector256.Abs(x._v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Max(HalfLanes<T> x, HalfLanes<T> y) => new() { _v = Vector256.Max(x._v, y._v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Select(HalfLanes<T> test, HalfLanes<T> positive, HalfLanes<T> otherwise) =>
        new() { _v = Vector256.ConditionalSelect(Vector256.GreaterThan(test._v, Vector256<T>.Zero), positive._v, otherwise._v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static HalfLanes<T> IFloating<HalfLanes<T>>.Round(HalfLanes<T> x) => typeof(T) == typeof(float)
        ? Of(Vector256.Round(x._v.AsSingle()))
        : Of(Vector256.Round(x._v.AsDouble()));

    // Adding 1.5·2^(digits−1) leaves the integer n in the low bits of the sum; the bias is added to it there and
    // a shift moves the low bits into the place of the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static HalfLanes<T> IFloating<HalfLanes<T>>.PowerOfTwo(HalfLanes<T> n) => typeof(T) == typeof(float)
        ? Of((((n._v.AsSingle() + Vector256.Create(Format.RounderSingle)).AsInt32() + Vector256.Create(Format.BiasSingle)) << 23).AsSingle())
        : Of((((n._v.AsDouble() + Vector256.Create(Format.RounderDouble)).AsInt64() + Vector256.Create(Format.BiasDouble)) << 52).AsDouble());

    // Subtracting the bits of √½ makes the exponent field count from √½ on; the field, biased to stay positive, becomes
    // a number by standing in the low bits of 2^(digits−1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (HalfLanes<T>, HalfLanes<T>) IFloating<HalfLanes<T>>.Split(HalfLanes<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._v.AsInt32();
            var field = (bits + Vector256.Create(Format.OneSingle - Format.RootHalfSingle)) >>> 23;
            var significand = bits - (field << 23) + Vector256.Create(Format.OneSingle);
            var exponent = (field | Vector256.Create(Format.LowSingle)).AsSingle() - Vector256.Create(Format.LowOffsetSingle);
            return (Of(significand.AsSingle()), Of(exponent));
        }
        else
        {
            var bits = x._v.AsInt64();
            var field = (bits + Vector256.Create(Format.OneDouble - Format.RootHalfDouble)) >>> 52;
            var significand = bits - (field << 52) + Vector256.Create(Format.OneDouble);
            var exponent = (field | Vector256.Create(Format.LowDouble)).AsDouble() - Vector256.Create(Format.LowOffsetDouble);
            return (Of(significand.AsDouble()), Of(exponent));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static HalfLanes<T> IFloating<HalfLanes<T>>.CopySign(HalfLanes<T> magnitude, HalfLanes<T> sign) =>
        new() { _v = Vector256.CopySign(magnitude._v, sign._v) };
}
