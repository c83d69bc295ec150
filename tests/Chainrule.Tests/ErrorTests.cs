using Chainrule.Algebra;
using Chainrule.Losses;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Every elementwise loss: F against its definition, DF against F differentiated by dual numbers and by central differences.</summary>
public class ErrorTests
{
    private static readonly double[] s_targets = [0, 1, 0.25, -2, 0.99];

    private static readonly Dictionary<string, ErrorCase> s_all = typeof(IError).Assembly.GetTypes()
        .Where(type => type.IsValueType && type.IsAssignableTo(typeof(IError)))
        .Select(type => (ErrorCase)typeof(ErrorTests).GetMethod(nameof(Of))!.MakeGenericMethod(type).Invoke(null, null)!)
        .ToDictionary(error => error.Name);

    internal sealed record ErrorCase(
        string Name, bool OnLogits,
        Func<double, double, double> F, Func<double, double, double> DF, Func<double, double, double> DualSlope,
        Symbol SymbolicF, Symbol SymbolicDF);

    public static TheoryData<string> Names => [.. s_all.Keys.Order()];

    [Fact]
    public void Every_loss_is_an_error_or_the_cross_entropy_of_a_softmax() =>
        Assert.Equal(Loss.All.Select(loss => loss.Name).Order(), s_all.Keys.Append("cross-entropy").Order());

    [Theory, MemberData(nameof(Names))]
    public void F_is_what_its_definition_says(string name)
    {
        var error = s_all[name];
        foreach (var o in Grid.Linear(-8, 8, 161))
            foreach (var t in s_targets)
            {
                // The reference takes a probability where the engine takes its logit.
                var output = error.OnLogits ? 1 / (1 + Math.Exp(-o)) : o;
                Compare.Close(error.F(o, t), Reference.Loss(name, [output], [t]), 1e-12, 1e-12, $"{name}({o:R}, {t:R})");
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void DF_is_the_slope_that_dual_numbers_find(string name)
    {
        var error = s_all[name];
        foreach (var o in Grid.Linear(-30, 30, 600).Concat(Grid.Linear(-700, 700, 700)).Concat(Grid.Logarithmic(-300, 2.84, 100)).Append(0))
            foreach (var t in s_targets)
                Compare.Close(error.DF(o, t), error.DualSlope(o, t), 1e-13, 4e-16, $"{name}'({o:R}, {t:R})");
    }

    [Theory, MemberData(nameof(Names))]
    public void DF_is_the_slope_of_the_curve(string name)
    {
        const double H = 1e-3;
        var error = s_all[name];
        foreach (var o in Grid.Linear(-8, 8, 401))
            foreach (var t in s_targets)
            {
                if (name is "mean-absolute-error" or "quantile" && Math.Abs(o - t) <= H || name == "huber" && Math.Abs(Math.Abs(o - t) - 1) <= H) continue;
                Compare.Close(error.DF(o, t), GradientCheck.Derivative(x => error.F(x, t), o, H), 1e-10, 1e-10, $"{name}'({o:R}, {t:R})");
            }
    }

    [Theory]
    [InlineData("mean-absolute-error", 2, 2, 0)]
    [InlineData("mean-absolute-error", 0, -0.0, 0)]
    [InlineData("mean-absolute-error", 2.5, 2, 1)]
    [InlineData("mean-absolute-error", 1.5, 2, -1)]
    [InlineData("quantile", 2, 2, 0)]
    [InlineData("quantile", 2.5, 2, 0.5)]
    [InlineData("quantile", 1.5, 2, -0.5)]
    [InlineData("huber", 3, 2, 1)]
    [InlineData("huber", 1, 2, -1)]
    [InlineData("huber", 2, 2, 0)]
    [InlineData("huber", 9, 2, 1)]
    [InlineData("huber", -9, 2, -1)]
    public void At_a_kink_the_slope_is_the_documented_one(string name, double o, double t, double slope)
    {
        Assert.Equal(slope, s_all[name].DF(o, t));
        Assert.Equal(slope, s_all[name].DualSlope(o, t));
    }

    [Theory]
    [InlineData(0.9, 1, 3, 1.8, -0.9)]
    [InlineData(0.9, 3, 1, 0.2, 0.1)]
    [InlineData(0.25, 1, 3, 0.5, -0.25)]
    [InlineData(0.25, 3, 1, 1.5, 0.75)]
    public void A_quantile_weighs_what_is_above_and_below(double tau, double o, double t, double error, double slope)
    {
        var quantile = new Quantile(tau);
        Compare.Close(quantile.F<Scalar<double>>(new(o), new(t)).Value, error, 1e-15);
        Compare.Close(quantile.DF<Scalar<double>>(new(o), new(t)).Value, slope, 1e-15);
        Compare.Close(quantile.F(Dual<Scalar<double>>.Variable(new(o)), new Dual<Scalar<double>>(new(t), 0)).Slope.Value, slope, 1e-15);
    }

    [Fact]
    public void The_two_branches_of_huber_meet()
    {
        Assert.Equal(0.5, s_all["huber"].F(1, 0));
        Compare.Close(s_all["huber"].F(Math.BitIncrement(1.0), 0), 0.5, 1e-15);
    }

    [Theory, MemberData(nameof(Names))]
    public void Read_back_from_its_symbols_an_error_has_the_same_bits(string name)
    {
        var error = s_all[name];
        foreach (var o in Grid.DoubleBits(200).Concat(Grid.Linear(-40, 40, 81)))
            foreach (var t in s_targets)
            {
                Scalar<double> Values(string variable) => new(variable == "o" ? o : t);
                AssertBits(error.F(o, t), error.SymbolicF.Evaluate<Scalar<double>>(Values).Value);
                AssertBits(error.DF(o, t), error.SymbolicDF.Evaluate<Scalar<double>>(Values).Value);
            }
    }

    public static object Of<TError>() where TError : struct, IError => new ErrorCase(
        TError.Name, TError.OnLogits,
        (o, t) => new TError().F<Scalar<double>>(new(o), new(t)).Value,
        (o, t) => new TError().DF<Scalar<double>>(new(o), new(t)).Value,
        (o, t) => new TError().F(Dual<Scalar<double>>.Variable(new(o)), new Dual<Scalar<double>>(new(t), 0)).Slope.Value,
        new TError().F(Symbol.Variable("o"), Symbol.Variable("t")),
        new TError().DF(Symbol.Variable("o"), Symbol.Variable("t")));

    private static void AssertBits(double expected, double actual)
    {
        if (!double.IsNaN(expected) || !double.IsNaN(actual)) Compare.SameBits([actual], [expected]);
    }
}
