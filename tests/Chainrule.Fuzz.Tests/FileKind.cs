using System.Text;
using Chainrule.Testing;

namespace Chainrule.Fuzz.Tests;

/// <summary>A kind of file that the tool reads, with good ones to damage.</summary>
/// <param name="Name">What the damaged file is called.</param>
/// <param name="Samples">Good files.</param>
/// <param name="Commands">What is done with it; every other file that they name is made by <see cref="Bench"/>.</param>
/// <param name="Mend">Makes lengths and checksums right again, so that damage comes past the first door; null where there are none.</param>
/// <param name="Result">What a command that ends well must have written to <see cref="Output"/>, unless the file was mended; null for anything.</param>
internal sealed record FileKind(string Name, byte[][] Samples, string[] Commands, Func<byte[], byte[]>? Mend = null, byte[]? Result = null)
{
    /// <summary>Where commands write a model.</summary>
    public const string Output = "out.safetensors";

    private const string Quick = "--hidden 3 --epochs 2 -q -o out.safetensors";

    /// <summary>A new kind of file is a new line.</summary>
    public static FileKind[] All(Bench bench) =>
    [
        new("t.csv", [Text(Csv)], [$"train t.csv --target x {Quick}", $"train t.csv --target c {Quick}",
            "predict m.safetensors t.csv -q -o out.csv", "evaluate m.safetensors t.csv", "explain m.safetensors --row t.csv:1 -o out.txt"]),
        new("cars.csv", [Sample("auto-mpg.csv")], [$"train cars.csv --target Miles_per_Gallon {Quick}", $"train cars.csv --target Origin {Quick}"]),
        new("t.csv.gz", [Bench.Gzipped(Text(Csv))], ["predict m.safetensors t.csv.gz -q -o out.csv"]),
        new("t.data", [Text(string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 9 == 1 ? "?" : $"{i}.0")}  {i * 2.5:0.0}   \"{(i % 2 == 0 ? "a b" : "x")}\"\n")))], [$"train t.data --delimiter space --columns x,y,c --missing ? --target y {Quick}"]),
        new("i-images.idx", [Idx(3, [30, 4, 4]), Bench.Gzipped(Idx(3, [30, 4, 4]))], [$"train i-images.idx --labels labels.idx {Quick}"]),
        new("labels.idx", [Idx(1, [30])], [$"train i-images.idx --labels labels.idx {Quick}"]),
        new("t.parquet", [Reference("table.parquet"), bench.Parquet], [$"train t.parquet --target double {Quick}", $"train t.parquet --target text {Quick}"]),
        new("net.json", [.. Directory.GetFiles(Repository.PathOf("samples", "networks")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)],
            ["explain net.json --lines 60 -o out.txt", "explain net.json --format json -o out.json", "inspect net.json",
                "explain net.json --focus w1 --depth 5 -o out.txt"]),
        new("m.safetensors", [bench.Model, bench.DoubleModel], ["inspect m.safetensors", "predict m.safetensors t.csv -q -o out.csv",
            "explain m.safetensors --row t.csv:2 -o out.txt", "evaluate m.safetensors t.csv --json"], ModelMending.Mend),
        new("c.safetensors", [bench.Checkpoint], [$"train t.csv {Bench.OfCheckpoint} {Bench.Shape} -o {Output} --checkpoint c.safetensors --resume"],
            ModelMending.Mend, bench.Resumable),
        new("t.csv.cache", [bench.Cache], [$"train t.csv {Bench.OfCache} {Bench.Shape} -o {Output} --checkpoint none"], CacheMending.Mend, bench.Whole),
        new("columns.json", [Text("""
            { "schema": "chainrule.columns/1", "target": "x", "columns": { "c": "category", "d": "date" },
              "missing": ["NA", "n/a", "not known at the time of writing", "-", "see the file of the year before"] }
            """)],
            [$"train t.csv --schema columns.json {Quick}"]),
    ];

    /// <summary>Numbers with gaps, categories, dates, quotes, a rare category.</summary>
    public static string Csv { get; } = "x,c,d,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i =>
        $"{(i % 7 == 3 ? "" : $"{i * 1.25:0.##}")},{(i == 5 ? "rare" : $"\"c {i % 3}\"")},2024-{1 + i % 12:00}-{1 + i % 28:00},{i * i}\n"));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Sample(string name) => File.ReadAllBytes(Repository.PathOf("samples", "data", name));

    private static byte[] Reference(string name) => File.ReadAllBytes(Repository.PathOf("tests", "reference", name));

    private static byte[] Idx(byte dimensions, byte[] sizes) =>
    [
        0, 0, 8, dimensions, .. sizes.SelectMany(size => new byte[] { 0, 0, 0, size }),
        .. Enumerable.Range(0, sizes.Aggregate(1, (product, size) => product * size)).Select(i => (byte)(dimensions == 1 ? i % 3 : i * 7)),
    ];

    /// <summary>The labels that go with the images.</summary>
    public static byte[] Labels { get; } = Idx(1, [30]);

    /// <summary>The images that go with the labels.</summary>
    public static byte[] Images { get; } = Idx(3, [30, 4, 4]);
}
