using Chainrule.Solvers;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>Every step of L-BFGS against what defines it.</summary>
public class LbfgsTests
{
    private const double Rounding = 1e-14;

    public static TheoryData<string> Names => [.. SciPyCase.All.Select(found => found.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_step_has_the_strong_Wolfe_conditions(string name)
    {
        var settings = new Lbfgs();
        var (solver, objective) = (settings.Solve(SciPyCase.Named(name).Objective), SciPyCase.Named(name).Objective);
        var (g, after) = (new double[objective.Length], new double[objective.Length]);
        for (var iteration = 1; iteration <= 60; iteration++)
        {
            double[] from = [.. solver.Parameters];
            var value = solver.Iterate(default);
            if (solver.HasConverged) break;
            double[] step = [.. solver.Parameters.Zip(from, (to, w) => to - w)];
            Compare.Close(objective.At(from, g, default), value, 1e-14, what: "the value before it");
            var lower = objective.At(solver.Parameters, after, default);
            var (slope, slopeAfter) = (Dot(g, step), Dot(after, step));
            Assert.True(slope < 0 && lower <= value + settings.SufficientDecrease * slope + Rounding * value, $"iteration {iteration}: {value} to {lower}");
            Assert.True(Math.Abs(slopeAfter) <= settings.Curvature * -slope + Rounding, $"iteration {iteration}: slope {slope} to {slopeAfter}");
        }
    }

    [Theory]
    [InlineData("valley 1", 5)]
    [InlineData("curve 1", 3)]
    [InlineData("softmax 1", 1)]
    public void The_direction_is_that_of_the_BFGS_matrix_written_out(string name, int history)
    {
        var found = SciPyCase.Named(name);
        var solver = (LbfgsSolver)new Lbfgs { History = history }.Solve(found.Objective);
        var pairs = new List<(double[] S, double[] Y)>();
        double[] Gradient(double[] at)
        {
            var g = new double[at.Length];
            found.Objective.At(at, g, default);
            return g;
        }
        for (var iteration = 1; iteration <= 2 * history + 4; iteration++)
        {
            double[] from = [.. solver.Parameters], g = Gradient(from);
            var direction = Times(InverseHessian([.. pairs.TakeLast(history)], g.Length), [.. g.Select(value => -value)]);
            solver.Iterate(default);
            double[] step = [.. solver.Parameters.Zip(from, (to, w) => to - w)];
            var length = solver.LastStep!.Value.End.Length;
            var size = direction.Max(Math.Abs);
            Compare.Close(step, [.. direction.Select(value => value * length)], 1e-6, 1e-7 * size * length, $"the step of iteration {iteration}");
            double[] change = [.. Gradient(solver.Parameters).Zip(g, (to, before) => to - before)];
            pairs.Add((step, change));
        }
    }

    [Fact]
    public void The_first_length_tried_is_the_learning_rate_and_at_first_no_longer_than_the_gradient_allows()
    {
        // J = ½·(w − 3)², from w = 0: the gradient is −3, the first trial 1/3·3 = 1.
        foreach (var (rate, expected) in new[] { (1, 1.0), (0.5, 0.5), (3, 3.0) })
        {
            var network = new Network<double>([new([0], [0], Activation.Identity)], Loss.HalfSquaredError, BiasPolicy.Frozen);
            var solver = (LbfgsSolver)new Lbfgs(rate).Solve(Objective.Of(network, new([[1]], [[3]]), null));
            solver.Iterate(default);
            Compare.Close(solver.Parameters, [expected], 1e-15);
            solver.Iterate(default);
            Compare.Close(solver.Parameters, [rate == 3 ? 3 : expected + rate * (3 - expected)], 1e-15);
        }
    }

    [Fact]
    public void Kinks_do_not_keep_the_loss_from_falling()
    {
        foreach (var loss in new[] { Loss.MeanAbsoluteError, Loss.Huber, Loss.Quantile(0.9) })
        {
            var network = new Network<double>(4, [new(12, Activation.Relu), new(2)], loss, seed: 3);
            var data = new DataSet<double>(Numbers.Uniform<double>(160, 1), Numbers.Uniform<double>(80, 2), 40);
            var solver = new Lbfgs().Solve(Objective.Of(network, data, null));
            var values = new List<double>();
            while (values.Count < 60 && !solver.HasConverged) values.Add(solver.Iterate(default));
            Assert.True(values.Zip(values.Skip(1)).All(pair => pair.Second < pair.First), $"{loss}: {string.Join(' ', values)}");
            Assert.True(values[^1] < 0.6 * values[0], $"{loss} went from {values[0]} to {values[^1]} in {values.Count}");
        }
    }

    /// <summary>H by the update of Nocedal and Wright (6.17), from γ·I, one pair after another.</summary>
    private static double[][] InverseHessian((double[] S, double[] Y)[] pairs, int n)
    {
        var gamma = pairs.Length == 0 ? 1 : Dot(pairs[^1].S, pairs[^1].Y) / Dot(pairs[^1].Y, pairs[^1].Y);
        double[][] h = [.. Enumerable.Range(0, n).Select(i => (double[])[.. Enumerable.Range(0, n).Select(j => i == j ? gamma : 0)])];
        foreach (var (s, y) in pairs)
        {
            var (rho, hy) = (1 / Dot(s, y), Times(h, y));
            var yhy = Dot(y, hy);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    h[i][j] += rho * (1 + rho * yhy) * s[i] * s[j] - rho * (hy[i] * s[j] + s[i] * hy[j]);
        }
        return h;
    }

    private static double[] Times(double[][] matrix, double[] x) => [.. matrix.Select(row => Dot(row, x))];

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
