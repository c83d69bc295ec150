using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Explain;
using Chainrule.Explain.Tests;

namespace Chainrule.Cli.Tests;

public sealed class LargeTableTests
{
    /// <summary>A heap of this size, in hexadecimal, holds neither the texts nor the numbers of the table below.</summary>
    private const string SmallHeap = "8000000";

    private static Tool WithTable(string name, long length)
    {
        var tool = new Tool();
        using var file = new StreamWriter(tool.PathOf(name));
        var random = new Random(1);
        file.Write("id,city,a,b,c,d,y\n");
        for (var id = 0; file.BaseStream.Position < length; id++)
        {
            double a = random.NextDouble(), b = random.NextDouble(), c = random.NextDouble();
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{id},{"ABC"[id % 3]},{a:F4},{b:F4},{c:F4},,{(a + b > c + (id % 3) * 0.2 ? "yes" : "no")}\n"));
        }
        return tool;
    }

    /// <summary>The tool trains, evaluates and predicts on 50 MB in a heap of 128 MB, which the same table in memory does not fit into.</summary>
    [Fact]
    public void Fifty_megabytes_fit_into_a_small_heap()
    {
        using var tool = WithTable("t.csv", 50_000_000);
        tool.Environment["DOTNET_GCHeapHardLimit"] = SmallHeap;
        string[] train = ["train", "t.csv", "--target", "y", "--epochs", "1", "--hidden", "none", "-o", "m"];

        var inMemory = tool.Run([.. train, "--memory", "100GB"]);
        Assert.Equal((1, false), (inMemory.Code, File.Exists(tool.PathOf("m"))));

        var run = tool.Run([.. train, "--memory", "100MB"]).Done();
        Assert.Matches(@"(^|\n)finding out the columns: [\d,]+ rows, 100%, [\d.]+ s, [\d,]+ rows/s\n", run.Error);
        Assert.Matches(@"\nturning rows into numbers: [\d,]+ rows, 100%, [\d.]+ s, [\d,]+ rows/s\n", run.Error);
        Assert.Matches(@"\nepoch 1 .* [\d,]+ rows/s\n", run.Error);
        var rows = Regex.Match(run.Error, @"t\.csv: ([\d,]+) rows").Groups[1].Value;

        var evaluation = tool.Run("evaluate", "m", "t.csv", "--json", "--memory", "100MB").Done().Json;
        Assert.Equal(rows, ((int)evaluation["rows"]!).ToString("N0", CultureInfo.InvariantCulture));
        Assert.True((double)evaluation["accuracy"]! > 0.9);
        tool.Run("predict", "m", "t.csv", "-o", "p.csv", "--memory", "100MB").Done();
        Assert.Equal(File.ReadLines(tool.PathOf("t.csv")).Count(), File.ReadLines(tool.PathOf("p.csv")).Count());
        Assert.Equal(["m", "p.csv", "t.csv", "t.csv.cache"], Directory.GetFiles(tool.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Streamed_predictions_and_metrics_are_those_of_memory()
    {
        using var tool = new Tool().With("m", Trained.AutoMpg);
        var sample = Tool.Sample("auto-mpg.csv");
        foreach (var command in new[] { "predict", "evaluate" })
            Assert.Equal(tool.Run(command, "m", sample).Done().Out, tool.Run(command, "m", sample, "--memory", "0").Done().Out);
        Assert.Equal(["m"], tool.Files().Keys);
    }

    [Fact]
    public void The_cache_is_reused_and_a_damaged_one_written_anew()
    {
        using var tool = new Tool().With("t.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        Directory.CreateDirectory(tool.PathOf("caches"));
        string[] train = ["train", "t.csv", "--target", "species", "--epochs", "3", "--memory", "0", "--cache", "caches", "-o", "m"];
        var first = tool.Run(train).Done();
        var model = tool.Bytes("m");
        var second = tool.Run(train).Done();
        Assert.StartsWith("rows come from the cache caches/t.csv.cache, which fits data and options\n", second.Error);
        Assert.Equal((first.Out, model.Length), (second.Out, tool.Bytes("m").Length));
        Assert.Equal(model, tool.Bytes("m"));
        File.AppendAllText(tool.PathOf("caches/t.csv.cache"), "x");
        Assert.StartsWith("the cache caches/t.csv.cache is damaged or of another format: it is written anew\n", tool.Run(train).Done().Error);
        Assert.Equal(model, tool.Bytes("m"));
        Assert.StartsWith("使用缓存 caches/t.csv.cache，与数据和选项一致\n", tool.Run([.. train, "--lang", "zh"]).Done().Error);
        Assert.Equal("", tool.Run([.. train, "--quiet"]).Done().Error);
    }

    /// <summary>A page about rows that are not in memory: what is looked at row by row is a sample, and the page says so.</summary>
    [Fact]
    public void A_streamed_table_has_a_report_and_is_calibrated()
    {
        using var tool = WithTable("t.csv", 3_000_000);
        var run = tool.Run("train", "t.csv", "--target", "y", "--epochs", "2", "--memory", "0", "--report", "r.html", "--calibrate", "-o", "m", "--json").Done();
        Assert.Matches(@"\npicking rows for the report: [\d,]+ rows, 100%", run.Error);
        Assert.NotNull(run.Json["calibration"]!["temperature"]);
        var rows = (int)run.Json["validation"]!["rows"]!;
        AssertPage(ReportText("r.html"), rows, ["findings", "result", "curves", "layers", "confusion", "thresholds", "importance", "hardest", "data", "network", "repeat"]);
        tool.Run("evaluate", "m", "t.csv", "--memory", "0", "--report", "e.html", "-q").Done();
        AssertPage(ReportText("e.html"), File.ReadLines(tool.PathOf("t.csv")).Count() - 1, ["findings", "result", "confusion", "thresholds", "importance", "hardest", "data", "network", "repeat"]);

        XElement ReportText(string name) => PageXml.Read(tool.Text(name));

        void AssertPage(XElement page, int judged, string[] sections)
        {
            PageRules.AssertAll(page, Language.English);
            Assert.Equal(sections, page.With("main").Single().Elements("section").Select(section => section.Attribute("id")!.Value));
            Assert.Contains(FormattableString.Invariant($"what is looked at row by row is of 10,000 of these {judged:N0} rows"), page.Value, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"Of {judged:N0} "), page.Value, StringComparison.Ordinal);
            // The numbers of the hardest rows are those of the file.
            var lines = File.ReadAllLines(tool.PathOf("t.csv"));
            var hardest = page.Descendants("section").Single(section => (string?)section.Attribute("id") == "hardest").Descendants("tbody").First().Elements("tr").ToList();
            Assert.Equal(8, hardest.Count);
            foreach (var cells in hardest.Select(row => row.Elements().Select(cell => cell.Value).ToList()))
                Assert.Equal(lines[int.Parse(cells[0], CultureInfo.InvariantCulture)].Split(',')[^1], cells[1]);
        }
    }

    /// <summary>On a terminal there is a live line, which other tests, being piped, never see.</summary>
    [Fact]
    public void On_a_terminal_both_passes_have_a_live_line()
    {
        using var tool = new Tool().With("t.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        var shown = tool.RunOnTerminal("train t.csv --target species --epochs 3 --memory 0").Done().Out;
        Assert.Contains("finding out the columns: 150 rows, 100%", shown, StringComparison.Ordinal);
        Assert.Contains("turning rows into numbers: 150 rows, 100%", shown, StringComparison.Ordinal);
        Assert.Contains("model written to t.safetensors", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", shown, StringComparison.Ordinal);
    }

    /// <summary>An epoch of some seconds says on a terminal how far it is; piped, it is as ever.</summary>
    [Fact]
    public void On_a_terminal_a_long_epoch_says_how_far_it_is()
    {
        using var tool = WithTable("t.csv", 4_000_000);
        const string Training = "train t.csv --target y --epochs 1 --hidden 900,900 --batch 64 --threads 1 --memory 0";
        var shown = tool.RunOnTerminal(Training + " -o shown").Done().Out;
        Assert.Matches(@"epoch 1   \d+%   [\d,]+ rows/s   0:\d\d left", shown);
        var shares = Regex.Matches(shown, @"epoch 1   (\d+)%").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().ToList();
        Assert.True(shares.Count > 3 && shares.Order().SequenceEqual(shares), string.Join(' ', shares));
        var piped = tool.Run([.. Training.Split(' '), "-o", "piped"]).Done();
        Assert.DoesNotMatch(@"\d left", piped.Error);
        Assert.Equal(tool.Bytes("piped"), tool.Bytes("shown"));
    }

    [Theory]
    [InlineData("--memory must be a size such as 512MB or 2GB, not 'much'", "--memory", "much")]
    [InlineData("--memory must be a size such as 512MB or 2GB, not '-1MB'", "--memory", "-1MB")]
    [InlineData("there is no folder 'none' for the cache: create it, or choose another with --cache", "--memory", "0", "--cache", "none")]
    [InlineData("'-' is no CSV file on disk and cannot be streamed", "--memory", "0", "--validation", "-")]
    [InlineData("the optimizer rprop learns from all rows at once, and those of t.csv do not fit in memory", "--memory", "0", "--optimizer", "rprop")]
    public void Wrong_sizes_and_folders_are_refused(string sentence, params string[] options)
    {
        using var tool = new Tool().With("t.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        var run = tool.Run(["train", "t.csv", "--target", "species", .. options]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"chainrule: {sentence}", run.Error);
        Assert.Equal(["t.csv"], tool.Files().Keys);
    }
}
