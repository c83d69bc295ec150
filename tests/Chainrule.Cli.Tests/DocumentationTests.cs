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
        var manual = File.ReadAllText(Repository.PathOf("docs", "cli.md"));
        var options = Regex.Matches(help, "--[a-z][a-z-]+").Select(match => match.Value).Distinct().ToArray();
        Assert.Contains("--lang", options);
        Assert.All(options, option => Assert.Matches($"{option}(?![a-z-])", manual));
    }
}
