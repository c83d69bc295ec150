using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class CachedRowsTests : IDisposable
{
    private const int RowCount = 103;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.PathOf("t.cache");

    /// <summary>Row i is (i, -i) with the target 2i and the weight i + 1; blocks of 7 rows, the last shorter.</summary>
    private CacheFile Cache(bool isWeighted = true)
    {
        var layout = new CacheLayout(2, 1, isWeighted, sizeof(float)) { BlockRows = 7 };
        using (var stream = File.Create(Path))
        {
            var writer = new CacheWriter<float>(stream, layout);
            for (var i = 0; i < RowCount; i++)
            {
                writer.Append(true, [i, -i], [2 * i], isWeighted ? [i + 1] : null);
                if (i % 10 == 0) writer.Append(false, [i, 0], [0], isWeighted ? [1] : null);
            }
            writer.Complete([]);
        }
        return CacheFile.TryOpen(Path, out _)!;
    }

    private static List<float> Order(Batches<float> batches, int epoch, int first = 0)
    {
        var rows = new List<float>();
        batches.Begin(epoch, first);
        while (batches.Next())
            for (var i = 0; i < batches.Rows; i++)
            {
                var row = batches.Inputs[2 * i];
                rows.Add(row);
                Assert.Equal((-row, 2 * row), (batches.Inputs[(2 * i) + 1], batches.Targets[i]));
                if (batches.Weights.Length > 0) Assert.Equal(row + 1, batches.Weights[i]);
            }
        return rows;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(50, 3)]
    [InlineData(1000, 3)]
    [InlineData(8, 64)]
    public void Every_row_comes_once_an_epoch_in_an_order_of_the_seed_and_the_epoch(int size, int windowBlocks)
    {
        using var cache = Cache();
        var source = new CachedRows<float>(cache, cache.Training, isWeighted: true, windowBlocks);
        Assert.Equal((RowCount, 2, 1), (source.Rows, source.InputCount, source.TargetCount));
        using var batches = source.Shuffled(size, 5);
        List<float>[] epochs = [.. Enumerable.Range(0, 4).Select(epoch => Order(batches, epoch))];
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, RowCount).Select(i => (float)i), epoch.Order()));
        Assert.Equal(4, epochs.Select(epoch => string.Join(',', epoch)).Distinct().Count());
        Assert.Equal((RowCount + Math.Min(size, RowCount) - 1) / Math.Min(size, RowCount), batches.PerEpoch);

        // In any order of asking, by anybody, at any time.
        using var again = source.Shuffled(size, 5);
        Assert.Equal(epochs[2], Order(again, 2));
        again.Begin(3);
        again.Next();
        Assert.Equal(epochs[0], Order(again, 0));
        using var other = source.Shuffled(size, 6);
        Assert.NotEqual(epochs[0], Order(other, 0));
        for (var first = 0; first <= batches.PerEpoch; first++) Assert.Equal(epochs[1].Skip(first * size), Order(again, 1, first));
    }

    [Fact]
    public void In_order_rows_come_as_they_were_written()
    {
        using var cache = Cache();
        using var batches = new CachedRows<float>(cache, cache.Training, isWeighted: false).InOrder(10);
        Assert.Equal(Enumerable.Range(0, RowCount).Select(i => (float)i), Order(batches, 0));
        Assert.True(batches.Weights.IsEmpty);
        Assert.Equal(Enumerable.Range(0, RowCount).Select(i => (float)i), Order(batches, 1));
        Assert.Equal(11, new CachedRows<float>(cache, cache.Validation, isWeighted: false).Rows);
    }

    /// <summary>The same rows in memory in the order of the cache: every number of a network after an epoch has the same bits.</summary>
    [Fact]
    public void Training_depends_on_the_order_of_the_rows_alone()
    {
        using var cache = Cache();
        var source = new CachedRows<float>(cache, cache.Training, isWeighted: true, 3);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 9, Seed = 4 };
        Network<float> New() => new(2, [new Dense(3, Activation.Tanh), new Dense(1)], Loss.MeanSquaredError, seed: 1);
        var (cached, stepped) = (New(), New());
        new Trainer<float>(cached, new Adam(), options).Fit(source, cancellation: TestContext.Current.CancellationToken);
        using var batches = source.Shuffled(9, 4);
        var step = new Step<float>(stepped, new Adam());
        for (batches.Begin(0); batches.Next();) step.Run(batches.Inputs.ToArray(), batches.Targets.ToArray(), batches.Weights.ToArray());
        foreach (var (a, b) in cached.Layers.Zip(stepped.Layers))
            Compare.SameBits<float>(a.Weights, b.Weights);
        // Evaluated from the cache or from memory: the same double.
        using var all = source.InOrder(RowCount);
        all.Begin(0);
        all.Next();
        var data = new DataSet<float>(all.Inputs.ToArray(), all.Targets.ToArray(), RowCount) { Weights = all.Weights.ToArray() };
        Assert.Equal(cached.Evaluate(data), cached.Evaluate(source));
    }

    [Fact]
    public void Rows_without_weights_have_none()
    {
        using var cache = Cache(isWeighted: false);
        using var batches = new CachedRows<float>(cache, cache.Training, isWeighted: true).Shuffled(10, 0);
        batches.Begin(0);
        batches.Next();
        Assert.True(batches.Weights.IsEmpty);
        Assert.Equal(10, batches.Weight);
    }

    /// <summary>Any byte changed, any cut: it is seen when the cache is opened or when its blocks are checked, and never an exception.</summary>
    [Fact]
    public void Damage_is_noticed()
    {
        Cache().Dispose();
        var sound = File.ReadAllBytes(Path);
        Assert.True(IsSound(sound));
        var random = new Random(1);
        for (var at = 0; at < sound.Length; at += random.Next(1, 4))
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= (byte)(1 << random.Next(8));
            Assert.False(IsSound(damaged), $"byte {at}");
            Assert.False(IsSound(sound[..at]), $"cut at {at}");
        }
        Assert.False(IsSound([]));
        Assert.False(IsSound(new byte[100]));
        Assert.Null(CacheFile.TryOpen(_folder.PathOf("none"), out var isDamaged));
        Assert.False(isDamaged);
    }

    private bool IsSound(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        using var cache = CacheFile.TryOpen(Path, out var isDamaged);
        Assert.Equal(cache is null, isDamaged);
        return cache is not null && cache.IsSound<float>(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_block_that_changes_while_it_is_used_ends_the_run()
    {
        using var cache = Cache();
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 50;
            file.WriteByte(77);
        }
        using var batches = new CachedRows<float>(cache, cache.Training, isWeighted: true).InOrder(10);
        var error = Assert.Throws<IOException>(() => Order(batches, 0));
        Assert.Equal($"'{Path}' was damaged while it was read: delete it and train again", error.Message);
    }
}
