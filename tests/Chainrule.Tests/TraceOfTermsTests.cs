using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>What a recorded step leaves behind of penalties, limits, weighted rows and dropout, and that recording changes no bit.</summary>
public class TraceOfTermsTests
{
    private static readonly float[] s_x = [0.5f, -1, 2, 0.25f, -0.75f, 1], s_t = [1, 0, 0.5f, 0.2f, 0, 1];

    public static TheoryData<double, double, double?, double?> Options => new()
    {
        { 0.01, 0, null, null }, { 0, 0.1, null, null }, { 0.01, 0.1, 0.05, null }, { 0, 0.1, 1000, null }, { 0.02, 0, null, 0.01 },
    };

    [Theory, MemberData(nameof(Options))]
    public void Recording_changes_no_bit(double l1, double l2, double? norm, double? value)
    {
        var gradients = new GradientOptions { L1 = l1, L2 = l2, ClipNorm = norm, ClipValue = value };
        var (plain, recorded) = (Network<float>(), Network<float>());
        var steps = new[] { new Step<float>(plain, new Adam(0.01), gradients), new(recorded, new Adam(0.01), gradients) { Recording = true } };
        for (var n = 0; n < 5; n++)
        {
            var losses = steps.Select(step => step.Run(s_x, s_t)).ToArray();
            Compare.SameBits<double>([losses[1]], [losses[0]]);
            for (var l = 0; l < plain.Layers.Count; l++)
            {
                Compare.SameBits<float>(recorded.Layers[l].Weights, plain.Layers[l].Weights);
                Compare.SameBits<float>(recorded.Layers[l].Biases, plain.Layers[l].Biases);
            }
            Assert.Equal(losses[0], steps[1].Trace!.Objective);
        }
    }

    [Theory, MemberData(nameof(Options))]
    public void Every_gradient_is_kept_as_it_was_before_and_after(double l1, double l2, double? norm, double? value)
    {
        double[] x = [.. s_x], t = [.. s_t];
        var network = Network<double>();
        var step = new Step<double>(network.Clone(), new Sgd(0.1), new() { L1 = l1, L2 = l2, ClipNorm = norm, ClipValue = value }) { Recording = true };
        var plain = new Step<double>(network.Clone(), new Sgd(0.1));
        step.Run(x, t);
        var (trace, loss) = (step.Trace!, plain.ComputeGradients(x, t));
        Compare.SameBits<double>([trace.Loss, trace.LossOf(network)], [loss, loss]);
        var all = network.Layers.SelectMany(layer => layer.Weights).ToArray();
        var penalty = all.Sum(w => l1 * Math.Abs(w) + l2 * w * w / 2);
        Compare.Close(trace.Penalty, penalty, 1e-14);
        Compare.Close(trace.LossOf(network, withPenalty: true), loss + penalty, 1e-14);
        var squares = 0.0;
        for (var l = 0; l < network.Layers.Count; l++)
        {
            var layer = trace.Layers[l];
            Compare.SameBits(layer.WeightGradients, plain.WeightGradients(l));
            Compare.SameBits(layer.BiasGradients, plain.BiasGradients(l));
            double[] penalised = [.. network.Layers[l].Weights.Zip(layer.WeightGradients, (w, g) => g + l1 * Math.Sign(w) + l2 * w)];
            Compare.Close(layer.PenalisedGradients, penalised, 1e-14, 1e-17);
            squares += penalised.Concat(layer.BiasGradients).Sum(g => g * g);
        }
        var factor = norm is null ? 1 : Math.Min(1, norm.Value / (Math.Sqrt(squares) + 1e-6));
        Assert.Equal(norm is null, trace.GradientNorm is null);
        if (norm is not null) Compare.Close([trace.GradientNorm!.Value, trace.ClipFactor!.Value], [Math.Sqrt(squares), factor], 1e-14);
        foreach (var (layer, before) in trace.Layers.Zip(network.Layers))
        {
            Assert.Equal(norm is null && value is null, layer.ClippedWeightGradients.Length == 0);
            double Limited(double g) => value is { } most ? Math.Clamp(g, -most, most) : g * factor;
            Compare.Close(
                layer.After.Weights, [.. before.Weights.Zip(layer.PenalisedGradients, (w, g) => w - 0.1 * Limited(g))], 1e-14, 1e-17);
            Compare.Close(layer.After.Biases, [.. before.Biases.Zip(layer.BiasGradients, (b, g) => b - 0.1 * Limited(g))], 1e-14, 1e-17);
        }
    }

    [Fact]
    public void Dropped_outputs_leave_a_trace_and_recording_changes_no_bit()
    {
        static Network<float> Dropping() => new(2, [new(40, Activation.Tanh) { Dropout = 0.3 }, new(2)], Loss.HalfSquaredError, seed: 3);
        var (plain, recorded) = (Dropping(), Dropping());
        var steps = new[] { new Step<float>(plain, new Adam(0.01)) { Seed = 9 }, new(recorded, new Adam(0.01)) { Seed = 9, Recording = true } };
        for (var n = 0; n < 5; n++)
        {
            var before = recorded.Clone();
            Assert.Equal(steps[0].Run(s_x, s_t), steps[1].Run(s_x, s_t));
            Compare.SameBits<float>(recorded.Layers[0].Weights, plain.Layers[0].Weights);
            var (trace, random) = (steps[1].Trace!, new Kernels.CounterRandom(9, Kernels.Draws.Dropout(0)));
            var layer = trace.Layers[0];
            Assert.Equal(9UL, trace.Seed);
            for (var i = 0; i < layer.Kept.Length; i++)
            {
                Assert.Equal(random.Uniform(((ulong)n << 32) + (ulong)i) < 0.3 ? 0 : (float)(1 / 0.7), layer.Kept[i]);
                Assert.Equal(layer.A[i] * layer.Kept[i], layer.Output[i]);
                if (layer.Kept[i] == 0) Assert.Equal(0, layer.S[i]);
            }
            Assert.Equal(trace.Loss, trace.LossOf(before));
            Assert.Empty(trace.Layers[1].Kept);
        }
    }

    [Fact]
    public void Weighted_rows_leave_a_trace_of_what_each_counts()
    {
        double[] x = [.. s_x], t = [.. s_t], weights = [2, 0, 0.5];
        var (network, plain) = (Network<double>(), new Step<double>(Network<double>(), new Sgd()) { Recording = true });
        var step = new Step<double>(network.Clone(), new Sgd()) { Recording = true };
        step.Run(x, t, weights);
        plain.Run(x, t);
        var (trace, alike) = (step.Trace!, plain.Trace!);
        Compare.SameBits<double>(trace.Weights, weights);
        Assert.Empty(alike.Weights);
        Compare.SameBits<double>(trace.Errors, alike.Errors);
        for (var row = 0; row < 3; row++)
        {
            Compare.Close(trace.SampleLosses[row], weights[row] * alike.SampleLosses[row], 1e-15);
            for (var k = 0; k < 2; k++)
                Compare.Close(trace.Layers[1].Delta[row * 2 + k], weights[row] * alike.Layers[1].Delta[row * 2 + k], 1e-15);
        }
        Compare.Close(trace.Loss, trace.SampleLosses.Sum() / 2.5, 1e-15);
        Compare.SameBits<double>([trace.LossOf(network)], [trace.Loss]);
    }

    private static Network<T> Network<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(2, [new(4, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 3);
}
