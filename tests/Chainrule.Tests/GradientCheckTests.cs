using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The difference quotients and the slow twin, which the engine is held against, held against mathematics themselves.</summary>
public class GradientCheckTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(-3)]
    public void Derivatives_of_known_functions_come_out(double x)
    {
        Compare.Close(GradientCheck.Derivative(Math.Sin, x, 1e-3), Math.Cos(x), 1e-12, 1e-12);
        Compare.Close(GradientCheck.Derivative(Math.Exp, x, 1e-3), Math.Exp(x), 1e-12, 1e-12);
        Compare.Close(GradientCheck.Derivative(t => 5 * t * t * t - t + 2, x, 0.1), 15 * x * x - 1, 1e-12, 1e-12);
    }

    [Fact]
    public void The_error_falls_as_the_fourth_power_of_the_step()
    {
        double Error(double h) => Math.Abs(GradientCheck.Derivative(Math.Exp, 1, h) - Math.E);
        Compare.Close(Error(0.2) / Error(0.1), 16, 0.05);
    }

    [Fact]
    public void A_NaN_or_an_infinity_does_not_come_out_as_a_number()
    {
        Assert.True(double.IsNaN(GradientCheck.Derivative(_ => double.NaN, 1, 1e-3)));
        Assert.True(double.IsNaN(GradientCheck.Derivative(x => x > 1 ? double.NaN : x, 1, 1e-3)));
        Assert.False(double.IsFinite(GradientCheck.Derivative(x => x > 1 ? double.PositiveInfinity : x, 1, 1e-3)));
    }

    [Fact]
    public void A_parameter_is_moved_and_put_back_also_when_the_loss_throws()
    {
        double[] p = [2, 3];
        Compare.Close(GradientCheck.OfParameter(p, 1, () => p[0] * p[1] * p[1], 1e-3), 12, 1e-10);
        Assert.Equal([2, 3], p);
        Assert.Throws<InvalidOperationException>(() => GradientCheck.OfParameter(p, 0, () => throw new InvalidOperationException(), 1e-3));
        Assert.Equal([2, 3], p);
    }

    [Theory] // to 16 digits, from mpmath
    [InlineData("identity", -1.5, -1.5)]
    [InlineData("sigmoid", 0.5, 0.6224593312018546)]
    [InlineData("tanh", 0.5, 0.46211715726000976)]
    [InlineData("relu", -1.5, 0)]
    [InlineData("relu", 1.5, 1.5)]
    [InlineData("leaky-relu", -1.5, -0.015)]
    [InlineData("elu", -1.5, -0.7768698398515702)]
    [InlineData("selu", -1.5, -1.3658143533672526)]
    [InlineData("selu", 1.5, 1.5760514810332207)]
    [InlineData("gelu", -1.5, -0.10021080190328910)]
    [InlineData("gelu", 3, 2.9959503059051097)]
    [InlineData("silu", -1.5, -0.27363828570953451)]
    [InlineData("softplus", 0.5, 0.9740769841801067)]
    public void The_slow_twin_knows_the_activations(string name, double x, double expected) =>
        Compare.Close(Reference.Activate(name, x), expected, 1e-13);

    [Theory]
    [InlineData("half-squared-error", 0.065)]
    [InlineData("mean-squared-error", 0.065)]
    [InlineData("mean-absolute-error", 0.25)]
    [InlineData("huber", 0.0325)]
    [InlineData("binary-cross-entropy", 0.82268876715169437)]
    [InlineData("cross-entropy", 0.74465637973846095)]
    public void The_slow_twin_knows_the_losses(string name, double expected) =>
        Compare.Close(Reference.Loss(name, [0.7, 0.3], [0.4, 0.5]), expected, 1e-13);

    [Fact]
    public void The_slow_twin_knows_the_two_sides_of_huber() =>
        Compare.Close(Reference.Loss("huber", [3, 0.5, -1], [0, 0, 0]), (2.5 + 0.125 + 0.5) / 3, 1e-15);

    [Fact]
    public void The_slow_twin_goes_through_a_network_as_one_does_by_hand()
    {
        var network = NetworkSpec.Parse("""
            { "inputs": 2, "loss": "cross-entropy", "layers": [
              { "units": 1, "activation": "relu", "weights": [[2, -1]], "biases": [0.5] },
              { "units": 2, "activation": "softmax", "weights": [[1], [-1]], "biases": [0, 1] } ] }
            """, "two layers").Build<double>();
        // z1 = 2·1 − 3 + 0.5 = −0.5, a1 = 0; z2 = (0, 1): p = (1, e)/(1 + e)
        Compare.Close(Reference.Forward(network, [1, 3]), [1 / (1 + Math.E), Math.E / (1 + Math.E)], 1e-15);
        var data = new DataSet<double>([[1, 3], [1, 3]], [[1, 0], [0, 1]]);
        Compare.Close(Reference.Loss(network, data), Math.Log(1 + Math.E) - 0.5, 1e-15);
    }
}
