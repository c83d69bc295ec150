using Chainrule.Testing;

namespace Chainrule.Tests;

public class LearningRateTestTests
{
    private static readonly DataSet<double> s_data = Data();

    private static DataSet<double> Data()
    {
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() * 2 - 1)];
        return new(inputs, [.. inputs.Chunk(3).Select(x => x[0] - 2 * x[1] * x[2])], 20);
    }

    private static Network<double> NewNetwork() => new(3, [new Dense(5, Activation.Tanh), new Dense(1)], Loss.MeanSquaredError, seed: 2);

    private static LearningRateTest<double> NewTest(Network<double> network, int updates = 140) =>
        new(network, new Sgd(0.5), new() { BatchSize = 20, Seed = 3 }) { Updates = updates };

    [Fact]
    public void The_network_stays_as_it_is()
    {
        var network = NewNetwork();
        NewTest(network).Run(s_data, TestContext.Current.CancellationToken);
        Compare.SameBits<double>(network.Layers[0].Weights, NewNetwork().Layers[0].Weights);
        Compare.SameBits<double>(network.Layers[1].Biases, NewNetwork().Layers[1].Biases);
    }

    /// <summary>Gradient descent by central differences, all rows at once.</summary>
    [Fact]
    public void It_is_a_training_whose_rate_grows_by_the_same_factor()
    {
        var network = NewNetwork();
        var curve = NewTest(NewNetwork(), updates: 15).Run(s_data, TestContext.Current.CancellationToken);
        Assert.Equal(15, curve.Rates.Count);
        for (var update = 0; update < 15; update++)
        {
            var rate = Math.Pow(10, -6 + update * 7 / 14.0);
            Compare.Close(curve.Rates[update], rate, 1e-12);
            Compare.Close(curve.Losses[update], Reference.Loss(network, s_data), 1e-6);
            var parameters = network.Layers.SelectMany(layer => new[] { layer.Weights, layer.Biases }).ToArray();
            var gradients = parameters.Select(array => array.Select((_, i) => Slope(network, array, i)).ToArray()).ToArray();
            for (var a = 0; a < parameters.Length; a++)
                for (var i = 0; i < parameters[a].Length; i++) parameters[a][i] -= rate * gradients[a][i];
        }
    }

    private static double Slope(Network<double> network, double[] parameters, int i)
    {
        const double H = 1e-5;
        var value = parameters[i];
        parameters[i] = value + H;
        var above = Reference.Loss(network, s_data);
        parameters[i] = value - H;
        var below = Reference.Loss(network, s_data);
        parameters[i] = value;
        return (above - below) / (2 * H);
    }

    [Fact]
    public void Losses_are_smoothed_by_their_neighbours_and_a_tenth_of_the_best_rate_is_suggested()
    {
        var curve = NewTest(NewNetwork()).Run(s_data, TestContext.Current.CancellationToken);
        for (var at = 0; at < curve.Rates.Count; at++)
        {
            var reach = new[] { 5, at, curve.Rates.Count - 1 - at }.Min();
            var near = curve.Losses.Index().Where(item => Math.Abs(item.Index - at) <= reach).ToList();
            double Weight(int index) => reach + 1 - Math.Abs(index - at);
            Compare.Close(curve.Smoothed[at], near.Sum(item => Weight(item.Index) * item.Item) / near.Sum(item => Weight(item.Index)), 1e-12);
        }
        var lowest = curve.Smoothed.Index().OrderBy(item => item.Item).First().Index;
        Assert.InRange(lowest, 10, curve.Rates.Count - 1);
        Assert.Equal(curve.Rates[lowest] / 10, curve.Suggestion);
    }

    [Fact]
    public void It_ends_when_the_loss_explodes()
    {
        var curve = new LearningRateTest<double>(NewNetwork(), new Sgd(0.5), new() { BatchSize = 5 }) { To = 1e6 }
            .Run(s_data, TestContext.Current.CancellationToken);
        Assert.InRange(curve.Rates.Count, 50, 139);
        Assert.InRange(curve.Rates[^1], 0.1, 1e4);
        Assert.All(curve.Losses, loss => Assert.True(double.IsFinite(loss)));
        // Smoothed or not, the end is far above the lowest.
        Assert.True(curve.Losses[^1] > 4 * curve.Smoothed.Min());
    }

    [Fact]
    public void Where_no_rate_helps_none_is_suggested()
    {
        // The mean is known already: every step leads away from it.
        var network = new Network<double>(1, [new Dense(1, Initializer: Initializer.Zeros)], Loss.MeanSquaredError);
        var data = new DataSet<double>([[1.0], [1], [1], [1]], [[0.0], [0], [0], [0]]);
        Assert.Null(new LearningRateTest<double>(network, new Sgd(0.5), new()).Run(data, TestContext.Current.CancellationToken).Suggestion);
    }

    [Fact]
    public void Cancelled_it_ends_and_nonsense_is_refused()
    {
        Assert.Empty(NewTest(NewNetwork()).Run(s_data, new CancellationToken(canceled: true)).Rates);
        Assert.Null(NewTest(NewNetwork()).Run(s_data, new CancellationToken(canceled: true)).Suggestion);
        Assert.Throws<ArgumentOutOfRangeException>(() => NewTest(NewNetwork(), updates: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateTest<double>(NewNetwork(), new Sgd(1), new()) { From = 0 });
        Assert.Throws<ArgumentException>(() => NewTest(NewNetwork()).Run(new DataSet<double>([1.0], [1.0], 1)));
    }
}
