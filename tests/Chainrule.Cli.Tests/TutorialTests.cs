using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Chainrule.Cli.Tests;

public sealed class TutorialTests
{
    [Fact]
    public void The_text_ends_where_the_engine_does()
    {
        using var tool = new Tool();
        var run = tool.Run("tutorial").Done();
        Assert.Matches(@"\n +10,000  0\.0000351018778 ", run.Out);
        Assert.Contains("∂E_total/∂w5", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
        Assert.DoesNotContain('\e', run.Out);
        Assert.Empty(tool.Files());
    }

    [Fact]
    public void Chinese_is_the_same_work_in_other_words()
    {
        using var tool = new Tool();
        var run = tool.Run("tutorial", "--lang", "zh").Done();
        Assert.Contains("0.0000351018778", run.Out, StringComparison.Ordinal);
        Assert.Contains("误差", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_every_quantity_once()
    {
        using var tool = new Tool();
        var json = tool.Run("tutorial", "--format", "json").Done().Json;
        Assert.Equal("chainrule.derivation/1", (string)json["schema"]!);
        var quantities = json["quantities"]!.AsArray().Select(quantity => (string)quantity!["id"]!).ToArray();
        Assert.Equal(quantities.Distinct().Count(), quantities.Length);
        Assert.Empty(new[] { "z1[1]", "a2[2]", "d2[1]", "gW1[2,1]", "W2'[1,1]" }.Except(quantities));
        Assert.Equal(0.0000351018778, (double)json["losses"]!.AsArray()[^1]!["E_total"]!, 1e-13);
    }

    [Fact]
    public void A_file_holds_what_stdout_would()
    {
        using var tool = new Tool();
        var text = tool.Run("tutorial", "--updates", "100").Done().Out;
        var run = tool.Run("tutorial", "--updates", "100", "-o", "t.txt").Done();
        Assert.Equal(("", ""), (run.Out, run.Error));
        Assert.Equal(text, tool.Text("t.txt"));
        Assert.Equal(["t.txt"], tool.Files().Keys);
    }

    [Theory]
    [InlineData("per-unit")]
    [InlineData("shared")]
    public void Other_conventions_for_the_biases_end_elsewhere(string biases)
    {
        using var tool = new Tool();
        var json = tool.Run("tutorial", "--format", "json", "--updates", "1000", "--biases", biases).Done().Json;
        var after = json["lossByBiasConvention"]!.AsArray().ToDictionary(row => (string)row!["biases"]!, row => (double)row!["E_total"]!);
        Assert.Equal(3, after.Values.Distinct().Count());
        Assert.Equal(after[biases], (double)json["losses"]!.AsArray()[^1]!["E_total"]!);
        Assert.Equal(biases, (string)((JsonObject)json["network"]!)["biases"]!);
    }

    [Fact]
    public void No_updates_at_all_is_a_tutorial_too()
    {
        using var tool = new Tool();
        Assert.Contains("0.298371109", tool.Run("tutorial", "--updates", "0").Done().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "A step by step backpropagation example")]
    [InlineData("zh", "手把手教你神经网络的反向传播")]
    public void The_page_is_one_file_that_asks_for_nothing(string language, string title)
    {
        using var tool = new Tool();
        var run = tool.Run("tutorial", "--format", "html", "--lang", language, "--updates", "100", "-o", "t.html").Done();
        Assert.Equal(("", ""), (run.Out, run.Error));
        Assert.Equal(["t.html"], tool.Files().Keys);
        var page = XDocument.Parse(tool.Text("t.html"));
        Assert.Equal(title, page.Descendants("h1").Single().Value);
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value));
        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.Empty(page.Descendants("script"));
    }

    [Fact]
    public void The_older_sheet_has_its_own_updates_and_its_printed_figures_in_every_format()
    {
        using var tool = new Tool();
        var json = tool.Run("tutorial", "--sheet", "rgu", "--format", "json").Done().Json;
        Assert.Equal(100, (int)json["losses"]!.AsArray()[^1]!["updates"]!);
        Assert.Equal(6, json["printed"]!.AsArray().Count);
        foreach (var format in new[] { "text", "markdown", "html" })
        {
            var text = tool.Run("tutorial", "--sheet", "rgu", "--format", format).Done().Out;
            Assert.Contains("0.272325965", text, StringComparison.Ordinal);
            Assert.Contains("0.5928", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Markdown_marks_formulas_as_asked()
    {
        using var tool = new Tool();
        Assert.Contains("```math", tool.Run("tutorial", "--format", "markdown", "--updates", "1").Done().Out, StringComparison.Ordinal);
        Assert.Contains("$$", tool.Run("tutorial", "--format", "markdown", "--math", "dollar", "--updates", "1").Done().Out, StringComparison.Ordinal);
    }
}
