using Chainrule.Solvers;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>The minima that the second-order optimizers reach, against those of SciPy and against exact solutions.</summary>
public class MinimumTests
{
    public static TheoryData<string> Names => [.. SciPyCase.All.Select(found => found.Name)];

    public static TheoryData<string> Squared =>
        [.. SciPyCase.All.Where(found => found.Network.Loss.Name.Contains("squared", StringComparison.Ordinal)).Select(found => found.Name)];

    [Fact]
    public void The_cases_have_every_kind_of_loss_bias_penalty_and_weight()
    {
        Assert.Equal(4, SciPyCase.All.Select(found => found.Network.Loss).Distinct().Count());
        Assert.Equal(3, SciPyCase.All.Select(found => found.Network.Biases).Distinct().Count());
        Assert.Contains(SciPyCase.All, found => found is { L2: 0, Data.Weights: null });
        Assert.Contains(SciPyCase.All, found => found is { L2: > 0, Data.Weights: not null });
    }

    [Theory, MemberData(nameof(Names))]
    public void Lbfgs_reaches_the_minimum_that_SciPy_found(string name) => Reaches(SciPyCase.Named(name), new Lbfgs { GradientTolerance = 1e-9 }, 3000);

    [Theory, MemberData(nameof(Squared))]
    public void Levenberg_Marquardt_reaches_it_where_errors_are_squared(string name) =>
        Reaches(SciPyCase.Named(name), new LevenbergMarquardt { GradientTolerance = 1e-9 }, 500);

    private static void Reaches(SciPyCase expected, SecondOrder optimizer, int most)
    {
        var network = expected.Network.Clone();
        var objective = expected.Objective;
        Compare.Close(objective.At(optimizer.Solve(objective).Parameters, new double[objective.Length], default), expected.Start, 1e-12, what: "start");
        var result = new Trainer<double>(network, optimizer, new() { Epochs = most, Gradients = expected.Gradients }).Fit(expected.Data);
        Assert.Equal(TrainingEnd.Converged, result.End);
        var after = Objective.Of(network, expected.Data, expected.Gradients);
        var (parameters, gradient) = (optimizer.Solve(after).Parameters, new double[after.Length]);
        Compare.Close(after.At(parameters, gradient, default), expected.Minimum, 1e-9, 1e-13, $"minimum after {result.Epochs} iterations");
        TestContext.Current.SendDiagnosticMessage($"{expected.Name} {optimizer.Name}: {result.Epochs}");
        Compare.Close(gradient, new double[after.Length], 0, 1e-7, "gradient");
        if (expected.Parameters is { } exact) Compare.Close(parameters, exact, 1e-4, 1e-4, "parameters");
    }
}
