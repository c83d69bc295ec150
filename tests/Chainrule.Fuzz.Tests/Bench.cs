using System.IO.Compression;
using System.Text;
using Chainrule.Data;
using Chainrule.Testing;
using Parquet;
using Parquet.Schema;

namespace Chainrule.Fuzz.Tests;

/// <summary>A folder with good files of every kind, into which one damaged file at a time is put.</summary>
internal sealed class Bench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, byte[]> _good;

    public Bench()
    {
        var csv = Encoding.UTF8.GetBytes(FileKind.Csv);
        _good = new() { ["t.csv"] = csv, ["labels.idx"] = FileKind.Labels, ["i-images.idx"] = FileKind.Images };
        foreach (var (name, bytes) in _good) File.WriteAllBytes(PathOf(name), bytes);
        Stamp();
        Model = Train("m.safetensors", "--target c");
        DoubleModel = Train("double.safetensors", "--target y --precision double --optimizer adagrad");
        _good["m.safetensors"] = Model;
        Whole = Train("whole.safetensors", $"{OfCache} --checkpoint none");
        Cache = File.ReadAllBytes(PathOf("t.csv.cache"));
        Resumable = Train("resumable.safetensors", $"{OfCheckpoint} --checkpoint none");
        Checkpoint = Stop();
    }

    /// <summary>The options of the training that <see cref="Cache"/> is of; those that all trainings have come behind.</summary>
    public const string OfCache = "--target c --memory 0";

    /// <summary>The options of the training that <see cref="Checkpoint"/> is of.</summary>
    public const string OfCheckpoint = "--target c";

    /// <summary>The model of a training from the cache, and the cache.</summary>
    public byte[] Whole { get; }

    public byte[] Cache { get; }

    /// <summary>The model of a training that nobody stopped, and a checkpoint of that training.</summary>
    public byte[] Resumable { get; }

    public byte[] Checkpoint { get; }

    public byte[] Model { get; }

    public byte[] DoubleModel { get; }

    /// <summary>Without compression, so that damage reaches the values.</summary>
    public byte[] Parquet { get; } = WriteParquet().GetAwaiter().GetResult();

    public string PathOf(string name) => _folder.PathOf(name);

    public string Folder => _folder.Root;

    /// <summary>Puts a damaged file among the good ones.</summary>
    public void Put(string name, byte[] bytes)
    {
        foreach (var (good, content) in _good)
            if (good != name) File.WriteAllBytes(PathOf(good), content);
        File.WriteAllBytes(PathOf(name), bytes);
        Stamp();
    }

    /// <summary>A cache is of a file with a certain time.</summary>
    private void Stamp() => File.SetLastWriteTimeUtc(PathOf("t.csv"), new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>The checkpoint of the training that train would do with <see cref="OfCheckpoint"/>, stopped in its middle.</summary>
    private byte[] Stop()
    {
        using var source = new CancellationTokenSource();
        var plan = new TrainingPlan { Hidden = [3], Epochs = 5, Checkpoint = new(PathOf("c.safetensors")) };
        new TabularTrainer<float>(Table.Read(PathOf("t.csv")), new("c") { MinFrequency = 2 }, plan).Train(
            report =>
            {
                if (report.Epoch == 2) source.Cancel();
            },
            source.Token);
        return File.ReadAllBytes(PathOf("c.safetensors"));
    }

    public static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    public const string Shape = "--min-frequency 2 --hidden 3 --epochs 5 -q";

    private byte[] Train(string model, string options)
    {
        var run = InProcess.Run(Folder, $"train t.csv {options} {Shape} -o {model}");
        return run.Code == 0 ? File.ReadAllBytes(PathOf(model)) : throw new InvalidOperationException(run.Said);
    }

    private static async Task<byte[]> WriteParquet()
    {
        var (number, text) = (new DataField<double?>("double"), new DataField<string>("text"));
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(number, text), stream,
            new() { CompressionMethod = CompressionMethod.None }))
        {
            using var group = writer.CreateRowGroup();
            double?[] values = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? null : (double?)(i / 4.0))];
            await group.WriteAsync<double>(number, values.AsMemory());
            await group.WriteAsync(text, Enumerable.Range(0, 60).Select(i => (string?)$"t{i % 4}").ToArray());
        }
        return stream.ToArray();
    }
}
