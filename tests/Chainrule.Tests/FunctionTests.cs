using Chainrule.Functions;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Every activation: F against its definition, DF against F differentiated by dual numbers and by central differences.</summary>
public class FunctionTests
{
    private const double SeluLambda = 1.0507009873554804934, SeluAlpha = 1.6732632423543772848;

    public static TheoryData<string> Names => FunctionCase.Names;

    /// <summary>
    /// How much of the slope may be lost to the rounding of 1, where the slope is computed as a difference from 1 (at large
    /// |x| it is multiplied by x besides). The others are exact to 1e-13 of themselves, however small they are.
    /// </summary>
    private static double Lost(string name, double x) => name switch
    {
        "sigmoid" or "tanh" => 4e-16,
        "silu" or "gelu" => 4e-16 * Math.Max(1, Math.Abs(x)),
        "identity" or "relu" or "leaky-relu" or "elu" or "selu" or "softplus" => 0,
        _ => throw new ArgumentException($"say here how exact the slope of {name} is"),
    };

    /// <summary>The places where F is not smooth, and the slope that the documentation promises there.</summary>
    private static (double X, double Slope)[] Kinks(string name) => name switch
    {
        "relu" => [(0, 0), (-0.0, 0)],
        "leaky-relu" => [(0, 0.01), (-0.0, 0.01)],
        "elu" => [(0, 1), (-0.0, 1)],
        "selu" => [(0, SeluLambda * SeluAlpha), (-0.0, SeluLambda * SeluAlpha)],
        "identity" or "sigmoid" or "tanh" or "gelu" or "silu" or "softplus" => [],
        _ => throw new ArgumentException($"say here where {name} has kinks"),
    };

    [Fact]
    public void Every_activation_is_a_function_or_the_softmax() =>
        Assert.Equal(Activation.All.Select(a => a.Name).Order(), FunctionCase.All.Keys.Append("softmax").Order());

    [Theory, MemberData(nameof(Names))]
    public void F_is_what_its_definition_says(string name)
    {
        var function = FunctionCase.All[name];
        foreach (var x in Grid.Linear(-30, 30, 1201).Concat(Grid.Logarithmic(-12, 2.84, 200)))
            Compare.Close(function.F(x), Reference.Activate(name, x), 1e-14, 2e-15 * Math.Max(1, Math.Abs(x)), $"{name}({x:R})");
    }

    [Theory, MemberData(nameof(Names))]
    public void DF_is_the_slope_that_dual_numbers_find(string name)
    {
        var function = FunctionCase.All[name];
        var compared = 0;
        foreach (var x in Grid.Linear(-30, 30, 1200).Concat(Grid.Linear(-700, 700, 1400)).Concat(Grid.Logarithmic(-300, 2.84, 300)).Append(0).Append(-0.0))
        {
            Compare.Close(function.SlopeAt(x), function.DualSlope(x), 1e-13, Lost(name, x), $"{name}'({x:R})");
            compared++;
        }
        Assert.True(compared > 3000);
    }

    [Theory, MemberData(nameof(Names))]
    public void DF_is_the_slope_of_the_curve(string name)
    {
        const double H = 1e-3;
        var function = FunctionCase.All[name];
        foreach (var x in Grid.Linear(-30, 30, 1001).Append(0))
            if (!Kinks(name).Any(kink => Math.Abs(x - kink.X) <= H))
                Compare.Close(function.SlopeAt(x), GradientCheck.Derivative(function.F, x, H), 1e-11, 1e-11, $"{name}'({x:R})");
    }

    [Theory, MemberData(nameof(Names))]
    public void At_a_kink_the_slope_is_the_documented_one(string name)
    {
        var function = FunctionCase.All[name];
        foreach (var (x, slope) in Kinks(name))
        {
            Compare.Close(function.SlopeAt(x), slope, 1e-15, what: $"{name}'({x:R})");
            Compare.Close(function.DualSlope(x), slope, 1e-15, what: $"{name}'({x:R}) by dual numbers");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Far_out_values_and_slopes_are_finite_and_have_their_limits(string name)
    {
        var function = FunctionCase.All[name];
        var (low, high, slopeLow, slopeHigh) = name switch
        {
            "identity" => (-1e308, 1e308, 1, 1),
            "leaky-relu" => (-1e306, 1e308, 0.01, 1),
            "sigmoid" => (0, 1, 0, 0),
            "tanh" => (-1, 1, 0, 0),
            "elu" => (-1, 1e308, 0, 1),
            "selu" => (-SeluLambda * SeluAlpha, SeluLambda * 1e308, 0, SeluLambda),
            _ => (0.0, 1e308, 0.0, 1.0),
        };
        Compare.Close(function.F(-1e308), low, 1e-15);
        Compare.Close(function.F(1e308), high, 1e-15);
        Compare.Close(function.SlopeAt(-1e308), slopeLow, 1e-15);
        Compare.Close(function.SlopeAt(1e308), slopeHigh, 1e-15);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_NaN_goes_through(string name) => Assert.True(double.IsNaN(FunctionCase.All[name].F(double.NaN)));

    [Theory, MemberData(nameof(Names))]
    public void The_names_of_activations_are_those_of_their_functions(string name)
    {
        var activation = Activation.Named(name);
        Assert.Equal(name, activation.ToString());
        Assert.Equal(FunctionCase.All[name].DerivativeOf, activation.DerivativeOf);
        // Whoever computes its slope from the output lets the engine forget z; whoever needs nothing must not look at it.
        if (activation.DerivativeOf == Needs.Nothing)
            Assert.Equal(FunctionCase.All[name].DF(0), FunctionCase.All[name].DF(double.NaN));
    }
}
