using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>A training step: it repeats without allocating, and neither recording nor reused buffers change a bit of it.</summary>
public class StepTests
{
    private static readonly Optimizer[] s_optimizers =
        [.. Optimizer.All.Where(optimizer => optimizer is not SecondOrder), new Sgd(0.1) { Momentum = 0.9, Nesterov = true }, new RmsProp { Momentum = 0.9 }, new RmsProp { Centered = true }];

    [Fact]
    public void A_batch_of_any_size_does_what_a_fresh_step_does()
    {
        BatchesOfAnySize<double>();
        BatchesOfAnySize<float>();
    }

    [Fact]
    public void A_step_allocates_nothing_after_the_first()
    {
        (Activation, Loss)[] pairs =
            [(Activation.Softmax, Loss.CrossEntropy), (Activation.Softmax, Loss.HalfSquaredError), (Activation.Gelu, Loss.Huber)];
        foreach (var (output, loss) in pairs)
            foreach (var optimizer in s_optimizers)
            {
                var network = new Network<float>(20, [new(300, Activation.Elu), new(33, Activation.Tanh), new(300, output)], loss, BiasPolicy.Shared);
                var (x, t) = (Numbers.Uniform<float>(7 * 20, 1), Numbers.Uniform<float>(7 * 300, 2));
                var step = new Step<float>(network, optimizer);
                step.Run(x, t);
                step.Run(x.AsSpan(0, 20), t.AsSpan(0, 300));
                var before = GC.GetAllocatedBytesForCurrentThread();
                step.Run(x, t);
                step.Run(x.AsSpan(0, 20), t.AsSpan(0, 300));
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
    }

    [Fact]
    public void Recording_changes_no_bit_of_the_training()
    {
        foreach (var activation in Activation.All.Where(a => a != Activation.Softmax))
            foreach (var optimizer in s_optimizers)
            {
                var (plain, recorded) = (Network<float>(activation), Network<float>(activation));
                var (step, recording) = (new Step<float>(plain, optimizer), new Step<float>(recorded, optimizer) { Recording = true });
                for (var n = 0; n < 5; n++)
                {
                    var (x, t) = (Numbers.Uniform<float>(3 * 4, n), Numbers.Uniform<float>(3 * 2, n + 9));
                    Assert.Equal(step.Run(x, t), recording.Run(x, t));
                    recording.Recording = n != 2;
                }
                SameParameters(recorded, plain);
            }
    }

    [Fact]
    public void Gradients_can_be_looked_at_before_they_are_followed()
    {
        var (once, twice) = (Network<double>(Activation.Tanh), Network<double>(Activation.Tanh));
        var (x, t) = (Numbers.Uniform<double>(12, 1), Numbers.Uniform<double>(6, 2));
        var step = new Step<double>(twice, new Sgd(0.1));
        Assert.Equal(new Step<double>(once, new Sgd(0.1)).Run(x, t), step.ComputeGradients(x, t));
        Assert.Equal(0, step.Updates);
        SameParameters(twice, Network<double>(Activation.Tanh));
        step.ComputeGradients(x, t);
        step.Update();
        SameParameters(twice, once);
    }

    [Fact]
    public void The_gradient_of_a_batch_is_the_mean_of_those_of_its_rows()
    {
        var network = Network<double>(Activation.Silu);
        var (x, t) = (Numbers.Uniform<double>(5 * 4, 1), Numbers.Uniform<double>(5 * 2, 2));
        var (batch, single) = (new Step<double>(network, new Sgd()), new Step<double>(network, new Sgd()));
        var loss = batch.ComputeGradients(x, t);
        var (meanLoss, mean) = (0.0, new double[batch.WeightGradients(0).Length]);
        for (var row = 0; row < 5; row++)
        {
            meanLoss += single.ComputeGradients(x.AsSpan(row * 4, 4), t.AsSpan(row * 2, 2)) / 5;
            for (var i = 0; i < mean.Length; i++) mean[i] += single.WeightGradients(0)[i] / 5;
        }
        Compare.Close(loss, meanLoss, 1e-14);
        Compare.Close(batch.WeightGradients(0), mean, 1e-13, 1e-16);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(8, 2)]
    public void Numbers_that_are_not_whole_rows_are_refused(int inputs, int targets)
    {
        var step = new Step<double>(Network<double>(Activation.Relu), new Sgd());
        var error = Assert.Throws<ArgumentException>(() => step.Run(new double[inputs], new double[targets]));
        Assert.Equal($"{inputs} inputs and {targets} targets are not the same number of rows of 4 inputs and 2 outputs.", error.Message);
    }

    [Fact]
    public void Training_in_float_is_near_training_in_double()
    {
        var (single, twice) = (Network<float>(Activation.Tanh), Network<double>(Activation.Tanh));
        var (singleStep, doubleStep) = (new Step<float>(single, new Sgd(0.1)), new Step<double>(twice, new Sgd(0.1)));
        var (x, t) = (Numbers.Uniform<float>(6 * 4, 1), Numbers.Uniform<float>(6 * 2, 2));
        for (var n = 0; n < 100; n++)
            Compare.Close(singleStep.Run(x, t), doubleStep.Run(Numbers.ToDouble<float>(x), Numbers.ToDouble<float>(t)), 1e-4, what: $"loss {n}");
        for (var l = 0; l < 3; l++)
            Compare.Close(Numbers.ToDouble<float>(single.Layers[l].Weights), twice.Layers[l].Weights, 1e-4, 1e-5, $"W{l + 1}");
    }

    private static void BatchesOfAnySize<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = Network<T>(Activation.Softplus);
        var reused = new Step<T>(network, new Sgd(0.1));
        foreach (var rows in new[] { 3, 1, 8, 5, 257, 2, 8 })
        {
            var (x, t) = (Numbers.Uniform<T>(rows * 4, rows), Numbers.Uniform<T>(rows * 2, rows + 1));
            var fresh = network.Clone();
            Assert.Equal(new Step<T>(fresh, new Sgd(0.1)).Run(x, t), reused.Run(x, t));
            SameParameters(network, fresh);
        }
    }

    internal static void SameParameters<T>(Network<T> actual, Network<T> expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var l = 0; l < expected.Layers.Count; l++)
        {
            Compare.SameBits<T>(actual.Layers[l].Weights, expected.Layers[l].Weights, $"W{l + 1}");
            Compare.SameBits<T>(actual.Layers[l].Biases, expected.Layers[l].Biases, $"b{l + 1}");
        }
    }

    private static Network<T> Network<T>(Activation activation) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(4, [new(9, activation), new(18, activation), new(2)], Loss.HalfSquaredError, seed: 3);
}
