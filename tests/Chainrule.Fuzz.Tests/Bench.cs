using System.IO.Compression;
using System.Text;
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
        Model = Train("m.safetensors", "--target c");
        DoubleModel = Train("double.safetensors", "--target y --precision double --optimizer adagrad");
        _good["m.safetensors"] = Model;
    }

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
    }

    public static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Train(string model, string options)
    {
        var run = InProcess.Run(Folder, $"train t.csv {options} --min-frequency 2 --hidden 3 --epochs 5 -q -o {model}");
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
