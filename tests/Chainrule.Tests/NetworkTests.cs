using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Networks as a whole: what may be built, how they begin, and that a row's prediction knows nothing of other rows.</summary>
public class NetworkTests
{
    [Fact]
    public void A_prediction_does_not_depend_on_how_many_rows_are_asked_for()
    {
        RowsAreAlone<float>();
        RowsAreAlone<double>();
    }

    [Fact]
    public void Predict_agrees_with_the_slow_twin_for_every_activation()
    {
        foreach (var activation in Activation.All)
        {
            var hidden = activation == Activation.Softmax ? Activation.Tanh : activation;
            var network = new Network<double>(5, [new(19, hidden), new(3, activation)], Loss.HalfSquaredError, seed: 8);
            var input = Numbers.Uniform<double>(5, 1);
            Compare.Close(network.Predict(input), Reference.Forward(network, input), 1e-13, 1e-14, activation.Name);
        }
    }

    [Fact]
    public void Evaluate_is_the_mean_over_all_rows_also_beyond_one_chunk()
    {
        var network = new Network<double>(3, [new(4, Activation.Sigmoid), new(2)], Loss.CrossEntropy, seed: 8);
        var data = new DataSet<double>(Numbers.Uniform<double>(600 * 3, 1), Numbers.Probabilities(600, 2, 2), 600);
        Compare.Close(network.Evaluate(data), Reference.Loss(network, data), 1e-13);
    }

    [Fact]
    public void Nothing_in_is_nothing_out_and_part_of_a_row_is_refused()
    {
        var network = new Network<double>(3, [new(2)], Loss.Huber);
        Assert.Empty(network.Predict([]));
        Assert.Throws<ArgumentException>(() => network.Predict(new double[4]));
        Assert.Throws<ArgumentException>(() => network.Evaluate(new DataSet<double>(new double[3], new double[3], 1)));
    }

    [Fact]
    public void A_clone_has_the_same_parameters_and_its_own_life()
    {
        var network = new Network<double>(3, [new(2)], Loss.Huber, BiasPolicy.Shared, seed: 4);
        var clone = network.Clone();
        StepTests.SameParameters(clone, network);
        Assert.Equal((network.Loss, network.Biases), (clone.Loss, clone.Biases));
        clone.Layers[0].Weights[0] = 9;
        Assert.NotEqual(9, network.Layers[0].Weights[0]);
    }

    [Theory]
    [InlineData(BiasPolicy.PerUnit, 3 * 4 + 4 + 4 * 2 + 2)]
    [InlineData(BiasPolicy.Shared, 3 * 4 + 1 + 4 * 2 + 1)]
    [InlineData(BiasPolicy.Frozen, 3 * 4 + 4 * 2)]
    public void A_network_counts_what_it_trains_and_prints_itself(BiasPolicy policy, long parameters)
    {
        var network = new Network<float>(3, [new(4, Activation.Relu), new(2)], Loss.CrossEntropy, policy);
        Assert.Equal(parameters, network.ParameterCount);
        Assert.Equal($"3 inputs → 4 relu → 2 softmax, loss cross-entropy, {parameters} parameters", network.ToString());
    }

    [Fact]
    public void What_is_no_network_is_refused_in_a_sentence()
    {
        Refused("a network needs at least 1 input, not 0", () => new Network<float>(0, [new(1)], Loss.Huber));
        Refused("a network needs at least one layer", () => new Network<float>(1, [], Loss.Huber));
        Refused("layer 2 needs at least 1 unit, not 0", () => new Network<float>(1, [new(1), new(0)], Loss.Huber));
        Refused(
            "layer 1 is hidden and cannot be a softmax: it may stand only in the output layer",
            () => new Network<float>(1, [new(2, Activation.Softmax), new(1)], Loss.Huber));
        Refused(
            "up to layer 2 there are 10,000,300,000 parameters: at most 250,000,000 fit",
            () => new Network<float>(1, [new(100_000), new(100_000)], Loss.Huber));
    }

    [Fact]
    public void A_float_network_begins_at_the_rounded_weights_of_its_double_twin()
    {
        Dense[] plan = [new(7, Activation.Gelu), new(3)];
        var (single, twice) = (new Network<float>(5, plan, Loss.Huber, seed: 11), new Network<double>(5, plan, Loss.Huber, seed: 11));
        for (var l = 0; l < 2; l++)
            Compare.SameBits<float>(single.Layers[l].Weights, [.. twice.Layers[l].Weights.Select(w => (float)w)]);
    }

    [Fact]
    public void Every_initialiser_draws_from_its_distribution()
    {
        const int Inputs = 200, Units = 100;
        double[] Weights(Initializer initializer, ulong seed = 1) =>
            new Network<double>(Inputs, [new(Units, null, initializer)], Loss.Huber, seed: seed).Layers[0].Weights;
        (Initializer, double)[] uniform = [(Initializer.GlorotUniform, Math.Sqrt(6.0 / 300)), (Initializer.HeUniform, Math.Sqrt(6.0 / 200))];
        foreach (var (initializer, limit) in uniform)
        {
            var weights = Weights(initializer);
            Assert.InRange(weights.Max(), 0.999 * limit, limit);
            Assert.InRange(weights.Min(), -limit, -0.999 * limit);
            Compare.Close(weights.Average(w => w * w), limit * limit / 3, 0.03);
        }
        Compare.Close(Weights(Initializer.Normal).Average(w => w * w), 1.0 / 200, 0.04);
        Assert.All(Weights(Initializer.Zeros), w => Assert.Equal(0, w));
        Assert.Equal(Weights(Initializer.Normal), Weights(Initializer.Normal));
        Assert.NotEqual(Weights(Initializer.Normal), Weights(Initializer.Normal, 2));
        Assert.All(Initializer.All, initializer => Assert.Same(initializer, Initializer.Named(initializer.Name)));
    }

    [Fact]
    public void The_initialiser_suits_the_activation_and_layers_do_not_repeat_each_other()
    {
        foreach (var activation in Activation.All)
        {
            var glorot = activation.Name is "identity" or "sigmoid" or "tanh" or "softmax";
            Assert.Equal(glorot ? "glorot-uniform" : "he-uniform", Initializer.For(activation).Name);
        }
        var network = new Network<double>(4, [new(4), new(4)], Loss.Huber, seed: 1);
        Assert.NotEqual(network.Layers[0].Weights, network.Layers[1].Weights);
        Assert.All(network.Layers, layer => Assert.All(layer.Biases, b => Assert.Equal(0, b)));
    }

    private static void Refused(string sentence, Func<object> build) => Assert.Equal(sentence, Assert.Throws<BadInputException>(build).Message);

    private static void RowsAreAlone<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(5, [new(33, Activation.Gelu), new(7, Activation.Softmax)], Loss.CrossEntropy, seed: 2);
        var inputs = Numbers.Uniform<T>(600 * 5, 1, 3);
        var all = network.Predict(inputs);
        foreach (var count in new[] { 1, 2, 3, 5, 255, 256, 257, 513 })
            Compare.SameBits<T>(network.Predict(inputs.AsSpan(0, count * 5)), all.AsSpan(0, count * 7), $"{count} rows");
        for (var row = 0; row < 600; row++)
            Compare.SameBits<T>(network.Predict(inputs.AsSpan(row * 5, 5)), all.AsSpan(row * 7, 7), $"row {row}");
    }
}
