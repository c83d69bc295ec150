using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// The optimizers against numbers that an independent Python program computed: one weight of 0.5 with the gradients 0.3,
/// −0.1 and 0.2, rate 0.1, three updates. Two steps tell most slips apart, the third tells the rest.
/// </summary>
public class OptimizerTests
{
    internal static Dictionary<string, (Optimizer Optimizer, double[] Weights)> Fixtures { get; } = new()
    {
        ["sgd"] = (new Sgd(0.1), [0.47, 0.48, 0.46]),
        ["momentum"] = (new Sgd(0.1) { Momentum = 0.9 }, [0.47, 0.453, 0.4177]),
        ["nesterov"] = (new Sgd(0.1) { Momentum = 0.9, Nesterov = true }, [0.443, 0.4377, 0.38593]),
        ["adam"] = (new Adam(0.1), [0.400000003, 0.359978148, 0.299669502]),
        ["adam with weight decay 0.1"] = (new Adam(0.1) { WeightDecay = 0.1 }, [0.400000003, 0.346537847, 0.276827052]),
        ["sgd with weight decay 0.1"] = (new Sgd(0.1) { WeightDecay = 0.1 }, [0.465, 0.47035, 0.4456465]),
    };

    public static TheoryData<string> Names => [.. Fixtures.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Three_updates_give_the_known_weights(string name)
    {
        var (optimizer, expected) = Fixtures[name];
        Compare.Close(Weights<double>(optimizer, 1), expected, 0, 5.1e-10);
        Compare.Close(Weights<float>(optimizer, 1), expected, 0, 1e-7);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_weight_moves_alike_wherever_in_an_array_it_stands(string name)
    {
        for (var count = 2; count <= 40; count++)
            Compare.SameBits(Weights<double>(Fixtures[name].Optimizer, count), Weights<double>(Fixtures[name].Optimizer, 1), $"the last of {count}");
    }

    [Fact]
    public void Every_optimizer_of_a_spec_has_a_fixture() =>
        Assert.Equal(["adam", "sgd"], Fixtures.Values.Select(fixture => fixture.Optimizer.Name).Distinct().Order());

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        Assert.Equal(new Adam(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 }, new Adam());
        Assert.Equal(new Sgd(0.01) { Momentum = 0, Nesterov = false, WeightDecay = 0 }, new Sgd());
    }

    [Fact]
    public void A_step_counts_its_updates_for_the_bias_correction()
    {
        var network = new Network<double>([new([0.5], [0], Activation.Identity)], Loss.HalfSquaredError, BiasPolicy.Frozen);
        var step = new Step<double>(network, new Adam(0.1));
        foreach (var (gradient, expected) in new[] { 0.3, -0.1, 0.2 }.Zip(Fixtures["adam"].Weights))
        {
            // With input 1, the gradient is o − t: a target of w − g makes it g.
            step.Run([1], [network.Layers[0].Weights[0] - gradient]);
            Compare.Close(network.Layers[0].Weights[0], expected, 0, 5.1e-10);
        }
        Assert.Equal(3, step.Updates);
    }

    /// <summary>The last weight of an array of <paramref name="count"/> after each of the three updates.</summary>
    private static double[] Weights<T>(Optimizer optimizer, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var w = Numbers.Uniform<T>(count, 1);
        w[^1] = T.CreateTruncating(0.5);
        var (m, v) = (new T[optimizer.Slots > 0 ? count : 0], new T[optimizer.Slots > 1 ? count : 0]);
        var (kernel, after) = (optimizer.Kernel<T>(), new double[3]);
        double[] gradients = [0.3, -0.1, 0.2];
        for (var update = 1; update <= 3; update++)
        {
            var g = Numbers.Uniform<T>(count, update);
            g[^1] = T.CreateTruncating(gradients[update - 1]);
            kernel.Begin(update);
            kernel.Run(w, g, m, v);
            after[update - 1] = double.CreateTruncating(w[^1]);
        }
        return after;
    }
}
