using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The reference of the accuracy tests, against digits from mpmath (40 of them, as exact sums of doubles) and against identities.</summary>
public class HighPrecisionTests
{
    private static readonly BigFloat s_tolerance = BigFloat.Scale(1, -150);

    [Theory] // mpmath 1.3.0, mp.dps = 70: the value as a sum of three doubles
    [InlineData("exp", 1.0, 2.718281828459045, 1.4456468917292502e-16, -2.1277171080381768e-33)]
    [InlineData("exp", 0.1, 1.1051709180756477, -8.149523913327619e-17, 2.8998397916896333e-33)]
    [InlineData("expm1", 1e-05, 1.0000050000166668e-05, -3.111926571619883e-22, -1.0117525987227499e-38)]
    [InlineData("expm1", -3.25, -0.961225792168278, -1.9673339826537502e-17, -4.13097960806885e-34)]
    [InlineData("expm1", 20.5, 799902176.4755054, 5.468433516540899e-08, -3.31968891385403e-25)]
    [InlineData("log", 2.0, 0.6931471805599453, 2.3190468138462996e-17, 5.707708438416212e-34)]
    [InlineData("log", 1e-310, -713.8013788281542, -8.592254740270771e-15, -6.928655205629915e-31)]
    [InlineData("log", 1.0000001, 9.999999505838704e-08, 1.5249709528441489e-24, 8.802806722724576e-41)]
    [InlineData("logp1", 1e-07, 9.999999500000033e-08, -5.871247209360176e-24, -2.486543597094407e-40)]
    [InlineData("logp1", -0.99, -4.605170185988091, 4.341512446764495e-16, 1.9968524908931789e-32)]
    [InlineData("logp1", 1e+20, 46.051701859880914, -7.88788767963998e-16, 2.300546304605122e-32)]
    [InlineData("tanh", 0.5, 0.46211715726000974, 2.1916603238260928e-17, 4.249939575546907e-34)]
    [InlineData("tanh", -3.75, -0.9988944427261528, -2.8945840283039677e-18, 1.643630638196696e-34)]
    [InlineData("tanh", 1e-10, 1e-10, -3.3333333333333338e-31, 5.94480189041443e-48)]
    [InlineData("erf", 0.5, 0.5204998778130465, 1.900077467916287e-17, -1.0436449312314153e-33)]
    [InlineData("erf", 1.5, 0.9661051464753108, -3.3867031441680696e-17, 1.3085487775971452e-33)]
    [InlineData("erf", -4.25, -0.9999999981494259, -9.86675034192752e-19, 7.912430993660468e-35)]
    public void Agrees_with_mpmath(string function, double x, double high, double middle, double low)
    {
        var expected = (BigFloat)high + middle + low;
        Near(Of(function)(x), expected, BigFloat.Scale(1, -140));
    }

    [Fact]
    public void Exp_of_log_is_the_number_and_log_of_exp_too()
    {
        foreach (var x in Grid.Random(1e-3, 300, 50))
        {
            Near(HighPrecision.Exp(HighPrecision.Log(x)), x, s_tolerance);
            Near(HighPrecision.Log(HighPrecision.Exp(x)), x, s_tolerance);
            Near(HighPrecision.Exp(x) * HighPrecision.Exp(-x), 1, s_tolerance);
        }
    }

    [Fact]
    public void What_is_computed_near_zero_keeps_its_digits()
    {
        const double Tiny = 1e-300;
        foreach (var function in new[] { "expm1", "logp1", "tanh" })
            Near(Of(function)(Tiny), Tiny, s_tolerance);
        Near(HighPrecision.Erf(Tiny) * HighPrecision.Erf(Tiny) * HighPrecision.Pi, 4 * (BigFloat)Tiny * Tiny, s_tolerance);
        Near(HighPrecision.LogP1(HighPrecision.ExpM1(1e-3)), 1e-3, s_tolerance);
    }

    [Fact]
    public void Ulps_are_those_of_the_exact_value()
    {
        Assert.Equal(1, ((BigFloat)1).UlpsFrom(Math.BitIncrement(1.0), false));
        Assert.Equal(0.5, ((BigFloat)1).UlpsFrom(Math.BitDecrement(1.0), false));
        Assert.Equal(1, ((BigFloat)1).UlpsFrom(MathF.BitIncrement(1), true));
        Assert.Equal(1, ((BigFloat)0).UlpsFrom(double.Epsilon, false));
        Assert.Equal(3, ((BigFloat)double.Epsilon).UlpsFrom(4 * double.Epsilon, false));
        Assert.Equal(1, ((BigFloat)double.MaxValue).UlpsFrom(double.PositiveInfinity, false));
        Assert.Equal(double.PositiveInfinity, ((BigFloat)1).UlpsFrom(double.NaN, false));
    }

    internal static Func<BigFloat, BigFloat> Of(string function) => function switch
    {
        "exp" => HighPrecision.Exp,
        "expm1" => HighPrecision.ExpM1,
        "log" => HighPrecision.Log,
        "logp1" => HighPrecision.LogP1,
        "tanh" => HighPrecision.Tanh,
        "erf" => HighPrecision.Erf,
        _ => throw new ArgumentException($"no reference for {function}"),
    };

    private static void Near(BigFloat actual, BigFloat expected, BigFloat tolerance) =>
        Assert.True(
            BigFloat.Abs(actual - expected) < tolerance * BigFloat.Abs(expected), $"{actual.ToDouble():R} instead of {expected.ToDouble():R}");
}
