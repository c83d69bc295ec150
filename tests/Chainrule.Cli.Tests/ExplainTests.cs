using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class ExplainTests
{
    private const string Net = """
        { "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
          "biases": "frozen", "loss": "half-squared-error", "optimizer": { "name": "sgd", "learningRate": 0.5 },
          "batch": [ { "input": [0.05, 0.10], "target": [0.01, 0.99] } ] }
        """;

    [Fact]
    public void A_step_of_a_model_is_by_its_own_optimizer_and_says_what_that_means()
    {
        using var tool = new Tool();
        var iris = Repository.PathOf("samples", "data", "iris.csv");
        string[] train = ["train", iris, "--target", "species", "--epochs", "3", "-q"], row = ["--row", iris + ":77", "--focus", "gW2[1,1]"];
        tool.Run([.. train, "-o", "adam", "--optimizer", "adamw", "--learning-rate", "0.003", "--weight-decay", "0.02", "--clip-norm", "0.5"]).Done();
        tool.Run([.. train, "-o", "lbfgs", "--optimizer", "lbfgs"]).Done();
        foreach (var page in new[] { tool.Run(["explain", "adam", .. row]).Done().Out, tool.Run("explain", "adam", "--input", "1,1,1,1", "--target", "1,0,0").Done().Out })
        {
            Assert.Contains("η = 0.003, β₁ = 0.9", page);
            Assert.Contains("the file keeps the settings of the optimizer", page);
            Assert.Contains("‖g‖", page);
        }
        var plain = tool.Run(["explain", "lbfgs", .. row]).Done().Out;
        Assert.Contains("sgd: w⁺ = w − η·g with η = 0.01", plain);
        Assert.Contains("by plain gradient descent", plain);
        Assert.DoesNotContain("this step", tool.Run("explain", Repository.PathOf("samples", "networks", "tutorial.json")).Done().Out);
    }

    [Fact]
    public void The_row_of_a_table_that_is_read_by_options_is_explained()
    {
        using var tool = new Tool().With("t.csv", "1,5;2,5;ja\n2,5;1,5;nein\n1,0;2,0;ja\n3,0;1,0;nein\n1,1;2,2;\n");
        string[] reading = ["--columns", "a,b,y", "--decimal-comma", "--delimiter", ";"];
        tool.Run(["train", "t.csv", "--target", "y", "--epochs", "3", "-q", "--validation", "0.5", "-o", "m", .. reading]).Done();
        Assert.Contains("2.5", tool.Run(["explain", "m", "--row", "t.csv:2", .. reading]).Done().Out);
        Refusal.Expect(tool, "there is no quantity 'gW1[1,1]' here…", ["explain", "m", "--row", "t.csv:5", "--focus", "gW1[1,1]", .. reading]);
        Assert.EndsWith("t.csv:5 has no value of the target 'y', without which there is no loss and no gradient\n",
            tool.Run(["explain", "m", "--row", "t.csv:5", "--focus", "gW1[1,1]", .. reading]).Error);
    }

    [Fact]
    public void A_weight_is_derived_by_the_chain_rule_with_the_check_beside_it()
    {
        using var tool = new Tool().With("net.json", Net);
        var run = tool.Run("explain", "net.json", "--focus", "w1").Done();
        Assert.Contains("""
              ∂E_total/∂w1 = ∂E_total/∂out_h1 · ∂out_h1/∂net_h1 · ∂net_h1/∂w1
                           = 0.036350306·0.241300709·0.05
                           = 0.000438568      ✓ central difference, h = 1e-4: 0.000438568
            """.ReplaceLineEndings("\n"), run.Out, StringComparison.Ordinal);
        Assert.Contains("= 0.149780716", run.Out, StringComparison.Ordinal);
        Assert.Contains("0.291027774 after it", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
        Assert.DoesNotContain('\e', run.Out);
        Assert.Equal(["net.json"], tool.Files().Keys);
    }

    [Fact]
    public void Json_of_everything_holds_what_a_grader_needs()
    {
        using var tool = new Tool().With("net.json", Net);
        var values = Values(tool.Run("explain", "net.json", "--format", "json", "--depth", "3", "--all").Done().Json);
        foreach (var id in new[] { "z1[1]", "a2[2]", "d1[2]", "E", "E[1]", "gW1[1,2]", "gW2[2,1]", "gb1[1]", "gb2[2]", "W1'[1,1]", "W2'[2,2]", "b1'[1]" })
            Assert.Contains(id, values.Keys);
        Assert.Equal(0.082167041, values["gW2[1,1]"], 1e-9);
        Assert.Equal(0.35891648, values["W2'[1,1]"], 1e-9);
        Assert.Equal(0.298371109, values["E"], 1e-9);
    }

    [Fact]
    public void Steps_far_apart_are_those_of_the_training_in_between()
    {
        using var tool = new Tool().With("net.json", Net);
        var values = Values(tool.Run("explain", "net.json", "--format", "json", "--step", "10000,1,2", "--all").Done().Json);
        Assert.Equal(0.298371109, values["E#1"], 1e-9);
        Assert.Equal(0.291027774, values["E#2"], 1e-9);
        // The loss before update 10,000, which the printed tutorial gives for after it.
        Assert.Equal(0.0000351085, values["E#10000"], 1e-10);
    }

    [Fact]
    public void Steps_are_repeated_under_the_penalties_limits_weights_and_dropout_of_the_spec()
    {
        using var tool = new Tool().With("net.json", """
            { "inputs": 2, "seed": 3, "layers": [ { "units": 8, "activation": "tanh", "dropout": 0.5 }, { "units": 1 } ],
              "optimizer": { "name": "adam", "learningRate": 0.1 }, "gradients": { "l1": 0.01, "l2": 0.1, "clipNorm": 0.5 },
              "batch": [ { "input": [1, 2], "target": [3], "weight": 2 }, { "input": [0, 1], "target": [1] } ] }
            """);
        var values = Values(tool.Run("explain", "net.json", "--format", "json", "--step", "1,2,3", "--all").Done().Json);
        var spec = NetworkSpec.Read(tool.PathOf("net.json"));
        var step = new Step<double>(spec.Build<double>(), spec.Optimizer!, spec.Gradients) { Seed = 3 };
        for (var n = 1; n <= 3; n++)
        {
            Assert.Equal(values[$"J#{n}"], step.Run(spec.Batch!.Inputs, spec.Batch.Targets, spec.Batch.Weights));
            Assert.Equal(values[$"W2'[1,8]#{n}"], step.Network.Layers[1].Weights[7]);
            Assert.Equal(values[$"draw1[8]@2#{n}"] < 0.5 ? 0 : 2, values[$"mask1[8]@2#{n}"]);
        }
        Assert.Equal(3, values["omega#1"]);
        Assert.NotEqual(values["draw1[1]@1#1"], values["draw1[1]@1#2"]);
    }

    [Theory]
    [InlineData("markdown", "```math")]
    [InlineData("text", "═")]
    [InlineData("html", "<math")]
    public void A_file_holds_what_stdout_would(string format, string mark)
    {
        using var tool = new Tool().With("net.json", Net);
        var text = tool.Run("explain", "net.json", "--format", format).Done().Out;
        Assert.Contains(mark, text, StringComparison.Ordinal);
        Assert.Equal("", tool.Run("explain", "net.json", "--format", format, "-o", "e.txt").Done().Out);
        Assert.Equal(text, tool.Text("e.txt"));
    }

    [Fact]
    public void Chinese_and_ascii_are_to_be_had()
    {
        using var tool = new Tool().With("net.json", Net);
        Assert.Contains("反向传播用到的权重", tool.Run("explain", "net.json", "--lang", "zh").Done().Out, StringComparison.Ordinal);
        Assert.All(tool.Run("explain", "net.json", "--ascii").Done().Out, c => Assert.True(char.IsAscii(c)));
    }

    [Fact]
    public void One_sample_may_stand_in_for_the_batch()
    {
        using var tool = new Tool().With("net.json", Net);
        Assert.Contains("E_total = 0.298371109 before", tool.Run("explain", "net.json").Done().Out, StringComparison.Ordinal);
        var run = tool.Run("explain", "net.json", "--input", "1,0", "--target", "0,1").Done();
        Assert.DoesNotContain("0.298371109", run.Out, StringComparison.Ordinal);
        var prediction = tool.Run("explain", "net.json", "--input=-1,0").Done().Out;
        Assert.DoesNotContain("before this update", prediction, StringComparison.Ordinal);
        Assert.Contains("out_o2 = 1 / (1 + e^(−net_o2))", prediction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_is_the_one_that_predict_makes()
    {
        using var tool = new Tool().With("m", Trained.Iris).With("iris.csv", File.ReadAllText(Tool.Sample("iris.csv")));
        var rows = tool.Run("predict", "m", "iris.csv").Done().Out.TrimEnd().Split('\n');
        foreach (var row in new[] { 1, 17, 71, 107, 150 })
        {
            var predicted = rows[row].Split(',')[5];
            var text = tool.Run("explain", "m", "--row", $"iris.csv:{row}").Done().Out;
            Assert.StartsWith($"Why m predicts {predicted} for row {row} of iris.csv\n", text, StringComparison.Ordinal);
            Assert.Contains($"It predicts {predicted} with probability", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_amount_with_a_missing_value_is_filled_scaled_and_scaled_back()
    {
        using var tool = new Tool().With("m", Trained.AutoMpg).With("cars.csv", File.ReadAllText(Tool.Sample("auto-mpg.csv")));
        var lines = File.ReadAllLines(Tool.Sample("auto-mpg.csv"));
        var row = Array.FindIndex(lines, line => line.Split(',')[3].Length == 0);
        var predicted = double.Parse(tool.Run("predict", "m", "cars.csv").Done().Out.Split('\n')[row].Split(',')[^1], CultureInfo.InvariantCulture);
        var text = tool.Run("explain", "m", "--row", $"cars.csv:{row}", "--top", "7").Done().Out;
        Assert.Contains("Horsepower is missing: the median of the training rows, ", text, StringComparison.Ordinal);
        Assert.Contains("one-hot", text, StringComparison.Ordinal);
        Assert.Contains($"It predicts Miles_per_Gallon = {predicted.ToString("F8", CultureInfo.InvariantCulture).TrimEnd('0')}.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_is_said_in_days_and_a_count_is_raised_from_its_logarithm()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{(i % 10 == 7 ? "" : $"2024-{1 + i % 12:00}-{1 + i % 28:00}")},{i % 9},{i % 9 + i % 3}\n");
        using var tool = new Tool().With("sold.csv", "day,heat,sold\n" + string.Concat(rows));
        tool.Run("train", "sold.csv", "--target", "sold", "--task", "regression", "--loss", "poisson", "--precision", "double", "--epochs", "20", "-o", "m").Done();
        var predicted = double.Parse(tool.Run("predict", "m", "sold.csv").Done().Out.Split('\n')[5].Split(',')[^1], CultureInfo.InvariantCulture);
        var text = tool.Run("explain", "m", "--row", "sold.csv:5").Done().Out;
        Assert.Contains("day is 2024-05-05: 19848 days since 1970-01-01.", text, StringComparison.Ordinal);
        Assert.Contains("= (19848 − ", text, StringComparison.Ordinal);
        Assert.Contains("inputs of day mark its month, its weekday and its time of day", text, StringComparison.Ordinal);
        Assert.Contains($"It predicts sold = {predicted.ToString("F9", CultureInfo.InvariantCulture).TrimEnd('0')}.", text, StringComparison.Ordinal);
        Assert.Matches(@"sold = e\^a2\[1\] *· *mean", text);
        var filled = tool.Run("explain", "m", "--row", "sold.csv:8").Done().Out;
        Assert.Contains("day is missing: the median of the training rows, 2024-", filled, StringComparison.Ordinal);
        Assert.Contains("x[21] = 1 says that day is missing.", filled, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_of_a_row_are_to_be_had_where_its_target_is_known()
    {
        using var tool = new Tool().With("m", Trained.Iris).With("iris.csv", File.ReadAllText(Tool.Sample("iris.csv")));
        var text = tool.Run("explain", "m", "--row", "iris.csv:71", "--focus", "gW2[1,3]").Done().Out;
        Assert.Contains("∂E/∂W2[1,3] = δ2[1] · ∂z2[1]/∂W2[1,3]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_parameters_are_explained_in_less_than_300_MB()
    {
        using var tool = new Tool();
        var numbers = string.Join(",", Enumerable.Range(0, 1000).Select(i => (i % 10 / 10.0).ToString(CultureInfo.InvariantCulture)));
        tool.With("net.json", $$"""
            { "inputs": 1000, "layers": [ { "units": 1000, "activation": "relu" }, { "units": 10 } ], "loss": "cross-entropy",
              "optimizer": { "name": "adam" }, "batch": [ { "input": [{{numbers}}], "target": [0,0,0,1,0,0,0,0,0,0] } ] }
            """);
        using var process = Process.Start("dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli.dll"), "explain", tool.PathOf("net.json"), "--focus", "gW1[3,17]",
                "-o", tool.PathOf("text")])!;
        var peak = 0L;
        while (!process.WaitForExit(5)) peak = Math.Max(peak, PeakOf(process));
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("∂E/∂W1[3,17]", tool.Text("text"), StringComparison.Ordinal);
        Assert.InRange(peak / 1e6, 20, 300);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
            return 0;
        }
    }

    private static Dictionary<string, double> Values(JsonObject document) =>
        document["quantities"]!.AsArray().ToDictionary(quantity => (string)quantity!["id"]!, quantity => (double)quantity!["value"]!);
}
