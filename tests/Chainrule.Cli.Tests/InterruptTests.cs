namespace Chainrule.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public void Training_stops_and_leaves_a_model_that_loads()
    {
        Interrupts.RequireCtrlC();
        using var tool = new Tool();
        var run = tool.Signal("INT", Interrupts.UntilAnEpochIsDone,
            ["train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "1000000", "--patience", "1000000", "--json"]);
        Assert.Equal(130, run.Code);
        Assert.Matches(@"(^|\n)stopped in epoch \d+ as you asked, after ", run.Error);
        Assert.Equal("cancelled", (string)run.Json["end"]!);
        Assert.Equal(["iris.checkpoint.safetensors", "iris.safetensors"], tool.Files().Keys);
        Assert.True((double)tool.Run("evaluate", "iris.safetensors", Tool.Sample("iris.csv"), "--json").Done().Json["accuracy"]! > 0.3);
    }

    /// <summary>While the numbers of a large table are written: nothing of them stays.</summary>
    [Fact]
    public void A_streamed_table_leaves_no_cache()
    {
        Interrupts.RequireCtrlC();
        // Many cells, so that the signal comes while they are still turned into numbers: as soon as there is a second file.
        static string Row(int i) => string.Join(',', Enumerable.Range(1, 40).Select(k => (char)('0' + i * k % 7)));
        var (header, rows) = (string.Join(',', Enumerable.Range(1, 40).Select(k => $"x{k}")), Enumerable.Range(0, 700).Select(Row).ToArray());
        using var tool = new Tool().With("t.csv", $"{header},y\n" + string.Concat(Enumerable.Range(0, 700_000).Select(i => $"{rows[i % 700]},{i % 3}\n")));
        var run = tool.Signal(
            "INT",
            async _ =>
            {
                while (Directory.GetFiles(tool.PathOf("")).Length == 1) await Task.Delay(5);
            },
            ["train", "t.csv", "--target", "y", "--memory", "0"]);
        Assert.Equal((130, ""), (run.Code, run.Out));
        Assert.EndsWith("chainrule: stopped\n", run.Error);
        Assert.Equal(["t.csv"], tool.Files().Keys);
    }

    [Fact]
    public void A_long_tutorial_stops()
    {
        Interrupts.RequireCtrlC();
        using var tool = new Tool();
        var run = tool.Signal("INT", _ => Task.Delay(2000), ["tutorial", "--updates", "100000000", "-o", "t.txt"]);
        Assert.Equal((130, "", "chainrule: stopped\n"), (run.Code, run.Out, run.Error));
        Assert.Empty(tool.Files());
    }
}
