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
