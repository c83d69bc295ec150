using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The best temperature against a search of the loss itself, and against cases that can be solved on paper.</summary>
public class TemperatureScalingTests
{
    private static (double[] Logits, int[] Classes) Random(int seed, int rows, int width, double scale)
    {
        var random = new Random(seed);
        double[] logits = [.. Enumerable.Range(0, rows * width).Select(_ => scale * (random.NextDouble() * 8 - 4))];
        // Right more often than not, so that there is something to listen to.
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < 0.6 ? MostProbable(logits, row, width) : random.Next(width))];
        return (logits, classes);
    }

    private static int MostProbable(double[] logits, int row, int width) =>
        Enumerable.Range(0, width).MaxBy(k => logits[row * width + k]);

    /// <summary>The mean of −ln softmax(z / T)[class], from its definition.</summary>
    private static double LogLoss(double[] logits, int[] classes, double temperature)
    {
        var width = logits.Length / classes.Length;
        return classes.Index().Average(row =>
        {
            var z = logits.AsSpan(row.Index * width, width).ToArray().Select(value => value / temperature).ToArray();
            return z.Max() + Math.Log(z.Sum(value => Math.Exp(value - z.Max()))) - z[row.Item];
        });
    }

    [Theory]
    [InlineData(1, 40, 2, 1.0)]
    [InlineData(2, 40, 3, 1.0)]
    [InlineData(3, 200, 10, 1.0)]
    [InlineData(4, 60, 3, 1e-6)]
    [InlineData(5, 60, 3, 1e4)]
    [InlineData(6, 7, 4, 0.3)]
    public void No_temperature_of_a_fine_grid_has_a_smaller_loss(int seed, int rows, int width, double scale)
    {
        var (logits, classes) = Random(seed, rows, width, scale);
        var best = TemperatureScaling.Fit(logits, classes)!.Value;
        var loss = LogLoss(logits, classes, best);
        Assert.True(double.IsFinite(loss));
        Assert.All(Grid.Linear(-3, 3, 2001), exponent => Assert.True(loss <= LogLoss(logits, classes, scale * Math.Pow(10, exponent)) + 1e-15));
    }

    [Theory]
    [InlineData(1, 40, 2, 1.0)]
    [InlineData(2, 40, 3, 1.0)]
    [InlineData(3, 200, 10, 1.0)]
    [InlineData(4, 60, 3, 1e-6)]
    [InlineData(5, 60, 3, 1e4)]
    public void It_is_where_a_bisection_finds_no_slope(int seed, int rows, int width, double scale)
    {
        var (logits, classes) = Random(seed, rows, width, scale);
        // The slope in β = 1 / T, in decimals: Σ p·z − z[class].
        decimal Slope(double beta)
        {
            var sum = 0m;
            for (var row = 0; row < rows; row++)
            {
                var z = logits.AsSpan(row * width, width).ToArray();
                var e = z.Select(value => Math.Exp(beta * (value - z.Max()))).ToArray();
                sum += (decimal)((z.Zip(e, (value, p) => p * (value - z.Max())).Sum() / e.Sum() - (z[classes[row]] - z.Max())) / scale);
            }
            return sum;
        }
        var (low, high) = (1e-4 / scale, 1e4 / scale);
        for (var i = 0; i < 200; i++)
            if (Slope((low + high) / 2) < 0) low = (low + high) / 2;
            else high = (low + high) / 2;
        Compare.Close(TemperatureScaling.Fit(logits, classes)!.Value, 1 / low, 1e-10);
    }

    [Theory]
    [InlineData(10, 9, 3.0)]
    [InlineData(10, 6, 0.01)]
    [InlineData(1000, 999, 40)]
    public void Two_classes_with_one_margin_are_solved_on_paper(int rows, int right, double margin)
    {
        // k of n rows are right, all by the same margin a: σ(a / T) = k / n, so T = a / ln(k / (n − k)).
        double[] logits = [.. Enumerable.Range(0, rows).SelectMany(_ => new[] { margin, 0 })];
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => row < right ? 0 : 1)];
        Compare.Close(TemperatureScaling.Fit(logits, classes)!.Value, margin / Math.Log(right / (double)(rows - right)), 1e-10);
    }

    [Fact]
    public void Where_all_is_right_or_less_is_known_than_nothing_no_temperature_is_the_best()
    {
        Assert.Null(TemperatureScaling.Fit([2, 1, 0, 5], [0, 1]));
        Assert.Null(TemperatureScaling.Fit([2, 1, 0, 5], [1, 0]));
        Assert.Null(TemperatureScaling.Fit([1, 0, 1, 0], [0, 1]));
        Assert.Null(TemperatureScaling.Fit([3, 3, 3, 3], [0, 1]));
        Assert.NotNull(TemperatureScaling.Fit([1, 0, 1, 0, 1, 0], [0, 0, 1]));
    }

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Layer)]
    [InlineData(Normalization.Batch)]
    public void A_network_is_given_the_temperature_of_its_own_logits(Normalization normalization)
    {
        var random = new Random(3);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 4 - 2)];
        var network = new Network<double>(4, [new Dense(6, Activation.Tanh), new Dense(3, Activation.Softmax) { Normalization = normalization }], Loss.CrossEntropy, seed: 5);
        foreach (var i in Enumerable.Range(0, 18)) network.Layers[1].Weights[i] *= 5;
        var inputs = Draw(4 * 300);
        var before = network.Predict(inputs);
        int[] classes = [.. Enumerable.Range(0, 300).Select(row => random.NextDouble() < 0.7 ? MostProbable(before, row, 3) : random.Next(3))];
        var data = new DataSet<double>(inputs, [.. classes.SelectMany(c => Enumerable.Range(0, 3).Select(k => k == c ? 1.0 : 0))], 300);
        // ln p differs from the logits by a number for each row, which no softmax sees.
        var expected = TemperatureScaling.Fit([.. before.Select(p => Math.Log(p))], classes)!.Value;
        var temperature = TemperatureScaling.Fit(network, data)!.Value;
        Compare.Close(temperature, expected, 1e-9);
        TemperatureScaling.Apply(network, temperature);
        double[] scaled = [.. before.Chunk(3).SelectMany(p => p.Select(value => Math.Pow(value, 1 / temperature) / p.Sum(q => Math.Pow(q, 1 / temperature))))];
        Compare.Close(network.Predict(inputs), scaled, 1e-12);
        Compare.Close(TemperatureScaling.Fit(network, data)!.Value, 1, 1e-9);
    }

    [Fact]
    public void Only_softmax_has_a_temperature()
    {
        var network = new Network<double>(1, [new Dense(1)], Loss.MeanSquaredError);
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Apply(network, 2));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit(network, new DataSet<double>([1], [1], 1)));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, 2, 3], [0, 1]));
        var softmax = new Network<double>(1, [new Dense(2)], Loss.CrossEntropy);
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Apply(softmax, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Apply(softmax, double.NaN));
    }

    /// <summary>Rows that are gone through again and again, as they do not fit into memory, give the very same temperature.</summary>
    [Fact]
    public void Streamed_rows_have_the_temperature_of_rows_in_memory()
    {
        var random = new Random(4);
        const int Rows = 9000;
        double[] inputs = [.. Enumerable.Range(0, Rows * 2).Select(_ => random.NextDouble() - 0.5)];
        var targets = new double[Rows * 3];
        for (var row = 0; row < Rows; row++) targets[row * 3 + (inputs[row * 2] > random.NextDouble() - 0.5 ? 0 : 1 + row % 2)] = 1;
        var data = new DataSet<double>(inputs, targets, Rows);
        var network = new Network<double>(2, [new(5, Activation.Tanh), new(3, Activation.Softmax)], Loss.CrossEntropy, seed: 3);
        var temperature = TemperatureScaling.Fit(network, data);
        Assert.NotNull(temperature);
        Assert.Equal(temperature, TemperatureScaling.Fit(network, new Streamed(data)));
    }

    private sealed class Streamed(DataSet<double> rows) : RowSource<double>
    {
        public override int Rows => rows.Rows;

        public override int InputCount => rows.InputCount;

        public override int TargetCount => rows.TargetCount;

        public override Batches<double> Shuffled(int size, ulong seed) => rows.Shuffled(size, seed);

        public override Batches<double> InOrder(int size) => rows.InOrder(size);

        public override string Checksum() => rows.Checksum();
    }
}
