using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// The accuracy of exp, log, tanh and erf against the 45 digits of <see cref="HighPrecision"/>. The limits are the largest
/// errors that these points show, rounded up; docs/numerics.md quotes them.
/// </summary>
public class ElementaryTests
{
    private const int Count = 150000;

    [Theory]
    [InlineData("exp", true, 1)]
    [InlineData("exp", false, 1)]
    [InlineData("expm1", true, 1)]
    [InlineData("expm1", false, 1)]
    [InlineData("log", true, 1)]
    [InlineData("log", false, 1)]
    [InlineData("logp1", true, 1)]
    [InlineData("logp1", false, 1)]
    [InlineData("tanh", true, 1)]
    [InlineData("tanh", false, 1)]
    [InlineData("erf", true, 1)]
    [InlineData("erf", false, 1)]
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
        var points = function switch
        {
            "exp" => Grid.Random(underflow, overflow, 2 * Count).Concat(Grid.Random(-1, 1, Count)).Concat(Grid.Logarithmic(-20, 2, 100)),
            "expm1" => Grid.Random(-45, overflow, Count).Concat(Grid.Random(-2, 2, 2 * Count)).Concat(Grid.Logarithmic(smallest, 1.9, 1000)),
            "log" => Grid.Random(0.5, 2, Count).Concat(Grid.Random(0.99, 1.01, Count)).Concat(Grid.Random(smallest, largest, Count).Select(n => Math.Pow(10, n))),
            "logp1" => Grid.Random(-0.999, 3, 2 * Count).Concat(Grid.Logarithmic(smallest, 0, 1000)).Concat(Grid.Random(0, largest, Count).Select(n => Math.Pow(10, n))),
            "tanh" => Grid.Random(-3, 3, 2 * Count).Concat(Grid.Random(-25, 25, Count)).Concat(Grid.Logarithmic(smallest, largest, 1000)),
            "erf" => Grid.Random(-2, 2, Count).Concat(Grid.Random(-7, 7, Count / 2)).Concat(Grid.Logarithmic(smallest, 2, 500)),
            _ => throw new ArgumentException($"no points for {function}"),
        };
        var isInDomain = (double x) => function switch { "log" => x > 0, "logp1" => x > -1, _ => true };
        return points.Select(x => isSingle ? (float)x : x).Where(x => double.IsFinite(x) && isInDomain(x));
    }
}
