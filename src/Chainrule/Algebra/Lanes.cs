using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Chainrule.Algebra;

/// <summary>
/// The fast carrier: 16 floats or 8 doubles side by side, always, on every machine. Where the hardware is narrower than
/// 512 bits the JIT splits each operation, and a lane still computes exactly what it would have computed.
/// </summary>
public struct Lanes<T> : IFloating<Lanes<T>>, IVector<Lanes<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Written by initialisers alone. A constructor would double the calls that the JIT must inline into a formula, and there its
    // budget ends soon.
    private Vector512<T> _v;

    /// <summary>How many numbers travel together: 16 of float, 8 of double.</summary>
    public static int Count => Vector512<T>.Count;

    static bool IFloating<Lanes<T>>.IsSingle => typeof(T) == typeof(float);

    /// <summary>The same number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Broadcast(T value) => new() { _v = Vector512.Create(value) };

    static int IVector<Lanes<T>, T>.Count => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T> IVector<Lanes<T>, T>.Load(ref readonly T source, int index) => Load(in source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void IVector<Lanes<T>, T>.Store(ref T destination, int index) => Store(ref destination, index);

    /// <summary>
    /// Reads <see cref="Count"/> numbers beginning <paramref name="index"/> numbers after <paramref name="source"/>; the caller
    /// knows that they exist.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes<T> Load(ref readonly T source, int index) => new() { _v = Vector512.LoadUnsafe(in source, (nuint)index) };

    /// <summary>Writes <see cref="Count"/> numbers; the caller knows that there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Store(ref T destination, int index) => _v.StoreUnsafe(ref destination, (nuint)index);

    /// <summary>The lanes as the vector they are.</summary>
    internal readonly Vector512<T> Vector => _v;

    /// <summary>A vector as lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes<T> Of<TFrom>(Vector512<TFrom> v) => new() { _v = v.As<TFrom, T>() };

    /// <summary>The sum of the lanes by halves: the upper half is added to the lower until one number is left.</summary>
    internal readonly T FoldSum()
    {
        var half = _v.GetLower() + _v.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        if (Vector128<T>.Count == 2) return quarter[0] + quarter[1];
        return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
    }

    /// <summary>The largest lane; NaN if any lane is.</summary>
    internal readonly T FoldMax()
    {
        var half = Vector256.Max(_v.GetLower(), _v.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        var max = quarter[0];
        for (var i = 1; i < Vector128<T>.Count; i++) max = T.Max(max, quarter[i]);
        return max;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes<T>(double value) => Broadcast(T.CreateTruncating(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator +(Lanes<T> x, Lanes<T> y) => new() { _v = x._v + y._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator -(Lanes<T> x, Lanes<T> y) => new() { _v = x._v - y._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator *(Lanes<T> x, Lanes<T> y) => new() { _v = x._v * y._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator /(Lanes<T> x, Lanes<T> y) => new() { _v = x._v / y._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator -(Lanes<T> x) => new() { _v = -x._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> MultiplyAdd(Lanes<T> x, Lanes<T> y, Lanes<T> z) => typeof(T) == typeof(float)
        ? Of(Vector512.MultiplyAddEstimate(x._v.AsSingle(), y._v.AsSingle(), z._v.AsSingle()))
        : Of(Vector512.MultiplyAddEstimate(x._v.AsDouble(), y._v.AsDouble(), z._v.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Exp(Lanes<T> x) => Elementary.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> ExpM1(Lanes<T> x) => Elementary.ExpM1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Log(Lanes<T> x) => Elementary.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> LogP1(Lanes<T> x) => Elementary.LogP1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Tanh(Lanes<T> x) => Elementary.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Erf(Lanes<T> x) => Elementary.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Sqrt(Lanes<T> x) => new() { _v = Vector512.Sqrt(x._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Abs(Lanes<T> x) => new() { _v = Vector512.Abs(x._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Max(Lanes<T> x, Lanes<T> y) => new() { _v = Vector512.Max(x._v, y._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Select(Lanes<T> test, Lanes<T> positive, Lanes<T> otherwise) =>
        new() { _v = Vector512.ConditionalSelect(Vector512.GreaterThan(test._v, Vector512<T>.Zero), positive._v, otherwise._v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T> IFloating<Lanes<T>>.Round(Lanes<T> x) => typeof(T) == typeof(float)
        ? Of(Vector512.Round(x._v.AsSingle()))
        : Of(Vector512.Round(x._v.AsDouble()));

    // Adding 1.5·2^(digits−1) leaves the integer n in the low bits of the sum; the bias is added to it there and
    // a shift moves the low bits into the place of the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T> IFloating<Lanes<T>>.PowerOfTwo(Lanes<T> n) => typeof(T) == typeof(float)
        ? Of((((n._v.AsSingle() + Vector512.Create(Format.RounderSingle)).AsInt32() + Vector512.Create(Format.BiasSingle)) << 23).AsSingle())
        : Of((((n._v.AsDouble() + Vector512.Create(Format.RounderDouble)).AsInt64() + Vector512.Create(Format.BiasDouble)) << 52).AsDouble());

    // Subtracting the bits of √½ makes the exponent field count from √½ on; the field, biased to stay positive, becomes
    // a number by standing in the low bits of 2^(digits−1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Lanes<T>, Lanes<T>) IFloating<Lanes<T>>.Split(Lanes<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._v.AsInt32();
            var field = (bits + Vector512.Create(Format.OneSingle - Format.RootHalfSingle)) >>> 23;
            var significand = bits - (field << 23) + Vector512.Create(Format.OneSingle);
            var exponent = (field | Vector512.Create(Format.LowSingle)).AsSingle() - Vector512.Create(Format.LowOffsetSingle);
            return (Of(significand.AsSingle()), Of(exponent));
        }
        else
        {
            var bits = x._v.AsInt64();
            var field = (bits + Vector512.Create(Format.OneDouble - Format.RootHalfDouble)) >>> 52;
            var significand = bits - (field << 52) + Vector512.Create(Format.OneDouble);
            var exponent = (field | Vector512.Create(Format.LowDouble)).AsDouble() - Vector512.Create(Format.LowOffsetDouble);
            return (Of(significand.AsDouble()), Of(exponent));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T> IFloating<Lanes<T>>.CopySign(Lanes<T> magnitude, Lanes<T> sign) => new() { _v = Vector512.CopySign(magnitude._v, sign._v) };
}
