using System.Numerics;
using Chainrule.Testing;
using Chainrule.Training;

namespace Chainrule.Tests;

/// <summary>A training that is stopped and resumed ends in the very bits of one that nobody stopped.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly Optimizer[] s_optimizers =
    [
        new Sgd(0.02), new Sgd(0.02) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 }, new Adagrad(0.05),
        new RmsProp(0.002) { Momentum = 0.5 }, new RmsProp(0.002) { Centered = true }, new Adam(0.01) { WeightDecay = 0.001 }, new AdamW(0.01), new Rprop(),
    ];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.PathOf("run.checkpoint.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_optimizer_resumes_after_any_batch()
    {
        foreach (var optimizer in s_optimizers)
        {
            ResumesAnywhere<float>(optimizer, new() { Epochs = 3, BatchSize = 7, Seed = 3 });
            ResumesAnywhere<double>(optimizer, new() { Epochs = 3, BatchSize = 7, Seed = 3 });
        }
    }

    [Fact]
    public void Solvers_resume_after_any_iteration()
    {
        foreach (var optimizer in new Optimizer[] { new Lbfgs { History = 3 }, new LevenbergMarquardt() })
        {
            ResumesAnywhere<float>(optimizer, new() { Epochs = 12, Gradients = new() { L2 = 1e-3 } }, weighted: true);
            ResumesAnywhere<double>(optimizer, new() { Epochs = 12 }, validated: false);
        }
        // Both have nothing left to do before the last epoch.
        Assert.Equal(TrainingEnd.Converged, ResumesAnywhere<double>(new LevenbergMarquardt(), new() { Epochs = 300, Gradients = new() { L2 = 0.1 } }));
        Assert.Equal(TrainingEnd.Converged, ResumesAnywhere<double>(new Lbfgs(), new() { Epochs = 300, Gradients = new() { L2 = 0.1 } }));
    }

    /// <summary>Rows that tell when they are looked at.</summary>
    private sealed class Asked(DataSet<double> rows, Action onLook) : RowSource<double>
    {
        public override int Rows => rows.Rows;

        public override int InputCount => rows.InputCount;

        public override int TargetCount => rows.TargetCount;

        public override Batches<double> Shuffled(int size, ulong seed) => rows.Shuffled(size, seed);

        public override Batches<double> InOrder(int size)
        {
            onLook();
            return rows.InOrder(size);
        }

        public override string Checksum() => rows.Checksum();
    }

    /// <summary>Cancelled while the rows are looked at that judge an epoch: a step's epoch is ended again, a solver's is ended.</summary>
    [Fact]
    public void A_training_may_be_stopped_while_it_is_judged()
    {
        foreach (var optimizer in new Optimizer[] { new Adam(0.01), new Lbfgs(), new LevenbergMarquardt() })
        {
            var options = new TrainingOptions { Epochs = 6, BatchSize = 7, Gradients = new() { L2 = 1e-3 } };
            (Network<double> Network, TrainingResult Result) Run(TrainingOptions options, int? stopAt = null)
            {
                using var source = new CancellationTokenSource();
                var (network, looks) = (NewNetwork<double>(5), 0);
                var rows = new Asked(Noise<double>(12, 99), () =>
                {
                    if (looks++ == stopAt) source.Cancel();
                });
                return (network, new Trainer<double>(network, optimizer, options).Fit(Noise<double>(31), rows, cancellation: source.Token));
            }
            var whole = Run(options);
            for (var stopAt = 1; stopAt < 6; stopAt++)
            {
                Assert.Equal(TrainingEnd.Cancelled, Run(options with { Checkpoint = new(Path) }, stopAt).Result.End);
                var resumed = Run(options with { Checkpoint = new(Path) { Resume = true } });
                Assert.Equal(whole.Result, resumed.Result);
                StepTests.SameParameters(resumed.Network, whole.Network);
            }
        }
    }

    [Fact]
    public void Dropout_and_normalisation_resume_after_any_batch()
    {
        foreach (var normalization in new[] { Normalization.Layer, Normalization.Batch })
        {
            var hidden = new Dense(5, Activation.Tanh) { Dropout = 0.3, Normalization = normalization };
            ResumesAnywhere<float>(new Adam(0.01), new() { Epochs = 3, BatchSize = 7, Seed = 3 }, hidden: hidden);
            ResumesAnywhere<double>(new Sgd(0.02) { Momentum = 0.9 }, new() { Epochs = 3, BatchSize = 7 }, hidden: hidden);
        }
    }

    [Fact]
    public void What_is_seen_of_the_layers_and_scores_are_resumed_too() =>
        ResumesAnywhere<float>(new Adam(0.01), new() { Epochs = 4, BatchSize = 7, Watch = true }, isScored: true);

    [Fact]
    public void Every_schedule_resumes_after_any_batch()
    {
        foreach (var schedule in Schedule.All)
            ResumesAnywhere<float>(new Adam(0.05), new() { Epochs = 5, BatchSize = 7, Schedule = schedule with { WarmUp = schedule is OneCycleSchedule ? 0 : 1 } });
        ResumesAnywhere<double>(new Sgd(0.5), new() { Epochs = 8, BatchSize = 10, Schedule = new PlateauSchedule { Patience = 1, Gamma = 0.5 } });
    }

    [Fact]
    public void Patience_penalties_limits_and_weights_of_rows_are_resumed_too()
    {
        var options = new TrainingOptions { Epochs = 40, BatchSize = 10, Patience = 3, Seed = 5, Gradients = new() { L1 = 1e-4, L2 = 1e-3, ClipNorm = 0.1 } };
        var end = ResumesAnywhere<float>(new Adam(0.05), options, weighted: true);
        Assert.Equal(TrainingEnd.EarlyStopped, end);
        ResumesAnywhere<double>(new Adam(0.05), options with { Patience = null, Epochs = 4 }, validated: false);
    }

    [Fact]
    public void A_training_may_be_stopped_again_and_again()
    {
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7 };
        var whole = Fit<float>(new Adam(0.01), options);
        Outcome<float>? last = null;
        for (var stops = 0; last is null or { Result.End: TrainingEnd.Cancelled }; stops++)
        {
            Assert.True(stops < 100);
            last = Fit<float>(new Adam(0.01), options with { Checkpoint = new(Path) { Resume = stops > 0 } }, stopAfter: 3);
        }
        Same(last, whole);
    }

    [Fact]
    public void The_file_that_is_left_by_the_last_interval_gives_the_same_end()
    {
        var options = new TrainingOptions { Epochs = 5, BatchSize = 7, Checkpoint = new(Path) { EveryEpochs = 2 } };
        var whole = Fit<float>(new Adam(0.01), options);
        // Nobody deletes it here: that of epoch 4 is still there.
        Same(Fit<float>(new Adam(0.01), options with { Checkpoint = options.Checkpoint with { Resume = true } }), whole);
        Assert.Equal([Path], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void One_is_due_by_time_and_by_epochs()
    {
        int Written(CheckpointOptions checkpoint)
        {
            var times = new HashSet<DateTime>();
            Fit<float>(new Adam(0.01), new() { Epochs = 6, BatchSize = 7, Checkpoint = checkpoint }, onEpoch: _ =>
            {
                if (File.Exists(Path)) times.Add(File.GetLastWriteTimeUtc(Path));
                Thread.Sleep(20);
            });
            File.Delete(Path);
            return times.Count;
        }
        Assert.Equal(0, Written(new(Path)));
        Assert.Equal(0, Written(new(Path) { Every = null }));
        Assert.Equal(2, Written(new(Path) { EveryEpochs = 2 }));
        Assert.Equal(5, Written(new(Path) { Every = TimeSpan.FromMilliseconds(1) }));
    }

    [Fact]
    public void A_training_that_is_not_resumed_keeps_the_checkpoint_of_another()
    {
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, Checkpoint = new(Path) };
        Fit<float>(new Adam(0.01), options, stopAfter: 5);
        var first = File.ReadAllBytes(Path);
        Fit<float>(new Adam(0.02), options, stopAfter: 2);
        Assert.Equal(first, File.ReadAllBytes(Path + ".previous"));
        Same(Fit<float>(new Adam(0.01), options with { Checkpoint = new(Path + ".previous") { Resume = true } }),
            Fit<float>(new Adam(0.01), options with { Checkpoint = null }));
    }

    [Fact]
    public void What_does_not_go_together_is_refused_in_a_sentence()
    {
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, Checkpoint = new(Path) { Context = "columns 1" } };
        Fit<float>(new Adam(0.01), options, stopAfter: 5);
        void Refused(string difference, Optimizer optimizer, TrainingOptions other, int seed = 1, int units = 5) => Assert.Equal(
            $"'{Path}' is the checkpoint of another training ({difference}): resume with the options and the data that it was begun with, or begin anew",
            Assert.Throws<BadInputException>(() => Fit<float>(optimizer, other with { Checkpoint = other.Checkpoint! with { Resume = true } }, seed: seed, units: units)).Message);
        Refused("LearningRate = 0.01, not 0.02", new Adam(0.02), options);
        Refused("Name = adam, not adamw", new AdamW(0.01) { WeightDecay = 0 }, options);
        Refused("Epochs = 4, not 5", new Adam(0.01), options with { Epochs = 5 });
        Refused("Patience = none, not 3", new Adam(0.01), options with { Patience = 3 });
        Refused("Seed = 0, not 1", new Adam(0.01), options with { Seed = 1 });
        Refused("Schedule = none, not StepSchedule", new Adam(0.01), options with { Schedule = new StepSchedule() });
        Refused("other training rows", new Adam(0.01), options, seed: 2);
        Refused("other network", new Adam(0.01), options, units: 6);
        Refused("other context", new Adam(0.01), options with { Checkpoint = new(Path) { Context = "columns 2" } });
        Assert.StartsWith($"'{Path}' is the checkpoint of another training (other numbers)", Assert.Throws<BadInputException>(
            () => Fit<double>(new Adam(0.01), options with { Checkpoint = options.Checkpoint! with { Resume = true } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_network_is_left_as_it_was()
    {
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, Checkpoint = new(Path) };
        Fit<float>(new Adam(0.01), options, stopAfter: 5);
        var bytes = File.ReadAllBytes(Path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(Path, bytes);
        var (network, training) = (NewNetwork<float>(5), Noise<float>(31));
        var before = network.Clone();
        var trainer = new Trainer<float>(network, new Adam(0.01), options with { Checkpoint = new(Path) { Resume = true } });
        Assert.Equal($"'{Path}' was altered after it was written (its checksum differs): train or copy it again",
            Assert.Throws<BadInputException>(() => trainer.Fit(training, Noise<float>(12, 99))).Message);
        StepTests.SameParameters(network, before);
    }

    [Fact]
    public void A_file_that_is_none_is_refused_in_a_sentence()
    {
        var options = new TrainingOptions { Checkpoint = new(Path) { Resume = true } };
        string Says() => Assert.Throws<BadInputException>(() => Fit<float>(new Adam(), options)).Message;
        Assert.Equal($"there is no checkpoint '{Path}' to resume from: that training has ended, or never wrote one", Says());
        NewNetwork<float>(5).Save(Path);
        Assert.Equal($"'{Path}' has the format chainrule.model/1, but a checkpoint has chainrule.checkpoint/1: name the file that the training wrote", Says());
        File.WriteAllText(Path, "x");
        Assert.Equal($"'{Path}' is too short to be a model file: train or copy it again", Says());
    }

    [Fact]
    public void A_checkpoint_is_not_taken_for_a_model()
    {
        Fit<float>(new Adam(0.01), new() { Checkpoint = new(Path) }, stopAfter: 5);
        Assert.Equal($"'{Path}' is the checkpoint of a training that has not ended: resume it, or use the model beside it",
            Assert.Throws<BadInputException>(() => Network<float>.Load(Path)).Message);
    }

    [Fact]
    public void Every_bit_of_the_file_is_guarded()
    {
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, Checkpoint = new(Path) };
        Fit<float>(new Adam(0.01), options, stopAfter: 5);
        var bytes = File.ReadAllBytes(Path);
        for (var at = 0; at < bytes.Length; at += 13)
        {
            var altered = bytes.ToArray();
            altered[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(Path, altered);
            var state = new TrainingState<float>(new(NewNetwork<float>(5), new Adam(0.01)));
            Assert.Throws<BadInputException>(() => Checkpoint.Read(
                Path, state, TrainingIdentity.Of(new Adam(0.01), options, Noise<float>(31), Noise<float>(12, 99))));
        }
    }

    [Fact]
    public void Leftovers_of_a_writer_that_was_killed_are_taken_away_and_nothing_else()
    {
        string[] others = [Path + ".tmp", Path + ".0123.tmp", _folder.PathOf($"other.{Guid.NewGuid():N}.tmp")];
        foreach (var file in others) File.WriteAllText(file, "mine");
        File.WriteAllText($"{Path}.{Guid.NewGuid():N}.tmp", "half of a checkpo");
        using var written = new FileStream($"{Path}.{Guid.NewGuid():N}.tmp", FileMode.Create, FileAccess.Write, FileShare.None);
        Fit<float>(new Adam(0.01), new() { Checkpoint = new(Path) }, stopAfter: 5);
        Assert.Equal([.. others.Append(written.Name).Append(Path).Order()], Directory.GetFiles(_folder.Root).Order());
    }

    /// <summary>Stops after every number of batches there is, resumes, and compares with a training that was not stopped.</summary>
    private TrainingEnd ResumesAnywhere<T>(
        Optimizer optimizer, TrainingOptions options, bool weighted = false, bool validated = true, Dense? hidden = null, bool isScored = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var whole = Fit<T>(optimizer, options, weighted: weighted, validated: validated, hidden: hidden, isScored: isScored);
        for (var steps = 0; ; steps++)
        {
            File.Delete(Path);
            var first = Fit<T>(optimizer, options with { Checkpoint = new(Path) }, steps, weighted, validated, hidden: hidden, isScored: isScored);
            if (first.Result.End != TrainingEnd.Cancelled)
            {
                Assert.True(steps > 4);
                return whole.Result.End;
            }
            Same(Fit<T>(optimizer, options with { Checkpoint = new(Path) { Resume = true } }, weighted: weighted, validated: validated, hidden: hidden, isScored: isScored), whole);
        }
    }

    private static void Same<T>(Outcome<T> resumed, Outcome<T> whole) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (a, b) in ModelFile.TensorsOf(resumed.Network).Zip(ModelFile.TensorsOf(whole.Network)))
            Compare.SameBits<byte>(a.Bytes, b.Bytes, a.Name);
        Assert.Equal(whole.Reports.Select(Plain), resumed.Reports.Select(Plain));
        Assert.Equal(whole.Reports.Select(report => report.Layers ?? []), resumed.Reports.Select(report => report.Layers ?? []));
        Assert.Equal(whole.Result with { Best = Plain(whole.Result.Best) }, resumed.Result with { Best = Plain(resumed.Result.Best) });
    }

    /// <summary>A report without its list, which is compared by its items.</summary>
    private static EpochReport Plain(EpochReport report) => report with { Layers = null, IsFromCheckpoint = false };

    private sealed record Outcome<T>(Network<T> Network, TrainingResult Result, List<EpochReport> Reports) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static Outcome<T> Fit<T>(
        Optimizer optimizer, TrainingOptions options, int? stopAfter = null, bool weighted = false, bool validated = true,
        Action<EpochReport>? onEpoch = null, int seed = 1, int units = 5, Dense? hidden = null, bool isScored = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, training) = (NewNetwork<T>(units, hidden), Noise<T>(31, seed));
        if (weighted)
            training = new(training.Inputs, training.Targets, 31) { Weights = [.. Enumerable.Range(0, 31).Select(i => T.CreateTruncating(i % 4))] };
        var reports = new List<EpochReport>();
        if (isScored) options = options with { Score = () => double.CreateTruncating(network.Layers[0].Weights[0]) };
        var run = new TrainingRun<T>(network, optimizer, options, training, validated ? Noise<T>(12, 99) : null);
        var steps = stopAfter ?? int.MaxValue;
        var result = run.Run(report =>
        {
            reports.Add(report);
            onEpoch?.Invoke(report);
        }, () => steps-- <= 0);
        return new(network, result, reports);
    }

    private static Network<T> NewNetwork<T>(int units, Dense? hidden = null) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(4, [hidden ?? new(units, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 2);

    private static DataSet<T> Noise<T>(int rows, int seed = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers.Uniform<T>(rows * 4, seed), Numbers.Uniform<T>(rows * 2, seed + 1), rows);
}
