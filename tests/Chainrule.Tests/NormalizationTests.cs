using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// Layer and batch normalisation: against PyTorch (tests/reference/normalization.json), against central differences, and what prediction
/// makes of them.
/// </summary>
public class NormalizationTests
{
    private static readonly JsonElement s_reference =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "normalization.json"))).RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_reference.GetProperty("cases").GetArrayLength())];

    public static TheoryData<Normalization, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<Normalization, string>();
            foreach (var kind in new[] { Normalization.Layer, Normalization.Batch })
                foreach (var activation in new[] { "identity", "sigmoid", "tanh", "gelu", "softplus" })
                    kinds.Add(kind, activation);
            return kinds;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Agrees_with_PyTorch(int number)
    {
        var expected = s_reference.GetProperty("cases")[number];
        var spec = NetworkSpec.Parse(expected.GetProperty("network").GetRawText(), $"case {number}");
        var (network, batch) = (spec.Build<double>(), spec.Batch!);
        var clip = expected.GetProperty("clipNorm").ValueKind == JsonValueKind.Null ? null : new GradientOptions { ClipNorm = expected.GetProperty("clipNorm").GetDouble() };
        var step = new Step<double>(network, spec.Optimizer!, clip);
        foreach (var after in expected.GetProperty("steps").EnumerateArray())
        {
            Close([step.Run(batch.Inputs, batch.Targets)], after.GetProperty("loss"), $"loss of step {step.Updates}");
            for (var l = 0; l < network.Layers.Count; l++)
            {
                var (layer, gradients, state) = (network.Layers[l], after.GetProperty("gradients")[l], after.GetProperty("layers")[l]);
                var where = $"layer {l + 1}, step {step.Updates}";
                Close(step.WeightGradients(l), gradients.GetProperty("weights"), $"gW, {where}");
                Close(step.BiasGradients(l), gradients.GetProperty("biases"), $"gb, {where}");
                Close(layer.Weights, state.GetProperty("weights"), $"W, {where}");
                Close(layer.Biases, state.GetProperty("biases"), $"b, {where}");
                if (layer.Normalizer is not { } normalizer) continue;
                Close(step.GainGradients(l), gradients.GetProperty("gains"), $"gains' gradient, {where}");
                Close(normalizer.Gains, state.GetProperty("gains"), $"gains, {where}");
                if (normalizer.Kind != Normalization.Batch) continue;
                Close(normalizer.Means, state.GetProperty("means"), $"running mean, {where}");
                Close(normalizer.Variances, state.GetProperty("variances"), $"running variance, {where}");
            }
        }
        Close(network.Predict(batch.Inputs), expected.GetProperty("outputs"), "outputs of prediction");
        Compare.SameBits<double>(new Predictor<double>(network).Predict(batch.Inputs), network.Predict(batch.Inputs));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_gradient_is_the_slope_of_the_loss(Normalization kind, string activation)
    {
        foreach (var policy in Enum.GetValues<BiasPolicy>())
        {
            var phi = Activation.Named(activation);
            var network = new Network<double>(
                4, [new(5, phi) { Normalization = kind, Dropout = 0.4 }, new(6, phi) { Normalization = kind }, new(3) { Normalization = kind }],
                Loss.HalfSquaredError, policy, seed: 3);
            foreach (var layer in network.Layers) Numbers.Uniform<double>(layer.Units, 5).CopyTo(layer.Normalizer!.Gains, 0);
            var (x, t, weights) = (Numbers.Uniform<double>(28, 1, 2), Numbers.Uniform<double>(21, 2), Numbers.Uniform<double>(7, 3).Select(w => w + 1).ToArray());
            var step = new Step<double>(network, new Sgd()) { Seed = 9 };
            step.ComputeGradients(x, t, weights);
            for (var l = 0; l < 3; l++)
            {
                var layer = network.Layers[l];
                Check(step.WeightGradients(l).ToArray(), layer.Weights, $"gW{l + 1}");
                Check(step.GainGradients(l).ToArray(), layer.Normalizer!.Gains, $"gains {l + 1}");
                if (policy != BiasPolicy.Shared) Check(step.BiasGradients(l).ToArray(), layer.Biases, $"gb{l + 1}");
            }

            // The loss of a step of its own: that of the same update drops the same outputs.
            void Check(double[] gradients, double[] parameters, string what)
            {
                for (var i = 0; i < parameters.Length; i++)
                    Compare.Close(
                        gradients[i],
                        GradientCheck.OfParameter(parameters, i, () => new Step<double>(network, new Sgd()) { Seed = 9 }.ComputeGradients(x, t, weights), 1e-4),
                        1e-7, 1e-9, $"{what}[{i}] of {kind} {activation} {policy}");
            }
        }
    }

    [Fact]
    public void A_batch_of_one_row_moves_neither_statistics_nor_weights_below()
    {
        var network = new Network<float>(3, [new(4, Activation.Tanh) { Normalization = Normalization.Batch }, new(2)], Loss.HalfSquaredError);
        var before = network.Clone();
        new Step<float>(network, new Sgd(0.1f)).Run([1, 2, 3], [1, 0]);
        Compare.SameBits<float>(network.Layers[0].Weights, before.Layers[0].Weights);
        Compare.SameBits<float>(network.Layers[0].Normalizer!.Variances, before.Layers[0].Normalizer!.Variances);
        Assert.NotEqual(network.Layers[1].Biases, before.Layers[1].Biases);
    }

    [Fact]
    public void A_model_file_keeps_them_and_the_best_epoch_has_its_own_statistics()
    {
        using var folder = new TemporaryFolder();
        var network = new Network<float>(
            3, [new(4, Activation.Relu) { Normalization = Normalization.Batch, Dropout = 0.25 }, new(5, Activation.Tanh) { Normalization = Normalization.Layer }, new(2)],
            Loss.CrossEntropy);
        var (x, t) = (Numbers.Uniform<float>(60, 1), Enumerable.Range(0, 40).Select(i => i % 4 is 0 or 3 ? 1f : 0f).ToArray());
        new Trainer<float>(network, options: new() { Epochs = 5, BatchSize = 7 }).Fit(new DataSet<float>(x, t, 20));
        var path = folder.PathOf("model.safetensors");
        network.Save(path);
        var read = Network<float>.Load(path);
        Assert.Equal(network.ToString(), read.ToString());
        Assert.Equal("3 inputs → 4 batch-normalized relu dropout 0.25 → 5 layer-normalized tanh → 2 softmax, loss cross-entropy, 62 parameters", read.ToString());
        Compare.SameBits<float>(read.Predict(x), network.Predict(x));
        Compare.SameBits<float>(network.Clone().Predict(x), network.Predict(x));
        Compare.SameBits<float>(new Predictor<float>(network).Predict(x), network.Predict(x));
    }

    [Fact]
    public void The_statistics_that_predict_are_those_of_the_best_epoch()
    {
        var network = new Network<double>(2, [new(3, Activation.Tanh) { Normalization = Normalization.Batch }, new(1)], Loss.HalfSquaredError);
        var (training, validation) = (Data(1), Data(2));
        var best = double.NaN;
        // A rate that makes it worse again soon.
        var result = new Trainer<double>(network, new Sgd(0.5) { Momentum = 0.9 }, new() { Epochs = 40, BatchSize = 8 })
            .Fit(training, validation, epoch => best = epoch.IsBest ? epoch.ValidationLoss!.Value : best);
        Assert.InRange(result.Best.Epoch, 1, 39);
        Assert.Equal(best, network.Evaluate(validation));

        static DataSet<double> Data(int seed) => new(Numbers.Uniform<double>(64, seed), Numbers.Uniform<double>(32, seed + 10), 32);
    }

    [Theory]
    [InlineData(Normalization.Layer)]
    [InlineData(Normalization.Batch)]
    public void Recording_changes_no_bit_and_leaves_what_was_between_the_sums_and_the_net_inputs(Normalization kind)
    {
        Network<float> New() => new(3, [new(20, Activation.Gelu) { Normalization = kind }, new(2)], Loss.CrossEntropy, seed: 4);
        var (x, t) = (Numbers.Uniform<float>(15, 1), Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? 1f : 0f).ToArray());
        Step<float> silent = new(New(), new Adam()), recording = new(New(), new Adam()) { Recording = true };
        for (var n = 0; n < 3; n++)
        {
            silent.Run(x, t);
            recording.Run(x, t);
            for (var l = 0; l < 2; l++) Compare.SameBits<float>(recording.Network.Layers[l].Weights, silent.Network.Layers[l].Weights);
            Compare.SameBits<float>(recording.Network.Layers[0].Normalizer!.Gains, silent.Network.Layers[0].Normalizer!.Gains);
            Compare.SameBits<float>(recording.Network.Layers[0].Normalizer!.Means, silent.Network.Layers[0].Normalizer!.Means);
        }
        var (layer, trace) = (recording.Trace!.Layers[0], recording.Trace.Layers[0].Normalizer!);
        Assert.Null(recording.Trace.Layers[1].Normalizer);
        Assert.Equal(kind == Normalization.Layer ? 5 : 20, trace.Means.Length);
        for (var m = 0; m < 5; m++)
            for (var j = 0; j < 20; j++)
            {
                var at = kind == Normalization.Layer ? m : j;
                var h = Enumerable.Range(0, 3).Sum(i => (double)layer.Before.Weights[j * 3 + i] * x[m * 3 + i]);
                Compare.Close(trace.Sums[m * 20 + j], h, 1e-5, 1e-6, $"h[{j}] of row {m}");
                Compare.Close(trace.Standard[m * 20 + j], (h - trace.Means[at]) / Math.Sqrt(trace.Variances[at] + 1e-5), 1e-4, 1e-5, $"n[{j}] of row {m}");
            }
        Compare.SameBits<float>(recording.GainGradients(0).ToArray(), trace.GainGradients);
    }

    [Fact]
    public void The_trace_of_a_prediction_has_the_bits_of_the_prediction()
    {
        var network = new Network<float>(
            3, [new(20, Activation.Relu) { Normalization = Normalization.Layer, Dropout = 0.5 }, new(7) { Normalization = Normalization.Batch }, new(2)],
            Loss.CrossEntropy, seed: 4);
        Numbers.Uniform<float>(7, 3).CopyTo(network.Layers[1].Normalizer!.Means, 0);
        var x = Numbers.Uniform<float>(15, 1);
        var trace = network.Trace(x);
        Compare.SameBits<float>(trace.Layers[2].A, network.Predict(x));
        Assert.Equal(5, trace.Layers[0].Normalizer!.Means.Length);
        Assert.Empty(trace.Layers[0].Normalizer!.SumSlopes);
        Assert.Null(trace.Layers[1].Normalizer);
    }

    [Fact]
    public void What_does_not_go_together_is_said()
    {
        Assert.Contains("output layer cannot have dropout", Assert.Throws<BadInputException>(
            () => new Network<float>(2, [new(2) { Dropout = 0.5 }], Loss.HalfSquaredError)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(2) { Dropout = 1 });
    }

    private static void Close(ReadOnlySpan<double> actual, JsonElement expected, string what)
    {
        var numbers = Flatten(expected).ToArray();
        Assert.Equal(numbers.Length, actual.Length);
        for (var i = 0; i < numbers.Length; i++) Compare.Close(actual[i], numbers[i], 1e-9, 1e-12, $"{what}[{i}]");
    }

    private static IEnumerable<double> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element.GetDouble()];
}
