namespace Chainrule.Testing;

/// <summary>
/// The elementary functions to more than 45 digits, by the most obvious convergent series over <see cref="BigFloat"/>.
/// Nothing here knows how the engine computes them.
/// </summary>
public static class HighPrecision
{
    /// <summary>π = 16·arctan(1/5) − 4·arctan(1/239). Source: Machin 1706.</summary>
    public static BigFloat Pi { get; } = 16 * ArcTangentOfInverse(5) - 4 * ArcTangentOfInverse(239);

    /// <summary>eˣ</summary>
    public static BigFloat Exp(BigFloat x) => x.Sign < 0 ? 1 / Exp(-x) : 1 + ExpM1(x);

    /// <summary>eˣ − 1: the series where |x| &lt; 2⁻⁸, and e²ʸ − 1 = t·(t + 2) with t = eʸ − 1 as often as it takes.</summary>
    public static BigFloat ExpM1(BigFloat x)
    {
        if (x.Sign == 0) return x;
        var halvings = Math.Max(0, x.Exponent + 9);
        var small = BigFloat.Scale(x, -halvings);
        BigFloat sum = small, term = small;
        for (var n = 2; IsCounted(term, sum); n++)
        {
            term = term * small / n;
            sum += term;
        }
        for (; halvings > 0; halvings--) sum *= sum + 2;
        return sum;
    }

    /// <summary>ln x for x &gt; 0: Halley's iteration on eʸ = x, which triples the digits of System.Math each time.</summary>
    public static BigFloat Log(BigFloat x)
    {
        BigFloat y = Math.Log(BigFloat.Scale(x, -x.Exponent).ToDouble()) + x.Exponent * Math.Log(2);
        for (var n = 0; n < 3; n++)
        {
            var e = Exp(y);
            y += 2 * (x - e) / (x + e);
        }
        return y;
    }

    /// <summary>ln(1 + x) for x &gt; −1: Halley's iteration on eʸ − 1 = x.</summary>
    public static BigFloat LogP1(BigFloat x)
    {
        if (x.Sign == 0) return x;
        if (x.Exponent >= -3) return Log(1 + x);
        var y = x;
        for (var n = 0; n < 4; n++)
        {
            var t = ExpM1(y);
            y += 2 * (x - t) / (x + t + 2);
        }
        return y;
    }

    /// <summary>tanh x = t / (t + 2) with t = e²ˣ − 1; beyond ±1000 it is ±1 to 800 digits.</summary>
    public static BigFloat Tanh(BigFloat x)
    {
        if (BigFloat.Abs(x) > 1000) return x.Sign;
        var t = ExpM1(x + x);
        return t / (t + 2);
    }

    /// <summary>erf x = 2/√π · e^(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms of one sign. Beyond ±12 it is ±1 to 60 digits.</summary>
    public static BigFloat Erf(BigFloat x)
    {
        if (x.Sign == 0) return x;
        if (BigFloat.Abs(x) > 12) return x.Sign;
        BigFloat sum = x, term = x, square = x * x;
        for (var n = 1; IsCounted(term, sum); n++)
        {
            term = 2 * term * square / (2 * n + 1);
            sum += term;
        }
        return 2 / Sqrt(Pi) * Exp(-square) * sum;
    }

    /// <summary>√x for x &gt; 0, by Newton's iteration.</summary>
    public static BigFloat Sqrt(BigFloat x)
    {
        BigFloat root = Math.Sqrt(x.ToDouble());
        for (var n = 0; n < 3; n++) root = BigFloat.Scale(root + x / root, -1);
        return root;
    }

    /// <summary>
    /// How far <paramref name="actual"/> is from the exact value, in units of the last place of the exact value in a format
    /// of that many digits and that least exponent. On both sides, what is too large counts as the power of two that the format lacks.
    /// </summary>
    public static double UlpsFrom(this BigFloat exact, double actual, bool isSingle)
    {
        if (double.IsNaN(actual)) return double.PositiveInfinity;
        var (digits, least, beyond) = isSingle ? (24, -126, 128) : (53, -1022, 1024);
        var bound = BigFloat.Scale(1, beyond);
        if (BigFloat.Abs(exact) > bound) exact = exact.Sign * bound;
        var ulp = (exact.Sign == 0 ? least : Math.Max(exact.Exponent, least)) - (digits - 1);
        var value = double.IsInfinity(actual) ? Math.Sign(actual) * bound : actual;
        return BigFloat.Scale(BigFloat.Abs(value - exact), -ulp).ToDouble();
    }

    private static bool IsCounted(BigFloat term, BigFloat sum) => term.Sign != 0 && sum.Exponent - term.Exponent < 195;

    private static BigFloat ArcTangentOfInverse(int n)
    {
        BigFloat power = (BigFloat)1 / n, sum = power;
        for (var k = 1; IsCounted(power, sum); k++)
        {
            power = -(power / n / n);
            sum += power / (2 * k + 1);
        }
        return sum;
    }
}
