using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("inspect")]
    [InlineData("tutorial")]
    [InlineData("explain")]
    public void Every_option_of_the_help_is_in_the_manual(params string[] command)
    {
        using var tool = new Tool();
        var help = tool.Run([.. command, "--help"]).Done().Out;
        var manual = Manual();
        var options = Regex.Matches(help, "--[a-z][a-z-]+").Select(match => match.Value).Distinct().ToArray();
        Assert.Contains("--lang", options);
        Assert.All(options, option => Assert.Matches($"{option}(?![a-z-])", manual));
    }

    public static TheoryData<string> Examples => [.. Manual().Split('\n').Where(IsExample)];

    [Theory, MemberData(nameof(Examples))]
    public void An_example_on_a_sample_runs(string example)
    {
        using var tool = new Tool();
        foreach (var sample in Directory.GetFiles(Repository.PathOf("samples", "data"))) tool.With(Path.GetFileName(sample), File.ReadAllBytes(sample));
        string[] words = [.. Regex.Matches(example, "'([^']*)'|[^ ]+").Select(match => match.Value.Trim('\'')).Skip(1)];
        // A few epochs show that the options are understood; how well they train is for other tests.
        tool.Run([.. words, .. words.Contains("--epochs") ? (string[])[] : ["--epochs", "30"]]).Done();
    }

    [Fact]
    public void Every_option_of_the_optimization_has_an_example()
    {
        using var tool = new Tool();
        var help = tool.Run("train", "--help").Done().Out;
        var options = Regex.Matches(help[help.IndexOf("--optimizer", StringComparison.Ordinal)..help.IndexOf("--epochs", StringComparison.Ordinal)], "--[a-z][a-z-0-9]+");
        var examples = string.Join('\n', Manual().Split('\n').Where(IsExample)) + "\n";
        Assert.True(options.Count >= 8);
        Assert.All(options, option => Assert.Matches($"{option.Value}[ \n]", examples));
    }

    /// <summary>A training on one of the samples.</summary>
    private static bool IsExample(string line) =>
        Regex.Match(line, "^chainrule train ([a-z-]+\\.csv) ") is { Success: true } match
        && File.Exists(Repository.PathOf("samples", "data", match.Groups[1].Value));

    private static string Manual() => File.ReadAllText(Repository.PathOf("docs", "cli.md"));
}
