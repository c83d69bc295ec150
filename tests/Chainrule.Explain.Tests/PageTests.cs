using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>A page is complete in itself: well-formed, every link has its place, nothing is fetched, nothing needs a script.</summary>
public partial class PageTests
{
    private static readonly string[] s_mathMl =
        ["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "msubsup", "munderover", "mtable", "mtr", "mtd", "msqrt"];

    private static readonly string[] s_addresses =
        ["src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "manifest", "cite", "longdesc", "style"];

    public static TheoryData<string, BiasPolicy, Language> All => Pages.All;

    [Theory, MemberData(nameof(All))]
    public void Every_id_is_there_once_and_every_link_has_its_place(string sheet, BiasPolicy biases, Language language)
    {
        var page = Pages.Read(Pages.Run(sheet, biases), language);
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(ids, id => Assert.Matches("^[A-Za-z][A-Za-z0-9-]*$", id));
        var links = page.Descendants().Attributes("href").Select(link => link.Value).ToList();
        Assert.True(links.Count > 100, $"only {links.Count} links");
        Assert.All(links, link => Assert.StartsWith("#", link));
        Assert.Empty(links.Select(link => link[1..]).Except(ids));
        var labels = page.Descendants().Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' '));
        Assert.Empty(labels.Except(ids));
    }

    [Theory, MemberData(nameof(All))]
    public void Nothing_is_fetched_and_nothing_needs_a_script(string sheet, BiasPolicy biases, Language language)
    {
        var page = Pages.Read(Pages.Run(sheet, biases), language);
        string[] active = ["script", "link", "iframe", "object", "embed", "img", "image", "audio", "video", "base", "use", "foreignObject"];
        Assert.Empty(page.Descendants().Select(element => element.Name.LocalName).Intersect(active));
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
        Assert.Empty(page.DescendantNodes().OfType<XComment>());
    }

