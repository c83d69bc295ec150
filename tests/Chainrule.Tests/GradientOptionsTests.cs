using System.Text.Json;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Losses;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// Penalties, clipped gradients and weighted rows: against PyTorch's numbers (tests/reference/gradients.json, made by the script beside it),
/// and by hand.
/// </summary>
public class GradientOptionsTests
{
    private static readonly JsonElement[] s_cases =
    [
        .. JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "gradients.json"))).RootElement
            .GetProperty("cases").EnumerateArray(),
    ];

    public static TheoryData<string> Names => [.. s_cases.Select(c => c.GetProperty("name").GetString()!)];

    [Fact]
    public void The_reference_has_every_bias_policy() =>
        Assert.Equal(BiasPolicies.Names.Order(), s_cases.Select(c => c.GetProperty("network").GetProperty("biases").GetString()!).Distinct().Order());

    [Theory, MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name)
    {
        var expected = s_cases.Single(c => c.GetProperty("name").GetString() == name);
        var spec = NetworkSpec.Parse(expected.GetProperty("network").GetRawText(), name);
        var (network, batch, options) = (spec.Build<double>(), spec.Batch!, expected.GetProperty("options"));
        var step = new Step<double>(network, spec.Optimizer!, new GradientOptions
        {
            L1 = Number("l1") ?? 0,
            L2 = Number("l2") ?? 0,
            ClipNorm = Number("clipNorm"),
            ClipValue = Number("clipValue"),
        });
        double[] weights = options.TryGetProperty("rowWeights", out var rows) ? [.. rows.EnumerateArray().Select(w => w.GetDouble())] : [];
        foreach (var after in expected.GetProperty("steps").EnumerateArray())
        {
            Close([step.Run(batch.Inputs, batch.Targets, weights)], after.GetProperty("loss"), "loss");
            for (var l = 0; l < network.Layers.Count; l++)
            {
                Close(network.Layers[l].Weights, after.GetProperty("layers")[l].GetProperty("weights"), $"W{l + 1} after step {step.Updates}");
                Close(network.Layers[l].Biases, after.GetProperty("layers")[l].GetProperty("biases"), $"b{l + 1} after step {step.Updates}");
            }
        }

        double? Number(string option) => options.TryGetProperty(option, out var value) ? value.GetDouble() : null;
    }

    [Fact]
    public void The_worked_example_of_a_penalty_has_its_numbers()
    {
        // Two samples, tanh and softmax, R = ½·0.05·Σw²; checked by central differences when it was written.
        var network = new Network<double>(
            [new([0.1, -0.2, 0.3, 0.4, -0.5, 0.25], [0.01, -0.02, 0.03], Activation.Tanh),
                new([0.2, -0.3, 0.1, -0.4, 0.15, 0.35, 0.05, 0.45, -0.25], [0, 0.1, -0.1], Activation.Softmax)],
            Loss.CrossEntropy, BiasPolicy.PerUnit);
        double[] x = [0.6, -0.1, -0.3, 0.8], t = [0, 1, 0, 1, 0, 0];
        var step = new Step<double>(network, new Sgd(0.1), new() { L2 = 0.05 });
        Compare.Close(network.Evaluate(new DataSet<double>(x, t, 2)), 1.169752852, 0, 5.1e-10);
        Compare.Close(step.Run(x, t), 1.202877852, 0, 5.1e-10);
        double[] moved = [network.Layers[1].Weights[1], network.Layers[0].Weights[0], network.Layers[1].Biases[0]];
        Compare.Close(moved, [-0.293086461, 0.084747130, 0.019352319], 0, 5.1e-10);
        Compare.Close(step.Run(x, t), 1.165954938, 0, 5.1e-10);
    }

    [Fact]
    public void The_derivative_of_a_penalty_is_what_dual_numbers_find()
    {
        foreach (var penalty in new[] { new Penalty(0.25, 0), new Penalty(0, 0.5), new Penalty(0.1, 0.7) })
            foreach (var w in Grid.Linear(-3, 3, 601).Append(0))
                Compare.Close(penalty.DF(new Scalar<double>(w)).Value, penalty.F(Dual<Scalar<double>>.Variable(new(w))).Slope.Value, 1e-14, 1e-15);
        Assert.Equal(0.5 * 1.5 + 0.25 * 1.5 * 1.5, new Penalty(0.5, 0.5).F(new Scalar<double>(-1.5)).Value);
    }

    [Fact]
    public void Squares_are_summed_in_double_and_in_the_written_order()
    {
        foreach (var count in Numbers.Lengths)
        {
            var (single, twice) = (Numbers.Uniform<float>(count, count), Numbers.Uniform<double>(count, count));

            Assert.Equal(InLanes(single.Select(x => (double)x * x), 16), Reduce.SumOf<Square, float>(default, single));
            Assert.Equal(InLanes(twice.Select(x => x * x), 8), Reduce.SumOf<Square, double>(default, twice));
        }
        Assert.Equal(2e60, Reduce.SumOf<Square, float>(default, [1e30f, 1e30f]), 1e54);
    }

    [Fact]
    public void Gradients_too_large_for_their_squares_are_clipped_all_the_same()
    {
        var network = new Network<float>(1, [new(2)], Loss.HalfSquaredError);
        var step = new Step<float>(network, new Sgd(1), new() { ClipNorm = 5 });
        step.Run([1], [3e30f, 4e30f]);
        double[] gradients = [.. Numbers.ToDouble(step.BiasGradients(0)), .. Numbers.ToDouble(step.WeightGradients(0))];
        // 3 : 4, twice, and 5 long in all.
        Compare.Close(gradients, [-3 / Math.Sqrt(2), -4 / Math.Sqrt(2), -3 / Math.Sqrt(2), -4 / Math.Sqrt(2)], 1e-6);
    }

    [Fact]
    public void A_limit_that_is_not_reached_changes_no_bit()
    {
        var (plain, limited) = (Network(), Network());
        var (x, t) = (Numbers.Uniform<float>(21 * 4, 1), Numbers.Uniform<float>(21 * 3, 2));
        var (step, other) = (new Step<float>(plain, new Adam()), new Step<float>(limited, new Adam(), new() { ClipNorm = 1e6 }));
        for (var n = 0; n < 3; n++) Assert.Equal(step.Run(x, t), other.Run(x, t));
        StepTests.SameParameters(limited, plain);
    }

    [Fact]
    public void Equal_weights_are_no_weights_and_whole_ones_are_repeated_rows()
    {
        var (x, t) = (Numbers.Uniform<double>(4 * 4, 1), Numbers.Uniform<double>(4 * 3, 2));
        Step<double> Steps() => new(new Network<double>(4, [new(5, Activation.Tanh), new(3)], Loss.HalfSquaredError, seed: 1), new Sgd(0.1));
        var (plain, weighted, repeated) = (Steps(), Steps(), Steps());
        Compare.Close(weighted.Run(x, t, [2, 2, 2, 2]), plain.Run(x, t), 1e-15);
        Compare.Close(weighted.WeightGradients(0), plain.WeightGradients(0), 1e-13, 1e-16);
        weighted = Steps();
        double[] twice = [.. x[4..8], .. x[4..8], .. x[12..16]], targets = [.. t[3..6], .. t[3..6], .. t[9..12]];
        Compare.Close(weighted.Run(x, t, [0, 2, 0, 1]), repeated.Run(twice, targets), 1e-14);
        Compare.Close(weighted.WeightGradients(0), repeated.WeightGradients(0), 1e-13, 1e-16);
        Assert.Equal(0, weighted.Run(x, t, [0, 0, 0, 0]));
        Assert.All(weighted.WeightGradients(0).ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_training_of_weighted_rows_is_one_of_repeated_rows()
    {
        double[] x = Numbers.Uniform<double>(6, 1), t = Numbers.Uniform<double>(6, 2);
        double[] Trained(DataSet<double> data, out double loss, out EpochReport report)
        {
            var network = new Network<double>(1, [new(3, Activation.Tanh), new(1)], Loss.MeanSquaredError, seed: 4);
            report = new Trainer<double>(network, new Sgd(0.1), new() { Epochs = 3, BatchSize = 100 }).Fit(data, data).Best;
            loss = network.Evaluate(data);
            return [.. network.Layers.SelectMany(layer => layer.Weights.Concat(layer.Biases))];
        }
        var weighted = Trained(new(x, t, 6) { Weights = [1, 2, 0, 1, 3, 1] }, out var loss, out var report);
        int[] rows = [0, 1, 1, 3, 4, 4, 4, 5];
        var repeated = Trained(new([.. rows.Select(r => x[r])], [.. rows.Select(r => t[r])], 8), out var otherLoss, out var otherReport);
        Compare.Close(weighted, repeated, 1e-12, 1e-15);
        double[] losses = [loss, report.TrainingLoss, report.ValidationLoss!.Value];
        Compare.Close(losses, [otherLoss, otherReport.TrainingLoss, otherReport.ValidationLoss!.Value], 1e-13);
    }

    [Fact]
    public void A_step_with_penalty_limit_and_weights_allocates_nothing()
    {
        var step = new Step<float>(Network(), new Adam(), new() { L1 = 0.1, L2 = 0.1, ClipNorm = 0.1 });
        var (x, t, weights) = (Numbers.Uniform<float>(21 * 4, 1), Numbers.Uniform<float>(21 * 3, 2), Numbers.Probabilities(1, 21, 3).Select(w => (float)w).ToArray());
        step.Run(x, t, weights);
        var before = GC.GetAllocatedBytesForCurrentThread();
        step.Run(x, t, weights);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        foreach (var wrong in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new GradientOptions { L1 = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new GradientOptions { L2 = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new GradientOptions { ClipNorm = wrong });
            Assert.Throws<ArgumentException>(() => new DataSet<double>([1, 2], [1, 2], 2) { Weights = [1, wrong] });
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientOptions { ClipValue = 0 });
        Assert.Throws<ArgumentException>(() => new GradientOptions { ClipValue = 1, ClipNorm = 1 });
        Assert.Throws<ArgumentException>(() => new GradientOptions { ClipNorm = 1, ClipValue = 1 });
        Assert.Throws<ArgumentException>(() => new DataSet<double>([1, 2], [1, 2], 2) { Weights = [0, 0] });
        Assert.Throws<ArgumentException>(() => new DataSet<double>([1, 2], [1, 2], 2) { Weights = [1] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Quantile(1));
        var step = new Step<double>(new(1, [new(1)], Loss.Huber), new Sgd());
        Assert.Throws<ArgumentException>(() => step.Run([1, 2], [1, 2], [1]));
    }

    private static Network<float> Network() => new(4, [new(40, Activation.Tanh), new(3)], Loss.HalfSquaredError, seed: 5);

    private static double InLanes(IEnumerable<double> terms, int count)
    {
        var lanes = new double[count];
        foreach (var (i, term) in terms.Index()) lanes[i % count] += term;
        for (var half = count / 2; half > 0; half /= 2)
            for (var k = 0; k < half; k++) lanes[k] += lanes[k + half];
        return lanes[0];
    }

    private static void Close(ReadOnlySpan<double> actual, JsonElement expected, string what) =>
        Compare.Close(actual, PyTorchTests.Flatten(expected), 1e-12, 1e-12, what);
}
