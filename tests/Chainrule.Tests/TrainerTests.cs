using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Training: what it repeats, what it keeps, and when it ends.</summary>
public class TrainerTests
{
    private static readonly DataSet<double> s_xor = new([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    [Fact]
    public void Xor_is_learned()
    {
        Learns<float>(1e-3);
        Learns<double>(1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_another_order()
    {
        Network<float> Trained(ulong seed)
        {
            var network = Network<float>();
            new Trainer<float>(network, new Adam(0.01), new() { Epochs = 3, BatchSize = 8, Seed = seed }).Fit(Noise<float>(50));
            return network;
        }
        StepTests.SameParameters(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1).Layers[0].Weights, Trained(2).Layers[0].Weights);
    }

    [Fact]
    public void Every_row_is_learned_once_an_epoch_also_in_the_smaller_last_batch()
    {
        // 10 rows in batches of 4, 4 and 2; a rate of 0 changes nothing, so that the loss of the epoch is that of the data.
        var (network, data) = (Network<double>(), Noise<double>(10));
        var loss = network.Evaluate(data);
        new Trainer<double>(network, new Sgd(0), new() { Epochs = 2, BatchSize = 4 })
            .Fit(data, onEpoch: report => Compare.Close(report.TrainingLoss, loss, 1e-14));
    }

    [Fact]
    public void Fit_is_the_short_form_of_steps_over_shuffled_batches()
    {
        var (fitted, stepped, data) = (Network<double>(), Network<double>(), Noise<double>(10));
        new Trainer<double>(fitted, new Adam(0.01), new() { Epochs = 2, BatchSize = 4, Seed = 9 }).Fit(data);
        var step = new Step<double>(stepped, new Adam(0.01));
        for (var epoch = 0; epoch < 2; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, 10)];
            new Kernels.CounterRandom(9, Kernels.Draws.Shuffle(epoch)).Shuffle<int>(order);
            foreach (var batch in order.Chunk(4))
                step.Run([.. batch.SelectMany(row => data.Input(row).ToArray())], [.. batch.SelectMany(row => data.Target(row).ToArray())]);
        }
        StepTests.SameParameters(fitted, stepped);
    }

    [Fact]
    public void The_weights_of_the_lowest_validation_loss_are_kept()
    {
        var (network, training, validation) = (Network<double>(), Noise<double>(20), Noise<double>(15, 99));
        var reports = new List<EpochReport>();
        var result = new Trainer<double>(network, new Adam(0.05), new() { Epochs = 40, BatchSize = 5 }).Fit(training, validation, reports.Add);
        var lowest = reports.MinBy(report => report.ValidationLoss);
        Assert.Equal((TrainingEnd.Completed, 40), (result.End, result.Epochs));
        Assert.Equal(lowest, result.Best);
        Assert.True(lowest.Epoch < 40 && lowest.IsBest, "noise must be overlearned for this test to say anything");
        Assert.Equal(lowest.ValidationLoss, network.Evaluate(validation));
        var records = reports.Where(report => report.IsBest).Select(report => report.ValidationLoss).ToList();
        Assert.Equal(records.OrderDescending(), records);
    }

    [Fact]
    public void Training_that_only_makes_it_worse_leaves_the_initial_weights()
    {
        var (network, data) = (Network<double>(), Noise<double>(20));
        // The network fits its own validation data perfectly from the start.
        var validation = new DataSet<double>(data.Inputs, network.Predict(data.Inputs), 20);
        var before = network.Clone();
        var result = new Trainer<double>(network, new Adam(0.05), new() { Epochs = 10, Patience = 3 }).Fit(data, validation);
        Assert.Equal((TrainingEnd.EarlyStopped, 3, 0), (result.End, result.Epochs, result.Best.Epoch));
        StepTests.SameParameters(network, before);
    }

    [Fact]
    public void Patience_counts_the_epochs_without_a_better_validation_loss()
    {
        var reports = new List<EpochReport>();
        var result = new Trainer<double>(Network<double>(), new Adam(0.05), new() { Epochs = 500, BatchSize = 5, Patience = 4 })
            .Fit(Noise<double>(20), Noise<double>(15, 99), reports.Add);
        Assert.Equal(TrainingEnd.EarlyStopped, result.End);
        Assert.Equal(result.Best.Epoch + 4, result.Epochs);
        Assert.Equal(result.Epochs, reports.Count);
        Assert.All(reports.TakeLast(4), report => Assert.False(report.IsBest));
    }

    [Fact]
    public void Cancelling_leaves_the_best_weights_so_far()
    {
        using var source = new CancellationTokenSource();
        var (network, training, validation) = (Network<double>(), Noise<double>(20), Noise<double>(15, 99));
        var losses = new List<double>();
        var result = new Trainer<double>(network, new Adam(0.05), new() { Epochs = 1000, BatchSize = 5 }).Fit(training, validation, report =>
        {
            losses.Add(report.ValidationLoss!.Value);
            if (report.Epoch == 40) source.Cancel();
        }, source.Token);
        Assert.Equal((TrainingEnd.Cancelled, 41), (result.End, result.Epochs));
        Assert.Equal(losses.Min(), network.Evaluate(validation));
    }

    [Fact]
    public void Cancelled_before_it_begins_training_changes_nothing()
    {
        var network = Network<double>();
        var before = network.Clone();
        Assert.Equal(TrainingEnd.Cancelled, new Trainer<double>(network).Fit(Noise<double>(20), cancellation: new(true)).End);
        StepTests.SameParameters(network, before);
    }

    [Theory]
    [InlineData(1e5, true)]
    [InlineData(1e5, false)]
    [InlineData(1e38, true)]
    [InlineData(1e38, false)]
    [InlineData(1e300, false)]
    public void Divergence_ends_the_training_with_finite_weights(double rate, bool validated)
    {
        Diverges<float>(rate, validated, 20);
        Diverges<float>(rate, validated, 1);
        Diverges<double>(Math.Min(rate * rate, 1e300), validated, 20);
    }

    [Fact]
    public void Every_loss_is_made_smaller()
    {
        foreach (var loss in Loss.All)
        {
            var network = new Network<float>(4, [new(8, Activation.Tanh), new(3)], loss, seed: 1);
            var targets = Numbers.Probabilities(30, 3, 5).Select(p => (float)p).ToArray();
            var data = new DataSet<float>(Numbers.Uniform<float>(30 * 4, 1), targets, 30);
            var before = network.Evaluate(data);
            var result = new Trainer<float>(network, new Adam(0.01), new() { Epochs = 50, BatchSize = 7 }).Fit(data);
            Assert.Equal((TrainingEnd.Completed, 50, 50), (result.End, result.Epochs, result.Best.Epoch));
            Assert.True(network.Evaluate(data) < before, $"{loss} went from {before} to {network.Evaluate(data)}");
        }
    }

    [Fact]
    public void Data_of_another_width_and_options_that_mean_nothing_are_refused()
    {
        var trainer = new Trainer<double>(Network<double>());
        Assert.Throws<ArgumentException>(() => trainer.Fit(s_xor));
        Assert.Throws<ArgumentException>(() => trainer.Fit(Noise<double>(5), s_xor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Patience = 0 });
    }

    private static void Learns<T>(double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var data = new DataSet<T>([.. s_xor.Inputs.Select(T.CreateTruncating)], [.. s_xor.Targets.Select(T.CreateTruncating)], 4);
        var network = new Network<T>(2, [new(8, Activation.Tanh), new(1)], Loss.BinaryCrossEntropy, seed: 1);
        new Trainer<T>(network, new Adam(0.05), new() { Epochs = 1000, BatchSize = 4 }).Fit(data);
        Assert.True(network.Evaluate(data) < limit);
        Assert.Equal([0, 1, 1, 0], network.Predict(data.Inputs).Select(p => double.Round(double.CreateTruncating(p))));
    }

    private static void Diverges<T>(double rate, bool validated, int batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(4, [new(6, Activation.Relu), new(6, Activation.Relu), new(2)], Loss.HalfSquaredError, seed: 2);
        var result = new Trainer<T>(network, new Sgd(rate), new() { BatchSize = batch }).Fit(Noise<T>(20), validated ? Noise<T>(10, 99) : null);
        Assert.Equal(TrainingEnd.Diverged, result.End);
        foreach (var layer in network.Layers)
            Assert.All(layer.Weights.Concat(layer.Biases), w => Assert.True(T.IsFinite(w)));
        Assert.True(double.IsFinite(result.Best.TrainingLoss));
    }

    private static Network<T> Network<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(4, [new(16, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 2);

    private static DataSet<T> Noise<T>(int rows, int seed = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers.Uniform<T>(rows * 4, seed), Numbers.Uniform<T>(rows * 2, seed + 1), rows);
}
