using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>What a recorded step leaves behind, worked out again from the definitions.</summary>
public class TraceTests
{
    public static TheoryData<string> Activations => [.. Activation.All.Select(a => a.Name)];

    [Theory, MemberData(nameof(Activations))]
    public void Every_array_of_a_trace_is_what_it_says(string name)
    {
        var output = Activation.Named(name);
        var hidden = output == Activation.Softmax ? Activation.Tanh : output;
        var network = new Network<double>(3, [new(4, hidden), new(2, output)], Loss.HalfSquaredError, seed: 5);
        var before = network.Clone();
        double[] x = Numbers.Uniform<double>(5 * 3, 1), t = Numbers.Uniform<double>(5 * 2, 2);
        var step = new Step<double>(network, new Sgd(0.5)) { Recording = true };
        var loss = step.Run(x, t);
        var trace = step.Trace!;

        Assert.Equal((1, loss), (trace.Update, trace.Loss));
        Compare.SameBits<double>(trace.Inputs, x);
        Compare.SameBits<double>(trace.Targets, t);
        var (first, last) = (trace.Layers[0], trace.Layers[1]);
        for (var row = 0; row < 5; row++)
        {
            Forward(before.Layers[0], x.AsSpan(row * 3, 3), first.Z.AsSpan(row * 4, 4), first.A.AsSpan(row * 4, 4));
            Forward(before.Layers[1], first.A.AsSpan(row * 4, 4), last.Z.AsSpan(row * 2, 2), last.A.AsSpan(row * 2, 2));
            var w = before.Layers[1].Weights;
            for (var i = 0; i < 4; i++)
                Compare.Close(first.S[row * 4 + i], last.Delta[row * 2] * w[i] + last.Delta[row * 2 + 1] * w[4 + i], 1e-13, 1e-15);
        }
        for (var k = 0; k < t.Length; k++)
        {
            Compare.Close(last.S[k], last.A[k] - t[k], 1e-15, 1e-16, $"s2[{k}]");
            Compare.Close(trace.Errors[k], (last.A[k] - t[k]) * (last.A[k] - t[k]) / 2, 1e-15, what: $"E[{k}]");
        }
        if (output != Activation.Softmax) Slopes(last, FunctionCase.All[name].SlopeAt);
        Slopes(first, FunctionCase.All[hidden.Name].SlopeAt);
    }

    [Fact]
    public void Before_and_after_are_the_parameters_of_both_sides_and_stay_when_training_goes_on()
    {
        var network = new Network<double>(3, [new(4, Activation.Relu), new(2)], Loss.MeanSquaredError, seed: 5);
        var before = network.Clone();
        double[] x = Numbers.Uniform<double>(6, 1), t = Numbers.Uniform<double>(4, 2);
        var step = new Step<double>(network, new Sgd(0.5)) { Recording = true };
        step.Run(x, t);
        var (after, trace) = (network.Clone(), step.Trace!);
        step.Run(x, t);
        Assert.Equal(2, step.Trace!.Update);
        for (var l = 0; l < 2; l++)
        {
            Compare.SameBits<double>(trace.Layers[l].Before.Weights, before.Layers[l].Weights);
            Compare.SameBits<double>(trace.Layers[l].Before.Biases, before.Layers[l].Biases);
            Compare.SameBits<double>(trace.Layers[l].After.Weights, after.Layers[l].Weights);
            Compare.SameBits<double>(trace.Layers[l].After.Biases, after.Layers[l].Biases);
            for (var i = 0; i < before.Layers[l].Weights.Length; i++)
                Compare.Close(after.Layers[l].Weights[i], before.Layers[l].Weights[i] - 0.5 * trace.Layers[l].WeightGradients[i], 1e-15, 1e-16);
            for (var j = 0; j < before.Layers[l].Units; j++)
                Compare.Close(after.Layers[l].Biases[j], before.Layers[l].Biases[j] - 0.5 * trace.Layers[l].BiasGradients[j], 1e-15, 1e-16);
        }
    }

    [Fact]
    public void Memories_are_those_of_the_update_rule_before_and_after()
    {
        var network = new Network<double>(3, [new(4, Activation.Relu), new(2)], Loss.MeanSquaredError, seed: 5);
        var adam = new Adam { Beta1 = 0.8, Beta2 = 0.9 };
        var step = new Step<double>(network, adam) { Recording = true };
        double[] x = Numbers.Uniform<double>(6, 1), t = Numbers.Uniform<double>(4, 2);
        step.Run(x, t);
        var first = step.Trace!;
        step.Run(x, t);
        for (var l = 0; l < 2; l++)
        {
            var (before, after) = (step.Trace!.Layers[l].MemoryBefore, step.Trace!.Layers[l].MemoryAfter);
            Assert.All(first.Layers[l].MemoryBefore.WeightM, m => Assert.Equal(0, m));
            Compare.SameBits<double>(before.WeightM, first.Layers[l].MemoryAfter.WeightM);
            Compare.SameBits<double>(before.BiasV, first.Layers[l].MemoryAfter.BiasV);
            for (var i = 0; i < before.WeightM.Length; i++)
            {
                var g = step.Trace!.Layers[l].WeightGradients[i];
                Compare.Close(after.WeightM[i], 0.8 * before.WeightM[i] + 0.2 * g, 1e-14, 1e-16);
                Compare.Close(after.WeightV[i], 0.9 * before.WeightV[i] + 0.1 * g * g, 1e-14, 1e-16);
            }
            for (var j = 0; j < before.BiasM.Length; j++)
                Compare.Close(after.BiasM[j], 0.8 * before.BiasM[j] + 0.2 * step.Trace!.Layers[l].BiasGradients[j], 1e-14, 1e-16);
        }
        var plain = new Step<double>(network, new Sgd()) { Recording = true };
        plain.Run(x, t);
        Assert.All(plain.Trace!.Layers, layer => Assert.Empty(layer.MemoryAfter.WeightM));
    }

