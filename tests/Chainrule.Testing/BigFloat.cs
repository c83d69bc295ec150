using System.Numerics;

namespace Chainrule.Testing;

/// <summary>
/// A binary floating-point number m·2ᵉ with 192 significant bits and an exponent that does not end: slow, plain, and
/// precise far beyond double. Every operation rounds down in magnitude, with a relative error below 2⁻¹⁹¹.
/// </summary>
public readonly struct BigFloat
{
    private const int Digits = 192;

    private readonly BigInteger _m;
    private readonly int _e;

    private BigFloat(BigInteger m, int e)
    {
        var excess = (int)BigInteger.Abs(m).GetBitLength() - Digits;
        (_m, _e) = excess > 0 ? (BigInteger.Divide(m, BigInteger.One << excess), e + excess) : (m, e);
    }

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => _m.Sign;

    /// <summary>n with 2ⁿ ≤ |x| &lt; 2ⁿ⁺¹, for x other than 0.</summary>
    public int Exponent => _e + (int)BigInteger.Abs(_m).GetBitLength() - 1;

    /// <summary>Exact, for a finite number.</summary>
    public static implicit operator BigFloat(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "only a finite number is exact");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (field, fraction) = ((int)(bits >> 52) & 0x7ff, bits & 0xfffffffffffff);
        var m = field == 0 ? fraction : fraction | (1L << 52);
        return new(bits < 0 ? -m : m, Math.Max(field, 1) - 1075);
    }

    /// <summary>x·2ⁿ, exact.</summary>
    public static BigFloat Scale(BigFloat x, int n) => new(x._m, x._e + n);

    /// <summary>x + y</summary>
    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        if (x._m.IsZero) return y;
        if (y._m.IsZero) return x;
        // What lies wholly below the last digit is dropped, so that 1 + 2⁻¹⁰⁰⁰⁰⁰⁰ stays small.
        if (x.Exponent - y.Exponent > 2 * Digits) return x;
        if (y.Exponent - x.Exponent > 2 * Digits) return y;
        var e = Math.Min(x._e, y._e);
        return new((x._m << (x._e - e)) + (y._m << (y._e - e)), e);
    }

    /// <summary>−x</summary>
    public static BigFloat operator -(BigFloat x) => new(-x._m, x._e);

    /// <summary>x − y</summary>
    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    /// <summary>x · y</summary>
    public static BigFloat operator *(BigFloat x, BigFloat y) => new(x._m * y._m, x._e + y._e);

    /// <summary>x / y</summary>
    public static BigFloat operator /(BigFloat x, BigFloat y)
    {
        var shift = Math.Max(0, Digits + 1 - (int)BigInteger.Abs(x._m).GetBitLength() + (int)BigInteger.Abs(y._m).GetBitLength());
        return new((x._m << shift) / y._m, x._e - shift - y._e);
    }

    /// <summary>x &lt; y</summary>
    public static bool operator <(BigFloat x, BigFloat y) => (x - y).Sign < 0;

    /// <summary>x &gt; y</summary>
    public static bool operator >(BigFloat x, BigFloat y) => (x - y).Sign > 0;

    /// <summary>|x|</summary>
    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    /// <summary>About the same number, to 15 digits, where a double can hold it.</summary>
    public double ToDouble()
    {
        if (_m.IsZero) return 0;
        var excess = (int)BigInteger.Abs(_m).GetBitLength() - 62;
        return Math.ScaleB((double)(excess > 0 ? _m >> excess : _m << -excess), _e + excess);
    }
}
