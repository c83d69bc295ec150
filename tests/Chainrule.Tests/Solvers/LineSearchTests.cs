using Chainrule.Solvers;

namespace Chainrule.Tests.Solvers;

/// <summary>Line searches on functions of one variable, among them the difficult ones of Moré and Thuente, 1994.</summary>
public class LineSearchTests
{
    private static readonly Dictionary<string, (Func<double, double> F, Func<double, double> DF)> s_functions = new()
    {
        ["parabola"] = (a => (a - 1) * (a - 1), a => 2 * (a - 1)),
        ["flat at its far end"] = (a => -a / (a * a + 2), a => (a * a - 2) / ((a * a + 2) * (a * a + 2))),
        ["narrow"] = (a => Math.Pow(a + 0.004, 5) - 2 * Math.Pow(a + 0.004, 4), a => 5 * Math.Pow(a + 0.004, 4) - 8 * Math.Pow(a + 0.004, 3)),
        ["wavy"] = (a => -a + 0.07 * Math.Sin(10 * a) + 0.1 * a * a, a => -1 + 0.7 * Math.Cos(10 * a) + 0.2 * a),
        ["with a wall"] = (a => a < 3 ? -a - Math.Log(1 - a / 3) / 9 : double.NaN, a => a < 3 ? -1 + 1 / (27 * (1 - a / 3)) : double.NaN),
        ["steep then overflowing"] = (a => Math.Exp(300 * a) - 1e4 * a, a => 300 * Math.Exp(300 * a) - 1e4),
    };

    public static TheoryData<string, double, double> Searches()
    {
        var searches = new TheoryData<string, double, double>();
        foreach (var name in s_functions.Keys)
            foreach (var first in new[] { 1e-3, 0.1, 1, 10, 1e3 })
                // Of the narrow one the values of doubles do not tell where the slope is that small.
                foreach (var c2 in name == "narrow" ? new[] { 0.9, 0.1 } : [0.9, 0.1, 0.01])
                    searches.Add(name, first, c2);
        return searches;
    }

    [Theory, MemberData(nameof(Searches))]
    public void The_step_has_the_strong_Wolfe_conditions(string name, double first, double c2)
    {
        var (f, df) = s_functions[name];
        var (asked, settings) = (0, new Lbfgs { SufficientDecrease = 1e-3, Curvature = c2, Evaluations = 60 });
        var last = 0.0;
        var found = new LineSearch(a =>
        {
            asked++;
            return new(last = a, f(a), df(a));
        }, settings).Run(new(0, f(0), df(0)), first);
        Assert.NotNull(found);
        var step = found.Value.Length;
        Assert.Equal(last, step);
        Assert.True(step > 0 && f(step) <= f(0) + 1e-3 * step * df(0), $"{step} does not lower the value enough");
        Assert.True(Math.Abs(df(step)) <= c2 * Math.Abs(df(0)), $"the slope at {step} is {df(step)}, and {df(0)} at the beginning");
        Assert.InRange(asked, 1, 40);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(7)]
    public void At_a_kink_the_lowest_point_that_was_found_is_taken(double first)
    {
        // The slope is −1 on one side of 1 and 2 on the other, nowhere nearer to 0.
        var last = 0.0;
        LinePoint At(double a) => new(last = a, a < 1 ? 1 - a : 2 * (a - 1), a < 1 ? -1 : 2);
        var found = new LineSearch(At, new Lbfgs { Curvature = 0.5 }).Run(new(0, 1, -1), first)!.Value;
        Assert.InRange(found.Length, 0.99, 1.01);
        Assert.Equal(last, found.Length);
        Assert.True(found.Value < 0.02);
    }

    [Fact]
    public void Where_nothing_is_lower_there_is_no_step()
    {
        var asked = 0;
        LinePoint Up(double a)
        {
            asked++;
            return new(a, a, -1);
        }
        Assert.Null(new LineSearch(Up, new()).Run(new(0, 0, -1), 1));
        Assert.Equal(25, asked);
        Assert.Null(new LineSearch(a => new(a, double.NaN, double.NaN), new()).Run(new(0, 0, -1), 1));
    }

    [Fact]
    public void A_line_that_falls_for_ever_is_followed_as_far_as_the_trials_go()
    {
        var found = new LineSearch(a => new(a, -a, -1), new() { Evaluations = 5 }).Run(new(0, 0, -1), 1)!.Value;
        Assert.InRange(found.Length, 16, 10_000);
    }
}
