using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>Explanations of any network as pages.</summary>
public class ExplanationPageTests
{
    [Fact]
    public void Random_networks_have_whole_pages_whose_numbers_are_the_engines()
    {
        var (lines, links) = (0, 0);
        for (var n = 0; n < 60; n++)
        {
            var language = n % 2 == 0 ? Language.English : Language.Chinese;
            var step = new StepQuantities(RandomSteps.Get(n));
            var page = Write(step, language, new() { Depth = 4, Lines = 100_000 });
            PageRules.AssertAll(page, language);
            var values = step.All.ToDictionary(quantity => Anchors.Name(quantity.Id), quantity => quantity.Value);
            foreach (var line in page.Within("formula"))
                if ((string?)line.Attribute("id") is { } id && values.TryGetValue(id, out var value))
                {
                    AssertRounded(line.Within("result").Single().Value, value);
                    lines++;
                }
            foreach (var link in page.With("mtext").Elements("a").Where(link => char.IsAsciiDigit(link.Value[0])))
                if (values.TryGetValue(link.Attribute("href")!.Value[1..], out var value))
                {
                    AssertRounded(link.Value, Math.Abs(value));
                    links++;
                }
        }
        Assert.True(lines > 500 && links > 1_000, $"{lines} lines, {links} links");
    }

    [Fact]
    public void Everything_of_a_small_network_is_on_its_page()
    {
        var step = Samples.Tutorial(1);
        var page = Write(step, Language.English, new() { IsAll = true });
        PageRules.AssertAll(page, Language.English);
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToHashSet();
        // The parts of a sum that comes back stand in the line of the sum.
        Assert.Empty(step.All.Where(quantity => quantity.Rule is not null && quantity.Kind != QuantityKind.BackTerm).Select(quantity => Anchors.Name(quantity.Id)).Except(ids));
    }

    [Fact]
    public void Several_steps_side_by_side_have_places_of_their_own()
    {
        var steps = Samples.TutorialSteps(1, 2, 10);
        var document = StepExplanation.Write(steps, "tutorial", Language.English, new() { Focus = ["w1"] });
        var page = PageXml.Read(HtmlPage.Write(document, steps[0]));
        PageRules.AssertAll(page, Language.English);
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Contains("gW1-1-1-step-2", ids);
        Assert.Contains("gW1-1-1-step-10", ids);
    }

    [Fact]
    public void A_large_network_has_a_page_that_is_short_and_drawn_in_part()
    {
        var page = Write(Samples.Picture(), Language.English, new() { Focus = ["gW2[3,17]"] });
        PageRules.AssertAll(page, Language.English);
        Assert.True(page.ToString().Length < 300_000);
        Assert.Equal("17", page.With("svg").Single().Within("name").Select(text => text.Value).Single(text => text == "17"));
    }

    [Fact]
    public void Long_sums_are_set_in_rows_that_begin_with_a_sign()
    {
        var page = Write(Samples.Picture(), Language.English, new() { Focus = ["z2[3]"] });
        var rows = page.Descendants("mtd").Where(cell => (string?)cell.Attribute("class") == "side more").ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row.Elements().First().Value, new[] { "+", "−" }));
        Assert.All(page.Within("side").Where(cell => cell.Elements("mfrac").Sum(part => part.Value.Length) < 60), row => Assert.InRange(row.Value.Length, 0, 130));
    }

    [Fact]
    public void The_numeric_check_stands_beside_the_gradient()
    {
        var remark = Write(Samples.Tutorial(1), Language.English, new() { Focus = ["w1"] }).Within("remark").First();
        Assert.StartsWith("✓ central difference", remark.Value);
        Assert.Equal("remark", (string?)remark.Attribute("class"));
    }

    private static XElement Write(StepQuantities step, Language language, ExplainOptions options) =>
        PageXml.Read(HtmlPage.Write(StepExplanation.Write([step], "a network", language, options), step));

    private static void AssertRounded(string shown, double value) =>
        Assert.Contains(shown, Enumerable.Range(Digits.Decimals, 9).Select(decimals => Digits.Of(value, decimals)));
}