    [Fact]
    public void The_loss_of_each_sample_is_the_sum_of_its_errors_and_their_mean_is_the_loss()
    {
        var step = new Step<double>(new Network<double>(3, [new(2)], Loss.Huber, seed: 5), new Sgd()) { Recording = true };
        step.Run(Numbers.Uniform<double>(12, 1), Numbers.Uniform<double>(8, 2));
        var trace = step.Trace!;
        for (var n = 0; n < 4; n++) Compare.Close(trace.SampleLosses[n], trace.Errors[2 * n] + trace.Errors[2 * n + 1], 1e-15);
        Compare.Close(trace.Loss, trace.SampleLosses.Average(), 1e-15);
    }

    [Fact]
    public void A_prediction_leaves_its_forward_pass()
    {
        var network = new Network<double>(3, [new(4, Activation.Tanh), new(2)], Loss.CrossEntropy, seed: 5);
        var x = Numbers.Uniform<double>(6, 1);
        var trace = network.Trace(x);
        Compare.SameBits<double>(trace.Layers[1].A, network.Predict(x));
        Compare.SameBits<double>(trace.Inputs, x);
        Assert.Equal((0, double.NaN, 0), (trace.Update, trace.Loss, trace.Targets.Length));
        Assert.All(trace.Layers, layer => Assert.Empty(layer.Delta));
        Assert.Throws<ArgumentException>(() => network.Trace([1, 2]));
        Assert.Throws<ArgumentException>(() => network.Trace([]));
    }

    [Fact]
    public void Under_a_loss_on_logits_s_and_delta_of_the_output_are_the_same_thing()
    {
        var network = new Network<float>(2, [new(3)], Loss.CrossEntropy, seed: 1);
        var step = new Step<float>(network, new Sgd()) { Recording = true };
        step.Run([1, -1], [0, 1, 0]);
        var output = step.Trace!.Layers[0];
        Compare.SameBits<float>(output.Delta, output.S);
        Compare.SameBits<float>(output.Delta, [output.A[0], output.A[1] - 1, output.A[2]]);
        Assert.NotEqual(output.Z, output.A);
    }

    [Fact]
    public void A_smaller_batch_leaves_a_smaller_trace()
    {
        var step = new Step<double>(new Network<double>(2, [new(3)], Loss.Huber), new Sgd()) { Recording = true };
        step.Run(new double[8], new double[12]);
        step.Run(new double[2], new double[3]);
        var trace = step.Trace!;
        Assert.Equal((2, 3, 3), (trace.Inputs.Length, trace.Targets.Length, trace.Errors.Length));
        Assert.All(trace.Layers, layer => Assert.Equal((3, 3, 3, 3), (layer.Z.Length, layer.A.Length, layer.S.Length, layer.Delta.Length)));
    }

    [Fact]
    public void Nothing_is_left_behind_unless_asked()
    {
        var step = new Step<double>(new Network<double>(2, [new(3)], Loss.Huber), new Sgd());
        step.Run(new double[2], new double[3]);
        Assert.Null(step.Trace);
    }

    private static void Forward(Layer<double> layer, ReadOnlySpan<double> x, ReadOnlySpan<double> z, ReadOnlySpan<double> a)
    {
        for (var j = 0; j < z.Length; j++)
        {
            var net = layer.Biases[j];
            for (var i = 0; i < x.Length; i++) net += layer.Weights[j * x.Length + i] * x[i];
            Compare.Close(z[j], net, 1e-13, 1e-15, $"z[{j}]");
            if (layer.Activation != Activation.Softmax) Compare.Close(a[j], Reference.Activate(layer.Activation.Name, z[j]), 1e-12, 1e-15, $"a[{j}]");
        }
    }

    private static void Slopes(Tracing.LayerTrace<double> layer, Func<double, double> slope)
    {
        for (var j = 0; j < layer.Z.Length; j++)
            Compare.Close(layer.Delta[j], layer.S[j] * slope(layer.Z[j]), 1e-15, what: $"delta[{j}]");
    }
}
