using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class CacheReuseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<StreamingStage> _stages = [];

    public CacheReuseTests() => File.WriteAllText(Data, Make.Csv("x,c,y", 300, i => $"{i % 17}.5,{"abc"[i % 3]},{(i * i) % 7}.25"));

    public void Dispose() => _folder.Dispose();

    private string Data => _folder.PathOf("t.csv");

    private string Cache => Data + ".cache";

    /// <summary>Trains for two epochs, and returns the bytes of the model.</summary>
    private byte[] Train(SchemaOptions? options = null, TrainingPlan? plan = null)
    {
        _stages.Clear();
        plan ??= new TrainingPlan { Epochs = 2 };
        var streaming = new StreamingOptions { OnProgress = report => _stages.Add(report.Stage) };
        using var data = TabularData<float>.Streamed(StreamedTable.Open(Data, new(), 0)!, options ?? new("y"), plan, null, streaming);
        Assert.True(data.IsStreamed);
        var model = _folder.PathOf("m");
        new TabularTrainer<float>(data, plan).Train(null, TestContext.Current.CancellationToken).Model.Save(model);
        return File.ReadAllBytes(model);
    }

    [Fact]
    public void The_cache_of_the_last_run_gives_the_same_bits()
    {
        var first = Train();
        Assert.Equal([StreamingStage.Inferring, StreamingStage.Encoding], _stages);
        var (written, length) = (File.GetLastWriteTimeUtc(Cache), new FileInfo(Cache).Length);
        Assert.Equal(first, Train());
        Assert.Equal([StreamingStage.Reused], _stages);
        Assert.Equal((written, length), (File.GetLastWriteTimeUtc(Cache), new FileInfo(Cache).Length));
        File.Delete(Cache);
        Assert.Equal(first, Train());
        Threads.Count = 1;
        File.Delete(Cache);
        Assert.Equal(first, Train());
        Threads.Count = Environment.ProcessorCount;
        Assert.Equal(["m", "t.csv", "t.csv.cache"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order());
    }

    /// <summary>Cancelled in the middle of the rows, and resumed from the checkpoint: the bits of a training that nobody stopped.</summary>
    [Fact]
    public void A_training_from_the_cache_is_resumed_to_the_same_bits()
    {
        var checkpoint = new CheckpointOptions(_folder.PathOf("c"));
        var plan = new TrainingPlan { Epochs = 4, BatchSize = 7 };
        var whole = Train(plan: plan);
        using (var source = new CancellationTokenSource())
        using (var data = TabularData<float>.Streamed(StreamedTable.Open(Data, new(), 0)!, new("y"), plan, null, new()))
        {
            var end = new TabularTrainer<float>(data, plan with { Checkpoint = checkpoint }).Train(report =>
            {
                if (report.Epoch == 2) source.Cancel();
            }, source.Token).Result.End;
            Assert.Equal(TrainingEnd.Cancelled, end);
        }
        Assert.Equal(whole, Train(plan: plan with { Checkpoint = checkpoint with { Resume = true } }));
        // Another seed has other rows to train on.
        Assert.Contains("checkpoint of another training",
            Make.Error(() => Train(plan: plan with { Seed = 1, Checkpoint = checkpoint with { Resume = true } })));
    }

    public static TheoryData<SchemaOptions, TrainingPlan> Others => new()
    {
        { new("y") { Ignore = ["c"] }, new() },
        { new("y") { MissingTexts = ["a"] }, new() },
        { new("y") { Weight = "x" }, new() },
        { new("y") { Task = LearningTask.Classification }, new() },
        { new("y") { Category = ["x"] }, new() },
        { new("c"), new() },
        { new("c"), new() { ClassWeights = ClassWeights.Balanced } },
        { new("y"), new() { Seed = 1 } },
        { new("y"), new() { Validation = 0.3 } },
        { new("y"), new() { Loss = Loss.Poisson } },
        { new("y") { MinFrequency = 3 }, new() },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Another_option_reads_the_table_again(SchemaOptions options, TrainingPlan plan)
    {
        Train();
        Train(options, plan with { Epochs = 1 });
        Assert.Equal([StreamingStage.Inferring, StreamingStage.Encoding], _stages);
    }

    [Fact]
    public void What_changes_no_row_keeps_the_cache()
    {
        Train();
        Train(new("y") { Ignore = [] }, new() { Epochs = 1, Hidden = [4], OptimizerFor = _ => new Sgd(0.01), BatchSize = 7 });
        Assert.Equal([StreamingStage.Reused], _stages);
    }

    [Fact]
    public void A_changed_table_is_read_again()
    {
        Train();
        File.WriteAllText(Data, File.ReadAllText(Data).Replace("16.5,", "15.5,"));
        Train();
        Assert.Equal([StreamingStage.Inferring, StreamingStage.Encoding], _stages);
        // Even if its length and time say that it is the same.
        var time = File.GetLastWriteTimeUtc(Data);
        File.WriteAllText(Data, File.ReadAllText(Data).Replace("15.5,", "14.5,"));
        File.SetLastWriteTimeUtc(Data, time);
        Train();
        Assert.Equal([StreamingStage.Inferring, StreamingStage.Encoding], _stages);
    }

    [Fact]
    public void A_damaged_cache_is_written_anew()
    {
        var first = Train();
        var sound = File.ReadAllBytes(Cache);
        foreach (var at in new[] { 0, 20, sound.Length / 2, sound.Length - 100, sound.Length - 3 })
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= 4;
            File.WriteAllBytes(Cache, damaged);
            Assert.Equal(first, Train());
            Assert.Equal([StreamingStage.Damaged, StreamingStage.Inferring, StreamingStage.Encoding], _stages);
            Assert.Equal(sound.Length, new FileInfo(Cache).Length);
        }
        File.WriteAllText(Cache, "something else");
        Assert.Equal(first, Train());
    }

    [Theory]
    [InlineData(StreamingStage.Inferring)]
    [InlineData(StreamingStage.Encoding)]
    public void Whoever_stops_early_leaves_nothing_half_written(StreamingStage stage)
    {
        File.WriteAllText(Data, Make.Csv("x,y", 600_000, i => $"{i},{i % 2}"));
        using var source = new CancellationTokenSource();
        var streaming = new StreamingOptions
        {
            OnProgress = report =>
            {
                if (report.Stage == stage) source.Cancel();
            },
            Cancellation = source.Token,
        };
        Assert.Throws<OperationCanceledException>(
            () => TabularData<float>.Streamed(StreamedTable.Open(Data, new(), 0)!, new("y"), new(), null, streaming));
        Assert.Equal(["t.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void What_cannot_be_streamed_is_said()
    {
        Assert.StartsWith("the optimizer lbfgs learns from all rows at once", Make.Error(() => Train(plan: new() { OptimizerFor = _ => new Lbfgs() })));
        Assert.StartsWith("the optimizer rprop learns from all rows at once", Make.Error(() => Train(plan: new() { OptimizerFor = _ => new Rprop() })));
        Assert.Equal("the validation part must be a fraction between 0 and 1, such as 0.2, not 1", Make.Error(() => Train(plan: new() { Validation = 1 })));
        Assert.Equal("the target 'y' leaves no row to validate on: give more rows or a validation file",
            Make.Error(() => Train(plan: new() { Validation = 0.0001 })));
        Assert.Null(StreamedTable.Open("-", new(), 0));
        Assert.Null(StreamedTable.Open(Data, new(), new FileInfo(Data).Length));
        Assert.Null(StreamedTable.Open(Repository.PathOf("tests", "reference", "table.parquet"), new(), 0));
        Assert.StartsWith("there is no file", Make.Error(() => StreamedTable.Open(_folder.PathOf("none.csv"), new(), 0)));
    }
}
