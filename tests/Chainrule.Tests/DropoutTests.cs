using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>What is dropped, and what follows from it.</summary>
public class DropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_share_that_is_dropped_is_the_probability_and_the_mean_stays(double probability)
    {
        const int Count = 100_000;
        var kept = new double[Count];
        Dropout.Draw(probability, new(1, Draws.Dropout(0)), 0, kept);
        // Within five standard deviations of a binomial.
        Assert.Equal(probability, kept.Count(k => k == 0) / (double)Count, 5 * Math.Sqrt(probability * (1 - probability) / Count));
        Assert.All(kept, k => Assert.True(k == 0 || k == 1 / (1 - probability)));
    }

    [Fact]
    public void A_draw_depends_on_its_number_alone()
    {
        var (all, part) = (new float[1000], new float[300]);
        Dropout.Draw(0.3, new(7, Draws.Dropout(2)), 5, all);
        Dropout.Draw(0.3, new(7, Draws.Dropout(2)), 505, part);
        Compare.SameBits<float>(part, all.AsSpan(500, 300));
        for (var i = 0; i < 20; i++)
            Assert.Equal(new CounterRandom(7, Draws.Dropout(2)).Uniform(5 + (ulong)i) < 0.3, all[i] == 0);
    }

    [Fact]
    public void A_step_with_dropout_is_the_step_of_a_network_without_the_dropped_units()
    {
        // What is dropped in update 0 of layer 1; the same network, its other units stretched by hand, without dropout.
        var (x, t) = (Numbers.Uniform<double>(3, 1), Numbers.Uniform<double>(2, 2));
        var kept = new double[8];
        Dropout.Draw(0.5, new(11, Draws.Dropout(0)), 0, kept);
        Assert.InRange(kept.Count(k => k == 0), 1, 7);
        var dropping = new Network<double>(3, [new(8, Activation.Tanh) { Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 4);
        var plain = new Network<double>(3, [new(8, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 4);
        for (var k = 0; k < 2; k++)
            for (var j = 0; j < 8; j++) plain.Layers[1].Weights[k * 8 + j] *= kept[j];
        var (with, without) = (new Step<double>(dropping, new Sgd()) { Seed = 11 }, new Step<double>(plain, new Sgd()));
        Compare.Close(with.ComputeGradients(x, t), without.ComputeGradients(x, t), 1e-14);
        for (var i = 0; i < 24; i++) Compare.Close(with.WeightGradients(0)[i], without.WeightGradients(0)[i], 1e-13, 1e-15);
        for (var i = 0; i < 16; i++) Compare.Close(with.WeightGradients(1)[i], without.WeightGradients(1)[i] * kept[i % 8], 1e-13, 1e-15);
    }

    [Fact]
    public void Predictions_drop_nothing_and_every_update_drops_others()
    {
        var dropping = new Network<double>(3, [new(8, Activation.Tanh) { Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 4);
        var plain = new Network<double>(3, [new(8, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 4);
        var (x, t) = (Numbers.Uniform<double>(30, 1), Numbers.Uniform<double>(20, 2));
        Compare.SameBits<double>(dropping.Predict(x), plain.Predict(x));
        Assert.Equal(plain.Evaluate(new DataSet<double>(x, t, 10)), dropping.Evaluate(new DataSet<double>(x, t, 10)));
        // A rate of 0 leaves the network as it is, so that losses differ by what is dropped alone.
        var step = new Step<double>(dropping, new Sgd(0)) { Seed = 1 };
        var losses = Enumerable.Range(0, 20).Select(_ => step.Run(x, t)).ToArray();
        Assert.Equal(20, losses.Distinct().Count());
        Assert.Equal(losses[0], new Step<double>(dropping, new Sgd(0)) { Seed = 1 }.Run(x, t));
        Assert.NotEqual(losses[0], new Step<double>(dropping, new Sgd(0)) { Seed = 2 }.Run(x, t));
    }
}
