using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// Backpropagation through whole networks of depth 1 to 5 against central differences of the loss, both of the engine's own
/// and of the slow twin's: every activation with every loss, all bias policies, batches of 1 to 5.
/// </summary>
public class NetworkGradientTests
{
    private const double H = 1e-4;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var activation in Activation.All)
                foreach (var loss in Loss.All)
                    pairs.Add(activation.Name, loss.Name);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Every_gradient_is_the_slope_of_the_loss(string activation, string loss)
    {
        for (var depth = 1; depth <= 5; depth++)
        {
            var policy = Enum.GetValues<BiasPolicy>()[depth % 3];
            var (network, data) = AwayFromKinks(Activation.Named(activation), Loss.Named(loss), policy, depth);
            var step = new Step<double>(network, new Sgd());
            Compare.Close(step.ComputeGradients(data.Inputs, data.Targets), Reference.Loss(network, data), 1e-12, 1e-13, "loss");
            for (var l = 0; l < depth; l++)
            {
                var layer = network.Layers[l];
                for (var i = 0; i < layer.Weights.Length; i++)
                    Check(step.WeightGradients(l)[i], network, data, layer.Weights, i, $"depth {depth}, gW{l + 1}[{i}]");
                for (var j = 0; j < layer.Units; j++)
                    if (policy == BiasPolicy.Shared) CheckShared(step.BiasGradients(l)[j], network, data, layer.Biases, $"depth {depth}, gb{l + 1}");
                    else Check(step.BiasGradients(l)[j], network, data, layer.Biases, j, $"depth {depth}, gb{l + 1}[{j}]");
            }
        }
    }

    [Fact]
    public void Frozen_biases_do_not_move_and_everything_else_does()
    {
        var (network, data) = AwayFromKinks(Activation.Tanh, Loss.HalfSquaredError, BiasPolicy.Frozen, 3);
        var before = network.Clone();
        foreach (var optimizer in new Optimizer[] { new Sgd(0.1) { Momentum = 0.9, WeightDecay = 0.1 }, new Adam(0.1) { WeightDecay = 0.1 } })
            new Step<double>(network, optimizer).Run(data.Inputs, data.Targets);
        foreach (var (layer, old) in network.Layers.Zip(before.Layers))
        {
            Compare.SameBits<double>(layer.Biases, old.Biases);
            Assert.All(layer.Weights.Zip(old.Weights), pair => Assert.NotEqual(pair.First, pair.Second));
        }
    }

    [Fact]
    public void Shared_biases_stay_equal_and_move_by_the_derivative_of_the_common_bias()
    {
        var (network, data) = AwayFromKinks(Activation.Sigmoid, Loss.HalfSquaredError, BiasPolicy.Shared, 2);
        var before = network.Layers[0].Biases[0];
        var step = new Step<double>(network, new Sgd(0.25));
        step.Run(data.Inputs, data.Targets);
        Compare.Close(network.Layers[0].Biases[0], before - 0.25 * step.BiasGradients(0)[0], 1e-15);
        var adam = new Step<double>(network, new Adam(0.1));
        for (var n = 0; n < 20; n++) adam.Run(data.Inputs, data.Targets);
        foreach (var layer in network.Layers)
            Compare.SameBits(layer.Biases, [.. layer.Biases.Select(_ => layer.Biases[0])]);
    }

    private static void Check(double gradient, Network<double> network, DataSet<double> data, double[] parameters, int index, string what)
    {
        double Own() => network.Evaluate(data);
        double Twin() => Reference.Loss(network, data);
        Compare.Close(gradient, GradientCheck.OfParameter(parameters, index, Own, H), 1e-8, 1e-9, what);
        Compare.Close(gradient, GradientCheck.OfParameter(parameters, index, Twin, H), 1e-8, 1e-9, $"{what} by the slow twin");
    }

    private static void CheckShared(double gradient, Network<double> network, DataSet<double> data, double[] biases, string what)
    {
        var common = biases[0];
        double LossAt(double bias, Func<double> loss)
        {
            Array.Fill(biases, bias);
            var result = loss();
            Array.Fill(biases, common);
            return result;
        }
        double Own(double bias) => LossAt(bias, () => network.Evaluate(data));
        double Twin(double bias) => LossAt(bias, () => Reference.Loss(network, data));
        Compare.Close(gradient, GradientCheck.Derivative(Own, common, H), 1e-8, 1e-9, what);
        Compare.Close(gradient, GradientCheck.Derivative(Twin, common, H), 1e-8, 1e-9, $"{what} by the slow twin");
    }

    /// <summary>The first of a row of random networks and batches that no central difference carries over a kink.</summary>
    private static (Network<double> Network, DataSet<double> Data) AwayFromKinks(Activation activation, Loss loss, BiasPolicy policy, int depth)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var network = Draw(activation, loss, policy, depth, seed);
            var data = Batch(network, 1 + (depth + 1) % 5, seed);
            if (IsAwayFromKinks(network, data)) return (network, data);
        }
        throw new InvalidOperationException($"no network of {activation} with {loss} is away from the kinks");
    }

    private static Network<double> Draw(Activation activation, Loss loss, BiasPolicy policy, int depth, int seed)
    {
        // Softmax may stand only at the end; what is hidden below it is a tanh.
        var hidden = activation == Activation.Softmax ? Activation.Tanh : activation;
        var output = loss.Contains is null ? activation : Activation.Identity;
        int[] units = [.. Enumerable.Range(0, depth).Select(l => l == depth - 1 ? 3 : 2 + (l + seed) % 3)];
        var network = new Network<double>(3, [.. units.Select((n, l) => new Dense(n, l == depth - 1 ? output : hidden))], loss, policy, (ulong)seed);
        foreach (var layer in network.Layers)
        {
            var values = Numbers.Uniform<double>(layer.Units, seed + 17, 0.5);
            for (var j = 0; j < layer.Units; j++) layer.Biases[j] = values[policy == BiasPolicy.Shared ? 0 : j];
        }
        return network;
    }

    private static DataSet<double> Batch(Network<double> network, int rows, int seed)
    {
        var inputs = Numbers.Uniform<double>(rows * network.Inputs, seed + 1, 1.5);
        var targets = network.Loss.Contains is null
            ? Numbers.Uniform<double>(rows * network.Outputs, seed + 2, 2)
            : Numbers.Probabilities(rows, network.Outputs, seed + 2);
        return new(inputs, targets, rows);
    }

    private static bool IsAwayFromKinks(Network<double> network, DataSet<double> data)
    {
        const double Margin = 50 * H;
        var step = new Step<double>(network.Clone(), new Sgd()) { Recording = true };
        step.Run(data.Inputs, data.Targets);
        var output = step.Trace!.Layers[^1];
        return step.Trace.Layers.All(layer => layer.Z.All(z => Math.Abs(z) > Margin))
            && output.A.Zip(data.Targets, (o, t) => Math.Abs(o - t)).All(d => d > Margin && Math.Abs(d - 1) > Margin);
    }
}
