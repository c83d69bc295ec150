namespace Chainrule.Cli.Tests;

public sealed class InspectTests
{
    private const string Spec = """
        { "schema": "chainrule.network/1", "inputs": 2,
          "layers": [ { "units": 3, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" } ], "loss": "half-squared-error" }
        """;

    [Fact]
    public void A_model_shows_layers_columns_and_training()
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris);
        var text = tool.Run("inspect", "m.safetensors").Done().Out;
        Assert.StartsWith("m.safetensors: float, 259 parameters, loss cross-entropy\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  1 +4 +32 +relu +160\n  2 +32 +3 +softmax +99\n", text);
        Assert.Matches(@"\n  sepal_width +number: mean 3", text);
        Assert.Matches(@"\n  species +category: setosa, versicolor, virginica\n", text);
        Assert.Contains("\n  validation.accuracy ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void A_double_model_says_so_and_lists_what_was_left_out()
    {
        using var tool = new Tool().With("m.safetensors", Trained.AutoMpg);
        var text = tool.Run("inspect", "m.safetensors").Done().Out;
        Assert.StartsWith("m.safetensors: double, 385 parameters, loss mean-squared-error\n", text, StringComparison.Ordinal);
        Assert.Matches("note +'Name' has [0-9]+ different texts in 318 rows: left out", text);
        Assert.Contains("category: Europe, Japan, USA", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  Horsepower +number: mean 1.*; missing or not\n", text);
        Assert.Matches(@"\n  Horsepower +数值：均值 1.*；是否缺失\n", tool.Run("inspect", "m.safetensors", "--lang", "zh").Done().Out);
    }

    [Fact]
    public void Rare_categories_are_shown_apart()
    {
        using var tool = new Tool().With("t.csv", "c,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i < 3 ? $"r{i}" : "ab"[i % 2])},{i},{i}\n")));
        var said = tool.Run("train", "t.csv", "--target", "y", "--min-frequency", "5", "--epochs", "1", "--validation", "t.csv", "-o", "m").Done().Error;
        Assert.Contains("categories: c (2+3)", said, StringComparison.Ordinal);
        Assert.Contains("category: a, b; as one: r0, r1, r2", tool.Run("inspect", "m").Done().Out, StringComparison.Ordinal);
        Assert.Contains("类别：a, b；合为一类：r0, r1, r2", tool.Run("inspect", "m", "--lang", "zh").Done().Out, StringComparison.Ordinal);
        var run = tool.With("new.csv", "c,x\nnew,1\n").Run("predict", "m", "new.csv").Done();
        Assert.Contains("'c' holds a text that training never saw in 1 row (new): taken as one of its rare categories", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void How_it_was_trained_is_shown_and_what_a_count_is()
    {
        using var tool = new Tool().With("t.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row},{row % 4}\n")));
        tool.Run("train", "t.csv", "--target", "y", "--loss", "poisson", "--optimizer", "rmsprop", "--schedule", "step", "--warm-up", "2",
            "--clip-norm", "1", "--epochs", "5", "-o", "m").Done();
        var text = tool.Run("inspect", "m").Done().Out;
        Assert.Contains("loss poisson", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  y +count: mean 1\.\d+\n", text);
        foreach (var line in new[] { "optimizer \"rmsprop\"", "schedule.name \"step\"", "schedule.warmUp 2", "schedule.factor 0.1", "schedule.epochs 30", "gradients.clipNorm 1" })
            Assert.Contains($"\n  {line}\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  y +计数：均值 1\.\d+\n", tool.Run("inspect", "m", "--lang", "zh").Done().Out);
        // A count is never below 0.
        var predictions = tool.Run("predict", "m", "t.csv").Done().Out.Trim().Split('\n').Skip(1).Select(row => row.Split(',')[^1]);
        Assert.All(predictions, prediction => Assert.DoesNotContain('-', prediction));
    }

    [Fact]
    public void Json_is_the_document_of_the_model()
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris);
        var json = tool.Run("inspect", "m.safetensors", "--json").Done().Json;
        Assert.Equal("chainrule.model/1", (string)json["format"]!);
        Assert.Equal(4, (int)json["network"]!["inputs"]!);
        Assert.Equal("species", (string)json["data"]!["target"]!["name"]!);
        Assert.Equal(120, (int)json["training"]!["rows"]!);
    }

    [Fact]
    public void A_spec_is_shown_like_a_model()
    {
        using var tool = new Tool().With("n.json", Spec);
        Assert.Matches(@"^n\.json: double, 13 parameters, loss half-squared-error\n[^\n]+\n  1 +2 +3 +tanh +9\n  2 +3 +1 +sigmoid +4\n$",
            tool.Run("inspect", "n.json").Done().Out);
        Assert.Equal("chainrule.network/1", (string)tool.Run("inspect", "n.json", "--json").Done().Json["schema"]!);
    }

    [Fact]
    public void Chinese_headings_stand_over_the_same_lines()
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris);
        var (english, chinese) = (tool.Run("inspect", "m.safetensors").Done().Out, tool.Run("inspect", "m.safetensors", "--lang", "zh").Done().Out);
        Assert.Contains("激活函数", chinese, StringComparison.Ordinal);
        Assert.Equal(english.Split('\n').Length, chinese.Split('\n').Length);
    }
}
