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
        ["adamw"] = (new AdamW(0.1) { WeightDecay = 0.1 }, [0.39500000333, 0.35102814789, 0.28720922006]),
        ["adagrad"] = (new Adagrad(0.1), [0.40000000003, 0.43162277663, 0.37817052826]),
        ["adagrad with weight decay 0.1"] = (new Adagrad(0.1) { WeightDecay = 0.1 }, [0.40000000003, 0.41689638153, 0.36063070965]),
        ["rmsprop"] = (new RmsProp(0.1) { Alpha = 0.9 }, [0.18377226732, 0.28860074, 0.10745500904]),
        ["rmsprop with momentum"] = (new RmsProp(0.1) { Alpha = 0.9, Momentum = 0.5 }, [0.18377226732, 0.13048687366, -0.07730155413]),
        ["rmsprop, centered, with weight decay 0.1"] =
            (new RmsProp(0.1) { Alpha = 0.9, Centered = true, WeightDecay = 0.1 }, [0.16666669841, 0.24546999571, 0.05372687622]),
        ["rprop"] = (new Rprop(0.1), [0.4, 0.4, 0.35]),
        ["sgd with weight decay 0.1"] = (new Sgd(0.1) { WeightDecay = 0.1 }, [0.465, 0.47035, 0.4456465]),
    };

    public static TheoryData<string> Names => [.. Fixtures.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Three_updates_give_the_known_weights(string name)
    {
        var (optimizer, expected) = Fixtures[name];
        Compare.Close(Weights<double>(optimizer, 1), expected, 0, 5.1e-10);
        Compare.Close(Weights<float>(optimizer, 1), expected, 0, 1.5e-7);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_weight_moves_alike_wherever_in_an_array_it_stands(string name)
    {
        for (var count = 2; count <= 40; count++)
            Compare.SameBits(Weights<double>(Fixtures[name].Optimizer, count), Weights<double>(Fixtures[name].Optimizer, 1), $"the last of {count}");
    }

    [Fact]
    public void Every_optimizer_of_a_spec_has_a_fixture() =>
        Assert.Equal(Optimizer.All.Where(optimizer => optimizer is not SecondOrder).Select(optimizer => optimizer.Name).Order(),
            Fixtures.Values.Select(fixture => fixture.Optimizer.Name).Distinct().Order());

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        Assert.Equal(new Adam(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 }, new Adam());
        Assert.Equal(new Sgd(0.01) { Momentum = 0, Nesterov = false, WeightDecay = 0 }, new Sgd());
        Assert.Equal(new AdamW(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 }, new AdamW());
        Assert.Equal(new Adagrad(0.01) { Epsilon = 1e-10, WeightDecay = 0 }, new Adagrad());
        Assert.Equal(new RmsProp(0.01) { Alpha = 0.99, Epsilon = 1e-8, Momentum = 0, Centered = false, WeightDecay = 0 }, new RmsProp());
        Assert.Equal(new Rprop(0.01) { Shrink = 0.5, Grow = 1.2, Shortest = 1e-6, Longest = 50 }, new Rprop());
    }

    [Fact]
    public void Rprop_grows_and_shrinks_its_step_and_forgets_a_gradient_whose_sign_turned()
    {
        // As torch.optim.Rprop: the third gradient turns, and so the fourth is compared with 0.
        var (w, m, v, kernel) = (new[] { 0.5 }, new double[1], new double[1], new Rprop(0.1).Kernel<double>());
        double[] gradients = [0.3, 0.1, -0.2, -0.1, -0.1], weights = [0.4, 0.28, 0.28, 0.34, 0.412], steps = [0.1, 0.12, 0.06, 0.06, 0.072];
        for (var update = 1; update <= 5; update++)
        {
            kernel.Begin(update, 0.1);
            kernel.Run(w, [gradients[update - 1]], m, v);
            Compare.Close((ReadOnlySpan<double>)[w[0], v[0]], [weights[update - 1], steps[update - 1]], 1e-15);
            Assert.Equal(update == 3 ? 0 : gradients[update - 1], m[0]);
        }
    }

    [Fact]
    public void A_centered_rmsprop_of_equal_gradients_stays_finite()
    {
        // The mean square and the square of the mean become equal, and rounding may make the difference negative.
        var (w, m, v, kernel) = (new[] { 0.5f }, new float[1], new float[1], new RmsProp(0.001) { Alpha = 0.5, Centered = true }.Kernel<float>());
        for (var update = 1; update <= 1000; update++)
        {
            kernel.Begin(update, 0.001);
            kernel.Run(w, [0.1f], m, v);
        }
        Assert.True(float.IsFinite(w[0]));
    }

    [Fact]
    public void Rmsprop_has_momentum_or_is_centered_in_whatever_order_one_says_it()
    {
        Assert.Throws<ArgumentException>(() => new RmsProp { Momentum = 0.9, Centered = true });
        Assert.Throws<ArgumentException>(() => new RmsProp { Centered = true, Momentum = 0.9 });
        Assert.True(new RmsProp { Momentum = 0, Centered = true }.Centered);
        Assert.Equal(0.9, new RmsProp { Centered = false, Momentum = 0.9 }.Momentum);
    }

    [Fact]
    public void A_step_takes_another_learning_rate_at_any_time_and_says_so()
    {
        foreach (var optimizer in Optimizer.All.Where(optimizer => !optimizer.IsFullBatch))
        {
            var network = new Network<double>([new([0.5], [0], Activation.Identity)], Loss.HalfSquaredError, BiasPolicy.Frozen);
            var step = new Step<double>(network, optimizer) { LearningRate = 0 };
            step.Run([1], [0]);
            Assert.Equal(0.5, network.Layers[0].Weights[0]);
            Assert.Equal(optimizer with { LearningRate = 0 }, step.Optimizer);
            step.LearningRate = 0.125;
            step.Run([1], [0]);
            var recorded = step.Optimizer.Formulas(2, 0.5, 0.5, 0.25, 0.25).W;
            Assert.Equal((optimizer with { LearningRate = 0.125 }).Formulas(2, 0.5, 0.5, 0.25, 0.25).W, recorded);
            Assert.NotEqual(0.5, network.Layers[0].Weights[0]);
        }
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
            kernel.Begin(update, optimizer.LearningRate);
            kernel.Run(w, g, m, v);
            after[update - 1] = double.CreateTruncating(w[^1]);
        }
        return after;
    }
}
