using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>What holds of every page: complete in itself, every link has its place, nothing is fetched, everything can be heard.</summary>
internal static partial class PageRules
{
    private static readonly string[] s_mathMl =
        ["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "msubsup", "munderover", "mtable", "mtr", "mtd", "msqrt"];

    private static readonly string[] s_addresses =
        ["src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "manifest", "cite", "longdesc", "style"];

    private static readonly string[] s_active =
        ["script", "link", "iframe", "object", "embed", "img", "image", "audio", "video", "base", "use", "foreignObject"];

    public static void AssertAll(XElement page, Language language)
    {
        AssertLinks(page);
        AssertAlone(page);
        AssertHeadings(page, language);
        AssertHeard(page, language);
    }

    /// <summary>Every id is there once, and every link has its place.</summary>
    public static void AssertLinks(XElement page)
    {
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(ids, id => Assert.Matches("^[A-Za-z][A-Za-z0-9-]*$", id));
        var links = page.Descendants().Attributes("href").Select(link => link.Value).ToList();
        Assert.All(links, link => Assert.StartsWith("#", link));
        Assert.Empty(links.Select(link => link[1..]).Except(ids));
        Assert.Empty(page.Descendants().Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' ')).Except(ids));
        Assert.DoesNotContain(page.With("a"), link => link.Ancestors("a").Any());
    }

    /// <summary>Nothing is fetched, and nothing needs a script.</summary>
    public static void AssertAlone(XElement page)
    {
        Assert.Empty(page.Descendants().Select(element => element.Name.LocalName).Intersect(s_active));
        foreach (var attribute in page.Descendants().Attributes())
        {
            var name = attribute.Name.LocalName;
            Assert.DoesNotContain(name, s_addresses);
            Assert.False(name.StartsWith("on", StringComparison.Ordinal), name);
            Assert.DoesNotMatch("(?i)(https?|data|javascript|file):|//", attribute.Value);
        }
        var style = page.With("style").Single().Value;
        Assert.DoesNotMatch(@"(?i)url\(|@import|https?:|expression\(", style);
        // What XML would escape, HTML would not read back.
        Assert.DoesNotMatch("[<>&]", style);
    }

    /// <summary>It says its language, and its headings go down step by step.</summary>
    public static void AssertHeadings(XElement page, Language language)
    {
        Assert.Equal(language == Language.Chinese ? "zh-Hans" : "en", (string?)page.Attribute("lang"));
        Assert.False(string.IsNullOrWhiteSpace(page.With("title").First().Value));
        var levels = page.Descendants().Where(element => HeadingName().IsMatch(element.Name.LocalName))
            .Select(element => element.Name.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        var skip = page.Element("body")!.Elements().First();
        Assert.Equal(("a", "#" + page.With("main").Single().Attribute("id")!.Value), (skip.Name.LocalName, skip.Attribute("href")!.Value));
    }

    /// <summary>Every formula and every drawing has a text in the language of the page, and formulas are MathML Core.</summary>
    public static void AssertHeard(XElement page, Language language)
    {
        foreach (var math in page.With("math"))
        {
            var said = (string?)math.Attribute("alttext");
            Assert.False(string.IsNullOrWhiteSpace(said));
            Assert.DoesNotMatch("[∂·½²⁺]|  |,,|，，", said);
            Assert.Empty(math.DescendantsAndSelf().Where(element => !element.AncestorsAndSelf("a").Any()).Select(element => element.Name.LocalName).Except(s_mathMl));
            // HTML allows a link in no other token.
            Assert.All(math.Descendants("a"), link => Assert.Equal("mtext", link.Parent!.Name.LocalName));
            if (math.Attribute("display") is not null) Assert.Equal(language == Language.Chinese, Chinese().IsMatch(said!));
        }
        // What repeats a number beside it, for the eye, is not heard.
        foreach (var drawing in page.With("svg").Where(drawing => drawing.Attribute("aria-hidden") is null))
        {
            Assert.Equal("img", (string?)drawing.Attribute("role"));
            Assert.Equal(["title", "desc"], drawing.Elements().Take(2).Select(element => element.Name.LocalName));
            Assert.All(drawing.Elements().Take(2), text => Assert.False(string.IsNullOrWhiteSpace(text.Value)));
            Assert.Contains(drawing.Ancestors("figure").Single().Elements(), element => element.Name == "figcaption");
        }
    }

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex HeadingName();

    [GeneratedRegex(@"[\u4E00-\u9FFF]")]
    private static partial Regex Chinese();
}
