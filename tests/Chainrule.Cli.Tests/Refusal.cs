namespace Chainrule.Cli.Tests;

/// <summary>How bad input must end: code 2, one sentence, and nothing touched.</summary>
internal static class Refusal
{
    /// <summary>Runs the tool and checks its refusal; a sentence that ends in … is only the beginning.</summary>
    public static void Expect(Tool tool, string sentence, params string[] arguments)
    {
        var before = tool.Files();
        var run = tool.Run(arguments);
        if (sentence.EndsWith('…')) Assert.StartsWith($"chainrule: {sentence[..^1]}", run.Error, StringComparison.Ordinal);
        else Assert.Equal($"chainrule: {sentence}\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, tool.Files());
    }
}
