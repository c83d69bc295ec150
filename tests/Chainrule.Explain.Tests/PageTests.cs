using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The tutorial as a page.</summary>
public partial class PageTests
{
    public static TheoryData<string, BiasPolicy, Language> All => Pages.All;

    [Theory, MemberData(nameof(All))]
    public void It_is_complete_in_itself_and_can_be_heard(string sheet, BiasPolicy biases, Language language)
    {
        var page = Pages.Read(Pages.Run(sheet, biases), language);
        PageRules.AssertAll(page, language);
        Assert.True(page.With("math").Count() > 20);
        Assert.True(page.With("svg").Count() > 6);
        Assert.True(page.With("a").Count() > 100);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_number_that_is_a_link_is_the_number_of_its_target(string sheet, BiasPolicy biases, Language language)
    {
        var run = Pages.Run(sheet, biases);
        var values = run.FirstStep.All.ToDictionary(quantity => "#" + Anchors.Name(quantity.Id), quantity => quantity.Value);
        var links = Pages.Read(run, language).With("mtext").Elements("a").Where(link => char.IsAsciiDigit(link.Value[0])).ToList();
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

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"−?[0-9][0-9.,]*")]
    private static partial Regex Number();
}
