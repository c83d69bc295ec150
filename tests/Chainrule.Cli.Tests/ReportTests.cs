using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Explain;
using Chainrule.Explain.Tests;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class ReportTests
{
    private static readonly string[] s_ofClasses =
        ["findings", "result", "curves", "layers", "confusion", "thresholds", "importance", "hardest", "data", "network", "repeat"];

    private static readonly string[] s_ofAmounts =
        ["findings", "result", "curves", "layers", "amounts", "importance", "hardest", "data", "network", "repeat"];

    [Theory]
    [InlineData("iris.csv", "species", Language.English)]
    [InlineData("iris.csv", "species", Language.Chinese)]
    [InlineData("auto-mpg.csv", "Miles_per_Gallon", Language.English)]
    [InlineData("auto-mpg.csv", "Miles_per_Gallon", Language.Chinese)]
    [InlineData("digits.csv", "digit", Language.English)]
    public void A_page_is_complete_in_itself_and_has_all_parts(string data, string target, Language language)
    {
        using var tool = new Tool();
        var page = Train(tool, data, target, "--epochs", "6", "--lang", language == Language.Chinese ? "zh" : "en", "--task", target is "digit" or "species" ? "classification" : "regression");
        PageRules.AssertAll(page, language);
        var sections = page.With("main").Single().Elements("section").Select(section => section.Attribute("id")!.Value);
        Assert.Equal(target == "Miles_per_Gallon" ? s_ofAmounts : s_ofClasses, sections);
        // Every hard row leads to its worked prediction.
        var links = Table(page, "hardest").Descendants("a").Select(link => link.Attribute("href")!.Value[1..]).ToList();
        Assert.Equal(8, links.Count);
        Assert.All(links, link => Assert.NotEmpty(page.Descendants("div").Single(place => (string?)place.Attribute("id") == link).With("math")));
        Assert.InRange(tool.Bytes("r.html").Length, 50_000, 1_000_000);
    }

    [Fact]
    public void Its_numbers_are_those_that_the_run_printed()
    {
        using var tool = new Tool();
        var page = Train(tool, "iris.csv", "species", "--epochs", "20", "--log", "l.jsonl");
        var said = JsonNode.Parse(tool.Text("out.json"))!;
        var validation = said["validation"]!;
        string Shown(string name) => ((double)validation[name]!).ToString("F4", CultureInfo.InvariantCulture);
        Assert.Equal(
            ["this model", Shown("accuracy"), Shown("balancedAccuracy"), Shown("f1"), Shown("rocAuc"), Shown("prAuc"), Digits.Of((double)validation["logLoss"]!, 4)],
            Cells(Table(page, "result"))[0]);
        Assert.Equal(
            validation["confusion"]!.AsArray().Select(row => row!.AsArray().Select(count => (int)count! == 0 ? "·" : count!.ToJsonString())),
            Cells(Table(page, "confusion")).Select(row => row[1..]));

        // The line of the validation loss ends where the log does.
        var epochs = tool.Text("l.jsonl").Split('\n').Where(line => line.Contains("\"epoch\":", StringComparison.Ordinal) && line.Contains("isBest", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!).ToList();
        var curve = Line(page, "loss-curve", "line1");
        Assert.Equal(epochs.Count, curve.Count);
        var other = Line(page, "loss-curve", "line2");
        var (first, last) = ((double)epochs[0]["validationLoss"]!, (double)epochs[^1]["validationLoss"]!);
        var (high, low) = ((double)epochs[0]["trainingLoss"]!, (double)epochs[^1]["trainingLoss"]!);
        // Three of the four ends fix the scale, linear or not; the fourth must be on it.
        double Place(double value, Func<double, double> scale) =>
            other[0].Y + ((other[^1].Y - other[0].Y) * (scale(value) - scale(high)) / (scale(low) - scale(high)));
        Func<double, double> scale = page.Descendants("svg").Single(svg => (string?)svg.Attribute("aria-labelledby") == "loss-curve-title loss-curve-desc")
            .Value.Contains("log scale", StringComparison.Ordinal) ? Math.Log : value => value;
        Compare.Close(curve[0].Y, Place(first, scale), 0, 0.05);
        Compare.Close(curve[^1].Y, Place(last, scale), 0, 0.05);
    }

    [Fact]
    public void The_ROC_and_the_calibration_are_those_of_the_predictions()
    {
        using var tool = new Tool();
        tool.With("m", Trained.Iris);
        tool.Run("evaluate", "m", Tool.Sample("iris.csv"), "--report", "r.html", "-q").Done();
        var page = PageXml.Read(tool.Text("r.html"));
        var lines = tool.Run("predict", "m", Tool.Sample("iris.csv")).Done().Out.Trim().Split('\n').Select(line => line.Split(',')).ToList();
        var (rows, header) = (lines[1..], lines[0]);
        var truth = Array.IndexOf(header, "species");
        string[] classes = ["setosa", "versicolor", "virginica"];
        foreach (var (name, k) in classes.Select((name, k) => (name, k)))
        {
            var column = Array.IndexOf(header, $"p({name})");
            double Score(string[] row) => double.Parse(row[column], CultureInfo.InvariantCulture);
            var (of, others) = (rows.Where(row => row[truth] == name).ToList(), rows.Where(row => row[truth] != name).ToList());
            var auc = of.Average(p => others.Average(n => Score(p) > Score(n) ? 1 : Score(p) == Score(n) ? 0.5 : 0));
            Assert.Equal(auc.ToString("F4", CultureInfo.InvariantCulture), Cells(Table(page, "classes"))[k][^2]);
            // Every drawn point is a threshold: some score, in shares of the axis from 64 to 396 and from 254 up to 28.
            var points = Line(page, "roc", $"line{k + 1}").Select(point => ((point.X - 64) / (396 - 64), (254 - point.Y) / (254 - 28))).ToList();
            Assert.Equal((0, 0), points[0]);
            Assert.Equal((1, 1), points[^1]);
            var thresholds = rows.Select(Score).Append(2).Select(t => (
                others.Count(row => Score(row) >= t) / (double)others.Count, of.Count(row => Score(row) >= t) / (double)of.Count)).ToList();
            Assert.All(points, point => Assert.Contains(thresholds, t => Math.Abs(t.Item1 - point.Item1) < 1e-3 && Math.Abs(t.Item2 - point.Item2) < 1e-3));
        }
        var ece = Enumerable.Range(0, 15).Sum(bin =>
        {
            var some = rows.Select(row => (P: classes.Max(name => double.Parse(row[Array.IndexOf(header, $"p({name})")], CultureInfo.InvariantCulture)),
                IsRight: row[truth] == row[Array.IndexOf(header, "prediction")])).Where(row => row.P > bin / 15.0 && row.P <= (bin + 1) / 15.0).ToList();
            return some.Count == 0 ? 0 : some.Count * Math.Abs(some.Average(row => row.P) - some.Average(row => row.IsRight ? 1 : 0)) / rows.Count;
        });
        Assert.Contains($"{Digits.Of(ece, 4)}: the expected calibration error", Section(page, "thresholds").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_is_named_with_its_numbers()
    {
        using var tool = new Tool();
        var deep = Train(tool, "breast-cancer.csv", "diagnosis", "--hidden", "16,16,16,16,16,16", "--activation", "sigmoid", "--optimizer", "sgd", "--learning-rate", "0.001", "--epochs", "20");
        Assert.Matches(@"That of layer 1 is \d+ times smaller than that of layer 7 \(norms [\d.]+ and [\d.]+, medians of the epochs\): it vanishes", Section(deep, "findings").Value);
        var sound = Train(tool, "iris.csv", "species", "--epochs", "20");
        Assert.Matches(@"None vanishes and none explodes: their norms lie between [\d.]+ and [\d.]+", Section(sound, "findings").Value);
        Assert.Contains("Every hidden unit learns from some of 120 sampled rows.", Section(sound, "findings").Value, StringComparison.Ordinal);
        // Wilson's limits are the shares from which the accuracy is 1.96 standard deviations away.
        var found = Regex.Match(Section(sound, "findings").Value, @"Of 30 rows, an accuracy of ([\d.]+) means from ([\d.]+) to ([\d.]+) on many more");
        double[] numbers = [.. found.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(3, numbers.Length);
        double Deviations(double limit) => (numbers[0] - limit) / Math.Sqrt(limit * (1 - limit) / 30);
        Assert.InRange(Deviations(numbers[1]), 1.8, 2.1);
        Assert.InRange(Deviations(numbers[2]), -2.6, -1.6);
    }

    [Fact]
    public void Dead_units_are_counted()
    {
        using var tool = new Tool();
        // Steps so long kill relu units.
        var page = Train(tool, "iris.csv", "species", "--optimizer", "sgd", "--learning-rate", "0.5", "--momentum", "0", "--epochs", "4", "--hidden", "64,64");
        Assert.Matches(@"\d+ of 64 units of layer [12] are dead \([\d.]+%\): on all 120 sampled rows", Section(page, "findings").Value);
    }

    [Fact]
    public void Images_are_shown_as_images()
    {
        using var tool = new Tool();
        var random = new Random(1);
        const int Count = 60;
        tool.With("x-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, Count, 0, 0, 0, 10, 0, 0, 0, 9, .. Enumerable.Range(0, Count * 90).Select(_ => (byte)random.Next(256))]);
        tool.With("x-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, Count, .. Enumerable.Range(0, Count).Select(i => (byte)(i % 2))]);
        tool.Run("train", "x-images-idx3-ubyte", "--epochs", "3", "-o", "m", "--report", "r.html", "-q").Done();
        var page = PageXml.Read(tool.Text("r.html"));
        PageRules.AssertAll(page, Language.English);
        var images = Section(page, "hardest").Descendants("figure").Where(figure => (string?)figure.Attribute("class") == "pixels").ToList();
        Assert.Equal(8, images.Count);
        var bytes = tool.Bytes("x-images-idx3-ubyte");
        foreach (var image in images)
        {
            var row = int.Parse(image.Descendants("a").Single().Value.Split(' ')[1], CultureInfo.InvariantCulture);
            var seen = new double[90];
            foreach (var path in image.Descendants("path"))
                foreach (var run in path.Attribute("d")!.Value.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(run => run.Split(' ', 'h')))
                    for (var x = 0; x < int.Parse(run[2], CultureInfo.InvariantCulture); x++)
                        seen[((int)double.Parse(run[1], CultureInfo.InvariantCulture) * 9) + int.Parse(run[0], CultureInfo.InvariantCulture) + x] =
                            Convert.ToInt32(path.Attribute("stroke")!.Value[1..2], 16) / 15.0;
            for (var pixel = 0; pixel < 90; pixel++) Compare.Close(seen[pixel], bytes[16 + ((row - 1) * 90) + pixel] / 255.0, 0, 0.5 / 15 + 1e-9);
        }
        Assert.Equal("0 0 7 7", Section(page, "importance").Descendants("svg").Single().Attribute("viewBox")!.Value);
    }

    [Fact]
    public void Normalised_networks_have_a_report_and_are_worked_through()
    {
        using var tool = new Tool();
        var batch = Train(tool, "iris.csv", "species", "--epochs", "4", "--normalization", "batch", "--dropout", "0.2");
        PageRules.AssertAll(batch, Language.English);
        Assert.Equal(8, Section(batch, "worked").Elements("details").Count());
        Assert.Contains("32 batch-normalized relu dropout 0.2", Section(batch, "layers").Value, StringComparison.Ordinal);
        var layer = Train(tool, "iris.csv", "species", "--epochs", "4", "--normalization", "layer");
        PageRules.AssertAll(layer, Language.English);
        Assert.Equal(8, Section(layer, "worked").Elements("details").Count());
        Assert.Contains("layer normalisation", Section(layer, "worked").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_columns_stay_as_they_are_and_cannot_break_the_page()
    {
        using var tool = new Tool();
        tool.With("t.csv", "\"w5<b>&\",\"b_1 'x'\",y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i * 7 % 11},{(i < 20 ? "<i>no</i>" : "yes & \"so\"")}\n")));
        tool.Run("train", "t.csv", "--target", "y", "--epochs", "3", "-o", "m", "--report", "r.html", "-q").Done();
        var page = PageXml.Read(tool.Text("r.html"));
        PageRules.AssertAll(page, Language.English);
        Assert.Equal(["b_1 'x'", "w5<b>&"], Cells(Table(page, "importance")).Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Empty(page.With("i"));
    }

    [Fact]
    public void The_command_on_the_page_repeats_the_run()
    {
        using var tool = new Tool();
        tool.With("my data.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        tool.Run("train", "my data.csv", "--target", "species", "--epochs", "3", "--seed", "5", "-o", "it's", "--report", "r.html", "-q").Done();
        var first = tool.Bytes("it's");
        var command = Section(PageXml.Read(tool.Text("r.html")), "repeat").Descendants("dd").First().Value;
        Assert.Equal(@"chainrule train 'my data.csv' --target species --epochs 3 --seed 5 -o 'it'\''s' --report r.html -q", command);
        File.Delete(tool.PathOf("it's"));
        Assert.Equal(0, Shell.Run(tool.PathOf(""), command));
        Assert.Equal(first, tool.Bytes("it's"));
    }

    /// <summary>A run that diverges at once has a page, which says why; one that diverges later says it beside everything else.</summary>
    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void A_run_that_diverges_says_where_it_went_wrong(Language language)
    {
        using var tool = new Tool();
        string[] training = ["train", Tool.Sample("auto-mpg.csv"), "--target", "Miles_per_Gallon", "--optimizer", "sgd", "--momentum", "0", "--hidden", "none",
            "--report", "r.html", "--lang", language == Language.Chinese ? "zh" : "en"];
        var run = tool.Run([.. training, "--learning-rate", "1e30", "--quiet"]);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Equal(["r.html"], tool.Files().Keys);
        var page = PageXml.Read(tool.Text("r.html"));
        PageRules.AssertAll(page, language);
        Assert.Equal(["divergence", "data", "network", "repeat"], page.With("main").Single().Elements("section").Select(section => section.Attribute("id")!.Value));
        // What stands on the page is what was said on stderr.
        var finding = Section(page, "divergence").Elements("p").First().Value;
        Assert.Contains($"\n{finding}\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("Eo1 = ∞", Section(page, "divergence").Element("details")!.Value, StringComparison.Ordinal);
        Assert.NotEmpty(Section(page, "divergence").With("math"));

        var later = tool.Run([.. training, "--learning-rate", "100", "--warm-up", "1000", "--epochs", "1000", "--patience", "1000"]);
        Assert.Equal(1, later.Code);
        page = PageXml.Read(tool.Text("r.html"));
        PageRules.AssertAll(page, language);
        Assert.Equal([.. s_ofAmounts[..7], "divergence", .. s_ofAmounts[7..]], page.With("main").Single().Elements("section").Select(section => section.Attribute("id")!.Value));
    }

    private static XElement Train(Tool tool, string data, string target, params string[] more)
    {
        var run = tool.Run(["train", Tool.Sample(data), "--target", target, "--report", "r.html", "-o", "m", "--json", "-q", .. more]).Done();
        tool.With("out.json", run.Out);
        return PageXml.Read(tool.Text("r.html"));
    }

    private static XElement Section(XElement page, string id) => page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    private static XElement Table(XElement page, string section) => Section(page, section).Descendants("table").First();

    private static List<string[]> Cells(XElement table) =>
        [.. table.Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).Where((cell, i) => i == 0 || cell.Length > 0).ToArray())];

    private static List<(double X, double Y)> Line(XElement page, string chart, string style) =>
        [.. page.Descendants("svg").Single(svg => (string?)svg.Attribute("aria-labelledby") == $"{chart}-title {chart}-desc")
            .Descendants("polyline").Single(line => line.Attribute("class")!.Value == $"line {style}").Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',')).Select(point => (double.Parse(point[0], CultureInfo.InvariantCulture), double.Parse(point[1], CultureInfo.InvariantCulture)))];
}
