using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>How layers fare, against the same numbers computed from steps and traces by plain loops.</summary>
public class LayerWatchTests
{
    private const int Rows = 40;

    [Theory]
    [InlineData(false, Normalization.None, 0)]
    [InlineData(true, Normalization.None, 0)]
    [InlineData(false, Normalization.Batch, 0.3)]
    [InlineData(true, Normalization.Layer, 0.3)]
    public void Whoever_is_watched_learns_the_same_bits(bool isClipped, Normalization normalization, double dropout)
    {
        (Network<float> Network, List<EpochReport> Reports) Trained(bool isWatched)
        {
            var network = new Network<float>(
                5, [new(7, Activation.Relu) { Normalization = normalization, Dropout = dropout }, new(4, Activation.Tanh), new(2)],
                Loss.MeanSquaredError, seed: 3);
            var reports = new List<EpochReport>();
            var gradients = isClipped ? new GradientOptions { ClipNorm = 0.1, L2 = 0.01 } : null;
            new Trainer<float>(network, new Adam(0.01), new() { Epochs = 4, BatchSize = 16, Watch = isWatched, Gradients = gradients })
                .Fit(Data<float>(5, 2), Data<float>(5, 2), reports.Add);
            return (network, reports);
        }
        var (watched, plain) = (Trained(true), Trained(false));
        StepTests.SameParameters(watched.Network, plain.Network);
        Assert.Equal(plain.Reports, watched.Reports.Select(report => report with { Layers = null }));
        Assert.All(watched.Reports, report => Assert.Equal(3, report.Layers!.Count));
    }

    [Fact]
    public void Norms_ratios_and_outputs_are_those_of_the_steps()
    {
        var data = Data<double>(3, 2);
        Network<double> New() => new(3, [new(6, Activation.Sigmoid), new(2)], Loss.MeanSquaredError, seed: 5);
        var reports = new List<EpochReport>();
        new Trainer<double>(New(), new Sgd(0.3), new() { Epochs = 3, BatchSize = Rows, Watch = true }).Fit(data, onEpoch: reports.Add);

        var twin = New();
        foreach (var report in reports)
        {
            var step = new Step<double>(twin, new Sgd(0.3));
            step.ComputeGradients(data.Inputs, data.Targets);
            double[][] before = [.. twin.Layers.Select(layer => layer.Weights.ToArray())];
            double[] norms = [Norm(step.WeightGradients(0).ToArray()), Norm(step.WeightGradients(1).ToArray())];
            step.Update();
            var trace = twin.Trace(data.Inputs);
            for (var l = 0; l < 2; l++)
            {
                var (layer, seen, outputs) = (twin.Layers[l], report.Layers![l], trace.Layers[l].A);
                // Another order of the rows is another order of the sums.
                Compare.Close(seen.GradientNorm, norms[l], 1e-9);
                Compare.Close(seen.WeightNorm, Norm(layer.Weights), 1e-12);
                Compare.Close(seen.UpdateRatio, Norm([.. layer.Weights.Zip(before[l], (now, was) => now - was)]) / Norm(before[l]), 1e-9);
                Compare.Close(seen.OutputMean, outputs.Average(), 1e-9);
                Compare.Close(seen.OutputDeviation, Math.Sqrt(outputs.Average(a => a * a) - Math.Pow(outputs.Average(), 2)), 1e-9);
                Assert.Equal(0, seen.DeadUnits);
            }
        }
    }

    [Fact]
    public void The_norm_is_the_mean_of_an_epochs_updates_and_from_before_clipping()
    {
        // A rate of 0 leaves the network as it is: the updates of an epoch are those of its batches.
        var data = Data<double>(3, 1);
        var network = new Network<double>(3, [new(1)], Loss.MeanSquaredError, seed: 5);
        var norms = new List<double>();
        for (var row = 0; row < Rows; row++)
        {
            var step = new Step<double>(network, new Sgd(0));
            step.ComputeGradients(data.Input(row), data.Target(row));
            norms.Add(Norm(step.WeightGradients(0).ToArray()));
        }
        new Trainer<double>(network, new Sgd(0), new() { Epochs = 2, BatchSize = 1, Watch = true, Gradients = new() { ClipNorm = 1e-3 } })
            .Fit(data, onEpoch: report => Compare.Close(report.Layers!.Single().GradientNorm, norms.Average(), 1e-12));
    }

    [Theory]
    [InlineData("relu", -100, 1)]
    [InlineData("sigmoid", 100, 1)]
    [InlineData("tanh", -100, 1)]
    [InlineData("leaky-relu", -100, 0)]
    [InlineData("identity", -100, 0)]
    public void Units_without_a_slope_on_any_row_are_dead(string activation, double bias, int dead)
    {
        var network = new Network<double>(3, [new(4, Activation.Named(activation)), new(1)], Loss.MeanSquaredError, seed: 5);
        network.Layers[0].Biases[2] = bias;
        new Trainer<double>(network, new Sgd(0), new() { Epochs = 1, Watch = true })
            .Fit(Data<double>(3, 1), onEpoch: report => Assert.Equal([dead, 0], report.Layers!.Select(layer => layer.DeadUnits)));
    }

    [Fact]
    public void The_sample_is_taken_from_all_of_the_rows()
    {
        // The unit is awake on the last tenth of the rows only, of which there are more than the sample has.
        const int Many = 10 * LayerReport.SampleRows;
        var inputs = Enumerable.Range(0, Many).Select(row => row < 0.9 * Many ? -1.0 : 1).ToArray();
        var network = new Network<double>(1, [new(1, Activation.Relu), new(1)], Loss.MeanSquaredError);
        (network.Layers[0].Weights[0], network.Layers[0].Biases[0]) = (1, 0);
        new Trainer<double>(network, new Sgd(0), new() { Epochs = 1, Watch = true }).Fit(new DataSet<double>(inputs, new double[Many], Many), onEpoch: report =>
        {
            Assert.Equal(0, report.Layers![0].DeadUnits);
            Assert.InRange(report.Layers[0].OutputMean, 0.09, 0.11);
        });
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    private static DataSet<T> Data<T>(int inputs, int targets) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(7);
        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((random.NextDouble() * 2) - 1))];
        return new(Draw(Rows * inputs), Draw(Rows * targets), Rows);
    }
}
