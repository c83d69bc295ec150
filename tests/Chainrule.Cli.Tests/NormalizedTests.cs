namespace Chainrule.Cli.Tests;

/// <summary>Networks with dropout and normalised layers: trained, kept, shown, and explained as far as they can be.</summary>
public sealed class NormalizedTests
{
    private static readonly string s_iris = Tool.Sample("iris.csv");

    [Fact]
    public void A_batch_normalised_network_learns_and_its_prediction_is_explained_folded()
    {
        using var tool = new Tool();
        var train = tool.Run(
            "train", s_iris, "--target", "species", "--hidden", "8,5", "--normalization", "batch", "--dropout", "0.1", "--precision", "double",
            "--epochs", "60", "--json", "-o", "m").Done();
        Assert.True((double)train.Json["validation"]!["accuracy"]! > 0.85);
        Assert.Contains("batch-normalized relu dropout 0.1", tool.Run("inspect", "m").Done().Out, StringComparison.Ordinal);

        var explained = tool.Run("explain", "m", "--row", s_iris + ":7", "--format", "json", "--all").Done();
        Assert.Contains("running mean", tool.Run("explain", "m", "--row", s_iris + ":7").Done().Out, StringComparison.Ordinal);
        var predicted = tool.Run("predict", "m", s_iris).Done().Out.Split('\n')[7].Split(',');
        var outputs = Enumerable.Range(1, 3).Select(k => (double)explained.Json["quantities"]!.AsArray().Single(q => (string)q!["id"]! == $"a3[{k}]")!["value"]!);
        foreach (var (worked, printed) in outputs.Zip(predicted[^3..])) Assert.Equal(double.Parse(printed, System.Globalization.CultureInfo.InvariantCulture), worked, 1e-12);
    }

    [Theory]
    [InlineData("en", "layer normalisation")]
    [InlineData("zh", "层归一化")]
    public void A_layer_normalised_network_learns_and_its_prediction_and_step_are_explained(string language, string words)
    {
        using var tool = new Tool();
        tool.Run(
            "train", s_iris, "--target", "species", "--hidden", "6", "--normalization", "layer", "--precision", "double", "--epochs", "5", "-o", "m").Done();
        var row = tool.Run("explain", "m", "--row", s_iris + ":7", "--focus", "n1[2]", "--lang", language).Done().Out;
        Assert.Contains(words, row, StringComparison.Ordinal);
        Assert.Contains("norm_h2 = (sum_h2 − mean_1)·rstd_1", row, StringComparison.Ordinal);
        Assert.Contains("= 1 / √(var_1 + 0.00001)", row, StringComparison.Ordinal);
        var gradient = tool.Run("explain", "m", "--row", s_iris + ":7", "--focus", "gain_h2", "--focus", "w5", "--lang", language).Done().Out;
        Assert.Equal(2, gradient.Split("h = 1e-5").Length - 1);

        var explained = tool.Run("explain", "m", "--row", s_iris + ":7", "--format", "json", "--all").Done();
        var predicted = tool.Run("predict", "m", s_iris).Done().Out.Split('\n')[7].Split(',');
        var outputs = Enumerable.Range(1, 3).Select(k => (double)explained.Json["quantities"]!.AsArray().Single(q => (string)q!["id"]! == $"a2[{k}]")!["value"]!);
        foreach (var (worked, printed) in outputs.Zip(predicted[^3..])) Assert.Equal(double.Parse(printed, System.Globalization.CultureInfo.InvariantCulture), worked, 1e-12);
    }

    [Fact]
    public void The_step_of_a_network_with_dropout_says_what_is_dropped_and_its_prediction_drops_nothing()
    {
        using var tool = new Tool().With(
            "net.json", """{ "inputs": 1, "layers": [ { "units": 2, "dropout": 0.5 }, { "units": 1 } ], "batch": [ { "input": [1], "target": [0] } ] }""");
        Assert.Contains("mask1[1]", tool.Run("explain", "net.json", "--focus", "mask1[1]").Done().Out);
        Assert.DoesNotContain("mask", tool.Run("explain", "net.json", "--input", "1").Done().Out);
    }

    [Theory]
    [InlineData("layer", "text")]
    [InlineData("batch", "markdown")]
    [InlineData("layer", "html")]
    [InlineData("batch", "json")]
    public void The_step_of_a_normalised_network_is_explained_in_every_format(string normalization, string format)
    {
        using var tool = new Tool().With(
            "net.json", $$"""
            { "inputs": 2, "layers": [ { "units": 3, "activation": "tanh", "normalization": "{{normalization}}" }, { "units": 1 } ], "optimizer": { "name": "adam" },
              "batch": [ { "input": [1, 2], "target": [0] }, { "input": [-1, 3], "target": [1] }, { "input": [0.5, -1], "target": [0.3] } ] }
            """);
        var page = tool.Run("explain", "net.json", "--step", "1,3", "--format", format, "--depth", "5", "--lines", "5000").Done().Out;
        Assert.Contains("rstd", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--normalization batch does not go with --batch 1: one row has no variance", "--normalization", "batch", "--batch", "1")]
    [InlineData("--dropout must be a number from 0 to below 1, not 1", "--dropout", "1")]
    [InlineData("--normalization must be one of batch, layer, none, not 'group': see chainrule train --help", "--normalization", "group")]
    public void A_wrong_option_is_one_sentence(string sentence, params string[] options)
    {
        using var tool = new Tool();
        Refusal.Expect(tool, sentence, ["train", s_iris, "--target", "species", .. options]);
    }
}