    [Theory, MemberData(nameof(All))]
    public void It_says_its_language_and_its_headings_go_down_step_by_step(string sheet, BiasPolicy biases, Language language)
    {
        var page = Pages.Read(Pages.Run(sheet, biases), language);
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

    [Theory, MemberData(nameof(All))]
    public void Every_formula_and_every_drawing_can_be_heard(string sheet, BiasPolicy biases, Language language)
    {
        var page = Pages.Read(Pages.Run(sheet, biases), language);
        var formulas = page.With("math").ToList();
        Assert.True(formulas.Count > 20);
        Assert.All(formulas, math => Assert.False(string.IsNullOrWhiteSpace((string?)math.Attribute("alttext"))));
        Assert.All(formulas, math => Assert.DoesNotMatch(@"[∂·½²⁺_√]|  ", math.Attribute("alttext")!.Value));
        var chinese = language == Language.Chinese;
        Assert.All(formulas, math => Assert.Equal(chinese, Chinese().IsMatch(math.Attribute("alttext")!.Value)));
        Assert.Empty(formulas.Descendants().Where(element => element.Ancestors("a").FirstOrDefault()?.Parent?.Ancestors("math").Any() != true)
            .Select(element => element.Name.LocalName).Where(name => name != "a").Except(s_mathMl));
        foreach (var drawing in page.With("svg"))
        {
            Assert.Equal("img", (string?)drawing.Attribute("role"));
            Assert.Equal(["title", "desc"], drawing.Elements().Take(2).Select(element => element.Name.LocalName));
            Assert.All(drawing.Elements().Take(2), text => Assert.False(string.IsNullOrWhiteSpace(text.Value)));
            Assert.Contains(drawing.Ancestors("figure").Single().Elements(), element => element.Name == "figcaption");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_number_that_is_a_link_is_the_number_of_its_target(string sheet, BiasPolicy biases, Language language)
    {
        var run = Pages.Run(sheet, biases);
        var values = run.FirstStep.All.ToDictionary(quantity => "#" + Anchors.Name(quantity.Id), quantity => quantity.Value);
        var links = Pages.Read(run, language).With("mn").Elements("a").ToList();
        Assert.True(links.Count > 60, $"only {links.Count} numbers are links");
        foreach (var link in links) Assert.Equal(Digits.Of(Math.Abs(values[link.Attribute("href")!.Value])), link.Value);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_quantity_is_derived_or_given_and_its_result_is_the_engines(string sheet, BiasPolicy biases, Language language)
    {
        var run = Pages.Run(sheet, biases);
        var places = Pages.Read(run, language).Descendants().Where(element => element.Attribute("id") is not null)
            .ToDictionary(element => element.Attribute("id")!.Value);
        foreach (var quantity in run.FirstStep.All.Where(IsShown(run)))
        {
            var place = places[Anchors.Name(quantity.Id)];
            if (quantity.Rule is null) continue;
            var result = place.Within("result").Single().Value;
            Assert.Equal(Digits.Of(quantity.Value), result);
        }
    }

    [Theory]
    [InlineData("mazur", BiasPolicy.Frozen)]
    [InlineData("mazur", BiasPolicy.Shared)]
    [InlineData("rgu", BiasPolicy.Frozen)]
    public void Both_languages_have_equal_ids_links_formulas_and_numbers(string sheet, BiasPolicy biases)
    {
        var run = Pages.Run(sheet, biases);
        XElement english = Pages.Read(run, Language.English), chinese = Pages.Read(run, Language.Chinese);
        IEnumerable<string> Values(XElement page, string name) => page.Descendants().Attributes(name).Select(attribute => attribute.Value);
        Assert.Equal(Values(english, "id"), Values(chinese, "id"));
        // A sentence may name its quantities in another order.
        Assert.Equal(Values(english, "href").Order(StringComparer.Ordinal), Values(chinese, "href").Order(StringComparer.Ordinal));
        Assert.Equal(english.With("math").Select(math => math.Value), chinese.With("math").Select(math => math.Value));
        Assert.Equal(english.With("table").Elements("tbody").Descendants("td").SelectMany(cell => Numbers(cell.Value)).Order(StringComparer.Ordinal),
            chinese.With("table").Elements("tbody").Descendants("td").SelectMany(cell => Numbers(cell.Value)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mazur", 10_000, Language.English, "tutorial-page.en.txt")]
    [InlineData("mazur", 10_000, Language.Chinese, "tutorial-page.zh.txt")]
    [InlineData("rgu", 100, Language.English, "tutorial-page-rgu.en.txt")]
    [InlineData("rgu", 100, Language.Chinese, "tutorial-page-rgu.zh.txt")]
    public void What_a_page_says_is_the_approved_text(string sheet, int updates, Language language, string file)
    {
        var text = new StringBuilder();
        Say(Pages.Read(Pages.Run(sheet, BiasPolicy.Frozen, updates), language).Element("body")!, text);
        Approved.Text(text.ToString(), "tests", "Chainrule.Explain.Tests", "Golden", file);
    }

    /// <summary>The page as a screen reader goes through it: formulas and drawings by what is said in their place.</summary>
    private static void Say(XElement element, StringBuilder text)
    {
        string[] lines = ["h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "tr", "figcaption"];
        if (lines.Contains(element.Name.LocalName))
        {
            text.Append(element.Name.LocalName).Append('\t').Append(Heard(element)).Append('\n');
            return;
        }
        if (element.Name == "math") text.Append("math\t").Append(element.Attribute("alttext")!.Value).Append('\n');
        if (element.Name == "svg") text.Append("svg\t").AppendJoin(" | ", element.Elements().Take(2).Select(part => part.Value)).Append('\n');
        if (element.Name != "math" && element.Name != "svg")
            foreach (var child in element.Elements()) Say(child, text);
    }

    private static string Heard(XElement line) => Space().Replace(string.Concat(line.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "math" } math => $"⟨{math.Attribute("alttext")!.Value}⟩",
        XElement { Name.LocalName: "td" or "th" } cell => Heard(cell) + " | ",
        XElement { Name.LocalName: "sub" } sub => "_" + Heard(sub),
        XElement { Name.LocalName: "sup" } sup => "^" + Heard(sup),
        XElement other => Heard(other),
        _ => "",
    })), " ").TrimEnd();

    /// <summary>All but frozen biases after the update and their gradients, and all but the first unit's share of what a layer has together.</summary>
    private static Func<Quantity, bool> IsShown(TutorialRun run) => quantity =>
        quantity.Kind is not (QuantityKind.Bias or QuantityKind.BiasGradient or QuantityKind.NewBias)
        || (quantity.Kind == QuantityKind.Bias || run.Biases != BiasPolicy.Frozen)
        && (run.Biases == BiasPolicy.PerUnit || quantity.Id.EndsWith("[1]", StringComparison.Ordinal));

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => match.Value);

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex HeadingName();

    [GeneratedRegex(@"[\u4E00-\u9FFF]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"−?[0-9][0-9.,]*")]
    private static partial Regex Number();
}
