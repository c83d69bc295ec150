using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chainrule.Algebra;

/// <summary>
/// One float or double that computes exactly what one lane of <see cref="Lanes{T}"/> computes, bit for bit.
/// In double it is the reading to compare the other carriers with.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct Scalar<T>(T Value) : IFloating<Scalar<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static bool IFloating<Scalar<T>>.IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Scalar<T>(double value) =>
        new(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> x, Scalar<T> y) => new(x.Value + y.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> x, Scalar<T> y) => new(x.Value - y.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> x, Scalar<T> y) => new(x.Value * y.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> x, Scalar<T> y) => new(x.Value / y.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> x) => new(-x.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd(Scalar<T> x, Scalar<T> y, Scalar<T> z) => new(T.MultiplyAddEstimate(x.Value, y.Value, z.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Exp(Scalar<T> x) => Elementary.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> ExpM1(Scalar<T> x) => Elementary.ExpM1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log(Scalar<T> x) => Elementary.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LogP1(Scalar<T> x) => Elementary.LogP1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Tanh(Scalar<T> x) => Elementary.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Erf(Scalar<T> x) => Elementary.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> x) => new(T.Sqrt(x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Abs(Scalar<T> x) => new(T.Abs(x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Max(Scalar<T> x, Scalar<T> y) => new(T.Max(x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Select(Scalar<T> test, Scalar<T> positive, Scalar<T> otherwise) => test.Value > T.Zero ? positive : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IFloating<Scalar<T>>.Round(Scalar<T> x) => new(T.Round(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IFloating<Scalar<T>>.PowerOfTwo(Scalar<T> n) => typeof(T) == typeof(float)
        ? Of(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(As<float>(n) + Format.RounderSingle) + Format.BiasSingle) << 23))
        : Of(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(As<double>(n) + Format.RounderDouble) + Format.BiasDouble) << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Scalar<T>, Scalar<T>) IFloating<Scalar<T>>.Split(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = BitConverter.SingleToInt32Bits(As<float>(x));
            var field = (bits + (Format.OneSingle - Format.RootHalfSingle)) >>> 23;
            var significand = bits - (field << 23) + Format.OneSingle;
            var exponent = BitConverter.Int32BitsToSingle(field | Format.LowSingle) - Format.LowOffsetSingle;
            return (Of(BitConverter.Int32BitsToSingle(significand)), Of(exponent));
        }
        else
        {
            var bits = BitConverter.DoubleToInt64Bits(As<double>(x));
            var field = (bits + (Format.OneDouble - Format.RootHalfDouble)) >>> 52;
            var significand = bits - (field << 52) + Format.OneDouble;
            var exponent = BitConverter.Int64BitsToDouble(field | Format.LowDouble) - Format.LowOffsetDouble;
            return (Of(BitConverter.Int64BitsToDouble(significand)), Of(exponent));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IFloating<Scalar<T>>.CopySign(Scalar<T> magnitude, Scalar<T> sign) => new(T.CopySign(magnitude.Value, sign.Value));

    private static TTo As<TTo>(Scalar<T> x) => Unsafe.BitCast<T, TTo>(x.Value);

    private static Scalar<T> Of<TFrom>(TFrom value) => new(Unsafe.BitCast<TFrom, T>(value));
}
