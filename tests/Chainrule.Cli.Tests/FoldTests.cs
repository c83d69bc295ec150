using System.Globalization;
using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class FoldTests
{
    private static readonly string s_iris = Tool.Sample("iris.csv");

    private static double[] Of(JsonNode folds, string metric) => [.. folds["each"]!.AsArray().Select(fold => (double)fold![metric]!)];

    [Fact]
    public void Means_and_deviations_are_those_of_the_folds_and_the_model_is_that_of_train()
    {
        using var tool = new Tool();
        var json = tool.Run("train", s_iris, "--target", "species", "--epochs", "20", "--folds", "4", "--repeats", "2", "--json", "-o", "a").Done().Json;
        var folds = json["folds"]!;
        Assert.Equal((4, 2, 8), ((int)folds["count"]!, (int)folds["repeats"]!, folds["each"]!.AsArray().Count));
        Assert.Equal([150, 150], folds["each"]!.AsArray().GroupBy(fold => (int)fold!["repeat"]!).Select(repeat => repeat.Sum(fold => (int)fold!["rows"]!)));
        foreach (var (metric, spread) in folds["metrics"]!.AsObject())
        {
            var values = Of(folds, metric);
            Compare.Close((double)spread!["mean"]!, values.Average(), 1e-14);
            Compare.Close((double)spread["deviation"]!, Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), 1e-12, 1e-15);
        }
        Assert.Equal(["linear", "majority"], folds["baselines"]!.AsObject().Select(kind => kind.Key));
        tool.Run("train", s_iris, "--target", "species", "--epochs", "20", "-o", "b").Done();
        Assert.Equal(tool.Bytes("b"), tool.Bytes("a"));
    }

    [Fact]
    public void A_repeat_is_what_the_next_seed_gives()
    {
        using var tool = new Tool();
        JsonNode Folds(params string[] more) => tool.Run(
            ["train", s_iris, "--target", "species", "--epochs", "5", "--folds", "3", "--no-model", "--json", "-q", .. more]).Done().Json["folds"]!;
        var both = Of(Folds("--repeats", "2", "--seed", "6"), "loss");
        double[] apart = [.. Of(Folds("--seed", "6"), "loss"), .. Of(Folds("--seed", "7"), "loss")];
        Assert.Equal(apart, both);
        Assert.Empty(tool.Files());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void No_number_depends_on_the_threads(string threads)
    {
        using var tool = new Tool();
        string Out(string count) =>
            tool.Run("train", Tool.Sample("auto-mpg.csv"), "--target", "Miles_per_Gallon", "--epochs", "8", "--folds", "5", "--no-model", "--threads", count).Done().Out;
        Assert.Equal(Out("2"), Out(threads));
    }

    [Fact]
    public void Each_fold_then_mean_and_deviation_are_printed()
    {
        using var tool = new Tool();
        var run = tool.Run("train", s_iris, "--target", "species", "--epochs", "20", "--folds", "3").Done();
        Assert.StartsWith("3 folds, each judged by a model that has seen only the others\n  fold  rows  accuracy ", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"\n  accuracy +\d\.\d{4} ± \d\.\d{4}  +\d\.\d{4} ± \d\.\d{4} ", run.Out);
        Assert.Matches(@"\n  calibration error +\d\.\d{4} ± \d\.\d{4} ", run.Out);
        Assert.Contains("\n\nvalidation on 30 rows\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(3, run.Error.Split('\n').Count(line => line.StartsWith("fold ", StringComparison.Ordinal)));
        var chinese = tool.Run("train", s_iris, "--target", "species", "--epochs", "20", "--folds", "3", "--no-model", "--lang", "zh").Done();
        Assert.StartsWith("3 折交叉验证：每一折都由未见过它的模型评估\n  折  行数  准确率", chinese.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--folds 1", "--folds must be at least 2, not 1")]
    [InlineData("--folds 151", "150 rows cannot be 151 folds: choose a number from 2 to 150")]
    [InlineData("--folds many", "--folds must be a whole number, not 'many': see chainrule train --help")]
    [InlineData("--repeats 2", "--repeats repeats folds: say --folds too, such as --folds 5")]
    [InlineData("--folds 3 --repeats 0", "--repeats must be at least 1, not 0")]
    [InlineData("--no-model", "--no-model leaves nothing to do without folds: say --folds too, such as --folds 5")]
    [InlineData("--no-model --folds 3 -o m", "--output and --no-model contradict each other: leave one out")]
    [InlineData("--find-learning-rate --folds 3", "--find-learning-rate trains no model to judge or keep: leave out --folds")]
    [InlineData("--find-learning-rate -o m", "--find-learning-rate trains no model to judge or keep: leave out --output")]
    [InlineData("--find-learning-rate --report r.html", "--find-learning-rate trains no model to judge or keep: leave out --report")]
    [InlineData("--folds 3 --no-model --log l.jsonl", "--log and --no-model contradict each other: leave one out")]
    [InlineData("--find-learning-rate --optimizer rprop",
        "--find-learning-rate does not go with --optimizer rprop, whose steps find their own lengths")]
    public void What_makes_no_sense_is_refused(string options, string sentence)
    {
        using var tool = new Tool();
        Refusal.Expect(tool, sentence, ["train", s_iris, "--target", "species", .. options.Split(' ')]);
    }

    [Fact]
    public void Ctrl_C_ends_the_folds()
    {
        Interrupts.RequireCtrlC();
        using var tool = new Tool();
        var run = tool.Interrupt(
            async error =>
            {
                while (await error.ReadLineAsync() is { } line && !line.StartsWith("fold", StringComparison.Ordinal)) { }
            },
            s_long);
        Assert.Equal((130, ""), (run.Code, run.Out));
        Assert.EndsWith("--folds 20 --resume\nchainrule: stopped\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(["iris.checkpoint.safetensors.folds"], tool.Files().Keys);
    }

    private static readonly string[] s_long = ["train", s_iris, "--target", "species", "--epochs", "3000", "--patience", "3000", "--folds", "20"];

    /// <summary>Folds that are judged are not judged again: not those before a stop among the folds, and none after a stop in the training.</summary>
    [Fact]
    public void Judged_folds_are_taken_from_beside_the_checkpoint()
    {
        using var whole = new Tool();
        using var tool = new Tool();
        const string Folds = "iris.checkpoint.safetensors.folds";
        string[] training = ["train", s_iris, "--target", "species", "--epochs", "700", "--patience", "700", "--batch", "4", "--folds", "3", "--checkpoint-every", "0.01s", "--json"];
        var expected = whole.Run(training).Done().Json;
        Assert.Equal(["iris.safetensors"], whole.Files().Keys);
        tool.Kill(TimeSpan.Zero, training, since: () => File.Exists(tool.PathOf(Folds)));
        Refusal.Expect(tool, $"'{Folds}' holds the folds of another training: resume with the options and the data that it was begun with, or begin anew",
            [.. training, "--resume", "--l2", "0.1", "-q"]);
        tool.Kill(TimeSpan.Zero, [.. training, "--resume"], since: () => File.Exists(tool.PathOf("iris.checkpoint.safetensors")));
        var kept = tool.Text(Folds);
        Assert.True(tool.Files().ContainsKey("iris.checkpoint.safetensors"));
        // Somebody who tells of other folds, and gives them their checksum, is believed: so they are not judged again.
        var told = kept.Split('\n')[1].Replace("\"epochs\":700,\"best", "\"epochs\":7,\"best", StringComparison.Ordinal);
        var crc = ~System.Text.Encoding.UTF8.GetBytes(told).Aggregate(uint.MaxValue, System.Numerics.BitOperations.Crc32C);
        using var other = new Tool().With(Folds, $"chainrule.folds/1 {crc:x8}\n{told}").With("iris.checkpoint.safetensors", tool.Bytes("iris.checkpoint.safetensors"));
        Assert.All(other.Run([.. training, "--resume"]).Done().Json["folds"]!["each"]!.AsArray(), fold => Assert.Equal(7, (int)fold!["epochs"]!));
        var resumed = tool.Run([.. training, "--resume"]).Done().Json;
        Assert.Equal(whole.Files(), tool.Files());
        foreach (var json in new[] { expected, resumed }) json.Remove("seconds");
        Assert.Equal(expected.ToJsonString(), resumed.ToJsonString());
    }

    /// <summary>Folds that were damaged are judged again.</summary>
    [Fact]
    public void Damaged_folds_are_judged_again()
    {
        using var tool = new Tool();
        string[] training = ["train", s_iris, "--target", "species", "--epochs", "5", "--folds", "3", "--json"];
        var expected = tool.Run(training).Done().Json;
        tool.With("iris.checkpoint.safetensors.folds", "chainrule.folds/1 00000000\n{}");
        var resumed = tool.Run([.. training, "--resume"]).Done().Json;
        Assert.Equal(expected["folds"]!.ToJsonString(), resumed["folds"]!.ToJsonString());
        Assert.Equal(["iris.safetensors"], tool.Files().Keys);
    }

    [Fact]
    public void Calibration_is_printed_and_stored_and_gives_the_model_its_probabilities()
    {
        using var tool = new Tool();
        var data = Tool.Sample("breast-cancer.csv");
        var run = tool.Run("train", data, "--target", "diagnosis", "--calibrate", "--json", "-o", "m", "--seed", "3").Done();
        var calibration = run.Json["calibration"]!;
        Assert.Equal((double)run.Json["validation"]!["logLoss"]!, (double)calibration["after"]!["logLoss"]!);
        Assert.True((double)calibration["after"]!["logLoss"]! < (double)calibration["before"]!["logLoss"]!);
        Assert.Equal(calibration.ToJsonString(), tool.Run("inspect", "m", "--json").Done().Json["training"]!["calibration"]!.ToJsonString());
        Assert.Matches(@"\ncalibrated on the validation rows: temperature [0-9.]+\n  log loss [0-9.]+ before, [0-9.]+ after; calibration error ", run.Error);
        tool.Run("train", data, "--target", "diagnosis", "-o", "plain", "--seed", "3", "-q").Done();
        double LogLoss(string model) => (double)tool.Run("evaluate", model, data, "--json").Done().Json["logLoss"]!;
        Assert.NotEqual(LogLoss("plain"), LogLoss("m"));
        Refusal.Expect(tool, "probabilities are calibrated, but the target 'petal_width' is an amount: leave out --calibrate, or say --task classification",
            "train", s_iris, "--target", "petal_width", "--calibrate");
    }

    [Fact]
    public void The_calibration_error_is_that_of_the_predictions()
    {
        using var tool = new Tool().With("m", Trained.Iris);
        var lines = tool.Run("predict", "m", s_iris).Done().Out.Trim().Split('\n').Skip(1).Select(line => line.Split(',')).ToList();
        var rows = lines.Select(cells => (P: cells[^3..].Max(cell => double.Parse(cell, CultureInfo.InvariantCulture)), IsRight: cells[4] == cells[5]));
        var error = rows.GroupBy(row => Math.Ceiling(row.P * 15)).Sum(bin => Math.Abs(bin.Count(row => row.IsRight) - bin.Sum(row => row.P))) / lines.Count;
        var evaluation = tool.Run("evaluate", "m", s_iris, "--json").Done().Json;
        Compare.Close((double)evaluation["calibrationError"]!, error, 1e-6);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"calibration error {error:F4}"), tool.Run("evaluate", "m", s_iris).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_learning_rate_test_draws_its_curve_and_writes_nothing()
    {
        using var tool = new Tool();
        string[] command = ["train", s_iris, "--target", "species", "--find-learning-rate"];
        var json = tool.Run([.. command, "--json"]).Done().Json;
        double[] Numbers(string key) => [.. json[key]!.AsArray().Select(value => (double)value!)];
        var (rates, smoothed) = (Numbers("rates"), Numbers("smoothed"));
        Assert.Equal(rates.Length, Numbers("losses").Length);
        Compare.Close((double)json["suggestion"]!, rates[Array.IndexOf(smoothed, smoothed.Min())] / 10, 1e-14);
        var run = tool.Run(command).Done();
        var suggestion = ((double)json["suggestion"]!).ToString("G2", CultureInfo.InvariantCulture);
        Assert.EndsWith($"\nsuggested: --learning-rate {suggestion}, a tenth of {suggestion.Replace("0.0", "0.", StringComparison.Ordinal)}, where the smoothed loss is lowest\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Out + run.Error);
        Assert.Equal("", run.Error);
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 90));
        Assert.Contains(" 1e-6", run.Out, StringComparison.Ordinal);
        Assert.Empty(tool.Files());
    }
}
