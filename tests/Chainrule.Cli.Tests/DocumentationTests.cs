using System.Text;
using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData]
    [InlineData("train")]
    [InlineData("search")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("inspect")]
    [InlineData("tutorial")]
    [InlineData("explain")]
    public void Every_option_of_the_help_is_in_the_manual(params string[] command)
    {
        using var tool = new Tool();
        var help = tool.Run([.. command, "--help"]).Done().Out;
        var manual = Manual();
        var options = Regex.Matches(help, "--[a-z][a-z-]+").Select(match => match.Value).Distinct().ToArray();
        Assert.Contains("--lang", options);
        Assert.All(options, option => Assert.Matches($"{option}(?![a-z-])", manual));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("search")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    public void Every_option_has_an_example(string command)
    {
        using var tool = new Tool();
        var help = tool.Run(command, "--help").Done().Out;
        var options = Regex.Matches(help, "^  (?:-., )?(--[a-z][a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
            .Except(["--help", "--version"]).ToArray();
        Assert.Contains("--decimal-comma", options);
        var examples = string.Join('\n', Examples());
        Assert.All(options, option => Assert.Matches($"{option}(?![a-z-])|{(option == "--output" ? " -o " : "^$")}", examples));
    }

    /// <summary>In the order of the manual and in one folder, as a reader would try them.</summary>
    [Fact]
    public void Every_example_of_the_manual_runs()
    {
        using var tool = new Tool();
        AddData(tool);
        var examples = Examples();
        Assert.True(examples.Length > 15);
        foreach (var example in examples)
        {
            var code = Shell.Run(tool.PathOf(""), example, out var said);
            Assert.True(code == 0, $"{example} ends with {code}: {said}");
        }
    }

    private static string Manual() => File.ReadAllText(Repository.PathOf("docs", "cli.md"));

    private static string[] Examples() =>
    [
        .. Regex.Matches(Manual(), @"^```(?<language>\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Where(block => block.Groups["language"].Length == 0)
            .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.Contains("chainrule ", StringComparison.Ordinal)),
    ];

    /// <summary>The files that the examples name, small.</summary>
    private static void AddData(Tool tool)
    {
        foreach (var sample in Directory.GetFiles(Repository.PathOf("samples", "data"))) tool.With(Path.GetFileName(sample), File.ReadAllBytes(sample));
        foreach (var name in new[] { "new.csv", "test.csv" }) tool.With(name, File.ReadAllBytes(Tool.Sample("iris.csv")));
        tool.With("net.json", File.ReadAllBytes(Repository.PathOf("samples", "networks", "tutorial.json")));
        tool.With("measurements.parquet", File.ReadAllBytes(Repository.PathOf("tests", "reference", "table.parquet")));
        var rows = Enumerable.Range(0, 60);
        tool.With("cars.csv", "id,doors,sold,weight,price\n"
            + string.Concat(rows.Select(i => $"c{i},{2 + i % 3},2024-{1 + i % 12:00}-{1 + i % 28:00},{(i % 9 == 0 ? "NA" : $"{900 + i}")},{5000 + 100 * i + i % 7}\n")));
        tool.With("cars.json", """{ "target": "price", "columns": { "id": "ignore", "doors": "category", "sold": "date" }, "missing": ["NA"] }""");
        tool.With("space.json", """{ "learning-rate": "1e-3..1e-1", "hidden": [8, "16,8"] }""");
        tool.With("prices.csv", Encoding.Latin1.GetBytes("größe;price\n" + string.Concat(rows.Select(i => $"{i},5;{2 * i},25\n"))));
        // The layout of the archive of 1983, as its readers find it.
        tool.With("auto-mpg.data", string.Concat(rows.Select(i =>
            $"{18 + i % 9}.0   {4 + i % 3 * 2}   {100 + i}.0      {(i % 9 == 0 ? "?" : $"{90 + i}.0")}      {3000 + i * 7}.      12.0   7{i % 9}  {1 + i % 3}\t\"car {i}\"\n")));
        foreach (var part in new[] { "train", "t10k" })
        {
            tool.With($"{part}-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 2, 0, 0, 0, 2, .. rows.SelectMany(i => new byte[] { (byte)(i % 2 * 200), 9, (byte)i, 0 })]);
            tool.With($"{part}-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 60, .. rows.Select(i => (byte)(i % 2))]);
        }
    }
}
