using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// The accuracy of exp, log, tanh and erf against the 45 digits of <see cref="HighPrecision"/>. The limits are the largest
/// errors that forty times as many points have shown, rounded up; docs/numerics.md quotes them.
/// </summary>
public class ElementaryTests
{
    private const int Count = 4000;
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    [Theory]
    [InlineData("exp", true, 1.05)]
    [InlineData("exp", false, 1.0)]
    [InlineData("expm1", true, 1.55)]
    [InlineData("expm1", false, 1.75)]
    [InlineData("log", true, 0.8)]
    [InlineData("log", false, 0.8)]
    [InlineData("logp1", true, 1.25)]
    [InlineData("logp1", false, 1.2)]
    [InlineData("tanh", true, 2.5)]
    [InlineData("tanh", false, 2.5)]
    [InlineData("erf", true, 2.4)]
    [InlineData("erf", false, 1.55)]
    public void The_error_in_units_of_the_last_place_is_at_most(string function, bool isSingle, double limit)
    {
        var exact = HighPrecisionTests.Of(function);
        var engine = isSingle ? Engine<float>(function) : Engine<double>(function);
        var (worst, at) = (0.0, double.NaN);
        foreach (var x in Points(function, isSingle))
        {
            var error = exact(x).UlpsFrom(engine(x), isSingle);
            if (!(error <= worst)) (worst, at) = (error, x);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{function} {(isSingle ? "float" : "double")}: {worst:F3} ulp at {at:R}");
        Assert.True(worst <= limit, $"{worst:F3} ulp at {at:R}");
    }

    [Theory]
    [InlineData("exp", Inf, Inf)]
    [InlineData("exp", -Inf, 0)]
    [InlineData("exp", 1e30, Inf)]
    [InlineData("exp", -1e30, 0)]
    [InlineData("expm1", Inf, Inf)]
    [InlineData("expm1", -Inf, -1)]
    [InlineData("expm1", -1e30, -1)]
    [InlineData("log", 1, 0)]
    [InlineData("log", Inf, Inf)]
    [InlineData("log", -1, NaN)]
    [InlineData("log", -1e-30, NaN)]
    [InlineData("log", -Inf, NaN)]
    [InlineData("logp1", -1, -Inf)]
    [InlineData("logp1", -1.5, NaN)]
    [InlineData("logp1", Inf, Inf)]
    [InlineData("logp1", -Inf, NaN)]
    [InlineData("tanh", Inf, 1)]
    [InlineData("tanh", -Inf, -1)]
    [InlineData("tanh", 30, 1)]
    [InlineData("erf", Inf, 1)]
    [InlineData("erf", -Inf, -1)]
    [InlineData("erf", -9, -1)]
    public void Special_values_are_those_of_IEEE_754(string function, double x, double expected)
    {
        double[] results = [Engine<double>(function)(x), Engine<float>(function)(x)];
        if (double.IsNaN(expected)) Assert.All(results, result => Assert.True(double.IsNaN(result)));
        else Compare.SameBits(results, [expected, expected], $"{function}({x})");
    }

    [Theory]
    [InlineData("exp", 1, 1)]
    [InlineData("expm1", 0, -0.0)]
    [InlineData("log", -Inf, -Inf)]
    [InlineData("logp1", 0, -0.0)]
    [InlineData("tanh", 0, -0.0)]
    [InlineData("erf", 0, -0.0)]
    public void The_two_zeros_are_told_apart(string function, double atZero, double atNegativeZero)
    {
        Compare.SameBits([Engine<double>(function)(0), Engine<double>(function)(-0.0)], [atZero, atNegativeZero], function);
        Compare.SameBits([Engine<float>(function)(0), Engine<float>(function)(-0.0)], [atZero, atNegativeZero], function);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("expm1")]
    [InlineData("log")]
    [InlineData("logp1")]
    [InlineData("tanh")]
    [InlineData("erf")]
    public void A_NaN_stays_a_NaN_and_the_largest_numbers_are_numbers(string function)
    {
        Assert.True(double.IsNaN(Engine<double>(function)(double.NaN)));
        Assert.True(double.IsNaN(Engine<float>(function)(double.NaN)));
        if (function.StartsWith("exp", StringComparison.Ordinal)) return;
        var exact = HighPrecisionTests.Of(function);
        Assert.True(exact(double.MaxValue).UlpsFrom(Engine<double>(function)(double.MaxValue), false) <= 1);
        Assert.True(exact(float.MaxValue).UlpsFrom(Engine<float>(function)(float.MaxValue), true) <= 1);
    }

    [Fact]
    public void Overflow_and_underflow_of_exp_come_where_they_must()
    {
        var exp = Engine<double>("exp");
        Assert.True(double.IsFinite(exp(709.782712893384)) && double.IsPositiveInfinity(exp(709.7827128933841)));
        Assert.True(exp(-745.1332191019411) > 0);
        Assert.Equal(0, exp(-745.1332191019412));
    }

    internal static Func<double, double> Engine<T>(string function) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Func<Scalar<T>, Scalar<T>> f = function switch
        {
            "exp" => Scalar<T>.Exp,
            "expm1" => Scalar<T>.ExpM1,
            "log" => Scalar<T>.Log,
            "logp1" => Scalar<T>.LogP1,
            "tanh" => Scalar<T>.Tanh,
            "erf" => Scalar<T>.Erf,
            _ => throw new ArgumentException($"the engine has no {function}"),
        };
        return x => double.CreateTruncating(f(x).Value);
    }

    /// <summary>The whole domain: evenly, around 0 down to the subnormals, and around the places where a function changes its branch.</summary>
    private static IEnumerable<double> Points(string function, bool isSingle)
    {
        var (underflow, overflow, smallest, largest) = isSingle ? (-104.0, 88.8, -45.0, 38.5) : (-745.2, 709.8, -323.4, 308.2);
        var powers = (double from) => Grid.Random(from, largest, Count).Select(n => Math.Pow(10, n));
        var points = function switch
        {
            "exp" => Grid.Random(underflow, overflow, 2 * Count).Concat(Grid.Random(-1, 1, Count)).Concat(Grid.Logarithmic(-20, 2, 100)),
            "expm1" => Grid.Random(-45, overflow, Count).Concat(Grid.Random(-2, 2, 2 * Count)).Concat(Grid.Logarithmic(smallest, 1.9, 1000)),
            "log" => Grid.Random(0.5, 2, Count).Concat(Grid.Random(0.99, 1.01, Count)).Concat(powers(smallest)),
            "logp1" => Grid.Random(-0.999, 3, 2 * Count).Concat(Grid.Logarithmic(smallest, 0, 1000)).Concat(powers(0)),
            "tanh" => Grid.Random(-3, 3, 2 * Count).Concat(Grid.Random(-25, 25, Count)).Concat(Grid.Logarithmic(smallest, largest, 1000)),
            "erf" => Grid.Random(-2, 2, Count).Concat(Grid.Random(-7, 7, Count / 2)).Concat(Grid.Logarithmic(smallest, 2, 500)),
            _ => throw new ArgumentException($"no points for {function}"),
        };
        var isInDomain = (double x) => function switch { "log" => x > 0, "logp1" => x > -1, _ => true };
        return points.Select(x => isSingle ? (float)x : x).Where(x => double.IsFinite(x) && isInDomain(x));
    }
}
