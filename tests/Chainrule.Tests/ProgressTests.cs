namespace Chainrule.Tests;

/// <summary>How far a training is within an epoch is told now and then, and changes nothing.</summary>
public sealed class ProgressTests
{
    private const int Rows = 60, BatchSize = 2;

    /// <summary>Rows that take their time: some 0.9 s to be gone through in batches of two.</summary>
    private sealed class SlowRows(DataSet<double> rows) : RowSource<double>
    {
        public override int Rows => rows.Rows;

        public override int InputCount => rows.InputCount;

        public override int TargetCount => rows.TargetCount;

        public override Batches<double> Shuffled(int size, ulong seed) => new SlowBatches(rows, size);

        public override Batches<double> InOrder(int size) => new SlowBatches(rows, BatchSize);

        public override string Checksum() => rows.Checksum();
    }

    private sealed class SlowBatches(DataSet<double> rows, int size) : Batches<double>(rows.Rows, size)
    {
        private int _start;

        public override ReadOnlySpan<double> Inputs => rows.Inputs.AsSpan(_start * rows.InputCount, Rows * rows.InputCount);

        public override ReadOnlySpan<double> Targets => rows.Targets.AsSpan(_start * rows.TargetCount, Rows * rows.TargetCount);

        public override ReadOnlySpan<double> Weights => default;

        protected override void BeginAt(int epoch, int start) { }

        protected override void Take(int start, int count)
        {
            _start = start;
            Thread.Sleep(30);
        }
    }

    private static DataSet<double> Data() =>
        new([.. Enumerable.Range(0, Rows * 2).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, Rows).Select(i => Math.Cos(i))], Rows);

    private static Network<double> Train(RowSource<double> rows, Action<EpochProgress>? onProgress)
    {
        var network = new Network<double>(2, [new(3, Activation.Tanh), new(1, Activation.Identity)], Loss.MeanSquaredError);
        new Trainer<double>(network, new Sgd(0.1), new() { Epochs = 2, BatchSize = BatchSize, OnProgress = onProgress })
            .Fit(rows, rows, cancellation: TestContext.Current.CancellationToken);
        return network;
    }

    [Fact]
    public void Every_part_of_a_slow_epoch_is_told_a_few_times_and_the_bits_stay()
    {
        var told = new List<(EpochProgress Progress, long Time)>();
        var watched = Train(new SlowRows(Data()), progress => told.Add((progress, Environment.TickCount64)));
        var parts = told.Select(one => one.Progress).GroupBy(progress => (progress.Epoch, progress.IsJudging)).ToList();
        Assert.Equal([(0, true), (1, false), (1, true), (2, false), (2, true)], parts.Select(part => part.Key));
        Assert.All(told, one => Assert.Equal(Rows, one.Progress.OfRows));
        // The first weights are judged twice: by the rows to learn from, and by those to validate on.
        foreach (var part in parts.Skip(1))
        {
            int[] rows = [.. part.Select(progress => progress.Rows)];
            Assert.InRange(rows.Length, 2, 4);
            Assert.Equal(rows.Order().Distinct(), rows);
            Assert.All(rows, done => Assert.True(done is >= BatchSize and <= Rows && done % BatchSize == 0, $"{done}"));
        }
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second.Time - pair.First.Time >= 240));
        var alone = Train(new SlowRows(Data()), null);
        foreach (var (with, without) in watched.Layers.Zip(alone.Layers))
        {
            Assert.Equal(without.Weights, with.Weights);
            Assert.Equal(without.Biases, with.Biases);
        }
    }

    [Fact]
    public void A_fast_training_is_told_of_as_little() => Train(Data(), progress => Assert.Fail($"{progress}"));
}
