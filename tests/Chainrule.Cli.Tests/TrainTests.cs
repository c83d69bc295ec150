using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Cli.Tests;

public sealed class TrainTests
{
    private static readonly string s_iris = Tool.Sample("iris.csv");

    private static string[] NumbersOf(string text) => [.. Regex.Matches(text, "[0-9.]+").Select(match => match.Value)];

    [Fact]
    public void Results_go_to_stdout_and_the_rest_to_stderr_without_escape_codes()
    {
        using var tool = new Tool();
        var run = tool.Run("train", s_iris, "--target", "species").Done();
        Assert.Matches(@"^validation on 30 rows\n  accuracy [01]\.\d{4}   loss ", run.Out);
        Assert.Matches(@"  setosa +10 +· +·\n", run.Out);
        Assert.EndsWith("model written to iris.safetensors\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("150 rows, 5 columns", run.Error, StringComparison.Ordinal);
        Assert.Contains("epoch   1   loss ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Out + run.Error);
        Assert.Equal(["iris.safetensors"], tool.Files().Keys);
    }

    [Fact]
    public void Quiet_says_nothing_on_stderr()
    {
        using var tool = new Tool();
        var run = tool.Run("train", s_iris, "--target", "species", "--quiet", "--epochs", "3").Done();
        Assert.Equal("", run.Error);
        Assert.Contains("accuracy", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_with_the_promised_keys()
    {
        using var tool = new Tool();
        var run = tool.Run("train", s_iris, "--target", "species", "--json", "--seed", "7", "--epochs", "3", "-o", "m.safetensors").Done();
        Assert.Equal(("m.safetensors", 3, 7), ((string)run.Json["model"]!, (int)run.Json["epochs"]!, (int)run.Json["seed"]!));
        Assert.True((double)run.Json["seconds"]! > 0);
        Assert.Equal(30, (int)run.Json["validation"]!["rows"]!);
        Assert.InRange((double)run.Json["validation"]!["accuracy"]!, 0, 1);
        Assert.True((double)run.Json["validation"]!["loss"]! > 0);
    }

    [Theory]
    [InlineData("en", "converged after ", ", as no step makes the training loss any smaller; the best was epoch ")]
    [InlineData("zh", "轮后收敛（训练损失已无法再减小），用时 ", "最佳为第 ")]
    public void A_training_that_has_nothing_left_to_do_says_so(string language, params string[] texts)
    {
        using var tool = new Tool();
        var run = tool.Run(
            "train", Tool.Sample("diabetes.csv"), "--target", "progression", "--optimizer", "levenberg-marquardt", "--hidden", "none", "--json",
            "--lang", language).Done();
        Assert.Equal("converged", (string)run.Json["end"]!);
        Assert.InRange((int)run.Json["epochs"]!, 3, 30);
        Assert.All(texts, text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_does_not(string precision)
    {
        using var tool = new Tool();
        void Train(string seed, string model) => tool.Run(
            "train", s_iris, "--target", "species", "--seed", seed, "--epochs", "5", "--precision", precision, "-o", model).Done();
        Train("1", "a");
        Train("1", "b");
        Train("2", "c");
        Assert.Equal(tool.Bytes("a"), tool.Bytes("b"));
        Assert.NotEqual(tool.Bytes("a"), tool.Bytes("c"));
    }

    [Fact]
    public void Every_dialect_of_the_same_table_trains_the_same_network()
    {
        using var tool = new Tool();
        var csv = File.ReadAllText(s_iris).ReplaceLineEndings("\n");
        string Train(string text)
        {
            tool.With("t.csv", text).Run("train", "t.csv", "--target", "species", "--epochs", "3", "-o", "m").Done();
            return Convert.ToHexString(tool.Bytes("m"));
        }
        var expected = Train(csv);
        Assert.Equal(expected, Train("\uFEFF" + csv.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(expected, Train(csv.Replace(',', ';')));
        Assert.Equal(expected, Train(csv.TrimEnd()));
    }

    [Fact]
    public void A_table_comes_from_standard_input_too()
    {
        using var tool = new Tool();
        var run = tool.RunWith(File.ReadAllText(s_iris), "train", "-", "--target", "species", "--epochs", "3").Done();
        Assert.EndsWith("model written to model.safetensors\n", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("stdin: 150 rows", run.Error.Replace("-: ", "stdin: ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_with_missing_values_and_names_is_learned()
    {
        using var tool = new Tool();
        var run = tool.Run("train", Tool.Sample("auto-mpg.csv"), "--target", "Miles_per_Gallon", "--seed", "3").Done();
        Assert.Contains("missing  Horsepower 6\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("'Name' has 253 different texts in 318 rows: left out", run.Error, StringComparison.Ordinal);
        Assert.Contains("'Miles_per_Gallon' is missing in 8 rows: left out", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"  R² 0\.8\d{3}   RMSE 2\.\d+   MAE ", run.Out);
    }

    [Fact]
    public void Digits_are_classes_when_that_is_said()
    {
        using var tool = new Tool();
        var run = tool.Run("train", Tool.Sample("digits.csv"), "--target", "digit", "--task", "classification", "--epochs", "10", "--json").Done();
        Assert.True((double)run.Json["validation"]!["accuracy"]! > 0.9);
    }

    [Fact]
    public void A_file_of_its_own_judges_the_training()
    {
        using var tool = new Tool().With("v.csv", string.Concat(File.ReadLines(s_iris).Where((_, i) => i % 10 == 0).Select(line => line + "\n")));
        var run = tool.Run("train", s_iris, "--target", "species", "--validation", "v.csv", "--epochs", "3", "--json").Done();
        Assert.Equal(15, (int)run.Json["validation"]!["rows"]!);
        Assert.Contains("training on 150 rows", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lang", "zh", "C")]
    [InlineData("--seed", "0", "zh_CN.UTF-8")]
    public void Chinese_says_the_same_numbers(string option, string value, string locale)
    {
        using var tool = new Tool();
        string[] train = ["train", s_iris, "--target", "species", "--epochs", "5"];
        var english = tool.Run(train).Done();
        tool.Environment["LANG"] = locale;
        var chinese = tool.Run([.. train, option, value]).Done();
        Assert.Contains("准确率", chinese.Out, StringComparison.Ordinal);
        Assert.Contains("训练集", chinese.Error, StringComparison.Ordinal);
        Assert.Equal(NumbersOf(english.Out), NumbersOf(chinese.Out));
    }

    [Fact]
    public void A_network_that_never_beats_its_first_weights_is_not_written()
    {
        using var tool = new Tool();
        var run = tool.Run("train", Tool.Sample("iris.csv"), "--target", "species", "--optimizer", "sgd", "--learning-rate", "3", "--patience", "3");
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Contains("no model was written: there is too little to learn from, or --learning-rate is too large", run.Error);
        Assert.Empty(tool.Files());
    }

    [Theory]
    [InlineData("mean-squared-error")]
    [InlineData("huber")]
    public void Classes_are_probabilities_under_any_loss(string loss)
    {
        using var tool = new Tool();
        tool.Run("train", Tool.Sample("iris.csv"), "--target", "species", "--loss", loss, "-o", "m").Done();
        var rows = tool.Run("predict", "m", Tool.Sample("iris.csv")).Done().Out.Trim().Split('\n').Skip(1).Select(row => row.Split(',')[^3..]);
        foreach (var row in rows)
        {
            var probabilities = row.Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
            Assert.InRange(probabilities.Sum(), 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Fact]
    public void Divergence_is_a_failure_that_names_the_first_such_number_and_leaves_no_model()
    {
        using var tool = new Tool();
        var run = tool.Run("train", s_iris, "--target", "species", "--optimizer", "sgd", "--learning-rate", "1e30", "--quiet");
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Matches(@"^diverged in epoch 1, .*no model was written\nEpoch 1, batch \d+ .*iris\.csv:\d+: .*\n.*try --learning-rate 0\.\d+ .*\n$", run.Error);
        Assert.Empty(tool.Files());
    }
}
