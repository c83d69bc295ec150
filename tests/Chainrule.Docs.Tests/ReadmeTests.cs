using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Docs.Tests;

/// <summary>What the two READMEs print is what the programs print, and what they show is what is in the samples.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chainrule-readme").FullName;

    public static TheoryData<string> Readmes => ["README.md", "README.zh-CN.md"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Readmes))]
    public void The_main_job_prints_what_the_readme_says(string readme)
    {
        var data = Repository.PathOf("samples", "data", "iris.csv");
        var printed = BuiltProgram.Run("Chainrule.Cli", _folder, "train", data, "--target", "species", "--quiet");
        Assert.Contains(printed.Trim(), Blocks(readme, "text"));
        Assert.Contains("train samples/data/iris.csv --target species", Read(readme));
    }

    [Theory, MemberData(nameof(Readmes))]
    public void The_excerpt_of_the_tutorial_is_in_the_tutorial(string readme)
    {
        var tutorial = BuiltProgram.Run("Chainrule.Cli", _folder, "tutorial", "--updates", "1");
        Assert.Contains(Blocks(readme, "text"), block => block.StartsWith("∂net_o1/∂w5", StringComparison.Ordinal) && tutorial.Contains(block, StringComparison.Ordinal));
        foreach (var number in new[] { "0.291027924", "0.291027774" })
        {
            Assert.Contains(number, tutorial);
            Assert.Contains(number, Read(readme));
        }
    }

    [Theory, MemberData(nameof(Readmes))]
    public void The_excerpts_of_explanations_are_in_the_explanations(string readme)
    {
        var step = BuiltProgram.Run("Chainrule.Cli", _folder, "explain", Repository.PathOf("samples", "networks", "tutorial.json"), "--focus", "w1");
        Assert.Contains(Blocks(readme, "text"), block => block.StartsWith("∂E_total/∂w1", StringComparison.Ordinal) && step.Contains(block, StringComparison.Ordinal));
        var data = Repository.PathOf("samples", "data", "iris.csv");
        BuiltProgram.Run("Chainrule.Cli", _folder, "train", data, "--target", "species", "--quiet");
        var row = BuiltProgram.Run("Chainrule.Cli", _folder, "explain", "iris.safetensors", "--row", data + ":77");
        Assert.Contains(Blocks(readme, "text"), block => block.StartsWith("It predicts", StringComparison.Ordinal) && row.Contains(block, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md", "01-first-network")]
    [InlineData("README.zh-CN.md", "01-first-network")]
    [InlineData("README.md", "02-one-step")]
    [InlineData("README.zh-CN.md", "02-one-step")]
    [InlineData("README.md", "03-table")]
    [InlineData("README.zh-CN.md", "03-table")]
    public void A_sample_is_shown_as_it_is_and_prints_what_the_readme_says(string readme, string sample)
    {
        var source = File.ReadAllText(Repository.PathOf("samples", sample, "Program.cs"));
        Directory.CreateDirectory(Path.Combine(_folder, "samples", "data"));
        File.Copy(Repository.PathOf("samples", "data", "iris.csv"), Path.Combine(_folder, "samples", "data", "iris.csv"));
        Assert.Single(Blocks(readme, "csharp"), block => source.Contains(block, StringComparison.Ordinal));
        Assert.Contains(BuiltProgram.Run(sample, _folder).Trim(), Blocks(readme, "text"));
    }

    [Fact]
    public void Both_readmes_show_the_same_code_and_numbers()
    {
        foreach (var language in new[] { "", "text", "csharp" })
            Assert.Equal(Blocks("README.md", language), Blocks("README.zh-CN.md", language));
        Assert.Equal(Headings("README.md"), Headings("README.zh-CN.md"));
    }

    [Fact]
    public void Every_link_of_the_documentation_leads_somewhere()
    {
        var pages = Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.Root, "*.md")).ToList();
        Assert.True(pages.Count > 10);
        foreach (var page in pages)
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                var target = link.Groups[1].Value;
                if (target.StartsWith("http", StringComparison.Ordinal)) continue;
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)), $"{page} links to {target}, which does not exist");
            }
    }

    [Fact]
    public void The_layout_names_every_folder_of_the_sources()
    {
        var layout = Read("docs/layout.md");
        foreach (var project in Directory.GetDirectories(Repository.PathOf("src")))
        {
            Assert.Contains($"`src/{Path.GetFileName(project)}/`", layout);
            foreach (var room in Directory.GetDirectories(project).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")))
                Assert.True(layout.Contains($"`src/{Path.GetFileName(project)}/{room}/`") || layout.Contains($"`{room}`"), $"docs/layout.md does not name {project}/{room}");
        }
        foreach (Match place in Place().Matches(layout))
            Assert.True(Path.Exists(Repository.PathOf(place.Groups[1].Value)), $"docs/layout.md names {place.Groups[1].Value}, which does not exist");
    }

    private static string Read(string page) => File.ReadAllText(Repository.PathOf(page));

    /// <summary>The fenced blocks of a language, trimmed.</summary>
    private static List<string> Blocks(string page, string language) =>
        [.. Fence().Matches(Read(page)).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value.Trim())];

    private static int Headings(string page) => Heading().Count(Read(page));

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|samples|docs|eng|\.ci)/[\w./-]+)`")]
    private static partial Regex Place();
}
