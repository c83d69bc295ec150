using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The explanation of a step as it is read: approved texts, arithmetic that holds, the same numbers in both languages.</summary>
public partial class StepExplanationTests
{
    /// <summary>Wide enough that no formula is broken.</summary>
    private const int Unbroken = 100_000;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, RandomSteps.Count)];

    [Theory]
    [InlineData(Language.English, "explain-tutorial.en.txt")]
    [InlineData(Language.Chinese, "explain-tutorial.zh.txt")]
    public void The_tutorial_network_is_explained_as_approved(Language language, string file) =>
        AssertApproved(TextRenderer.Write(Page(Samples.Tutorial(1), language, new() { Focus = ["w5", "w1"], Depth = 4 })), file);

    [Theory]
    [InlineData(Language.English, "explain-iris.en.txt")]
    [InlineData(Language.Chinese, "explain-iris.zh.txt")]
    public void A_batch_through_relu_and_softmax_with_Adam_is_explained_as_approved(Language language, string file) =>
        AssertApproved(TextRenderer.Write(Page(Samples.Iris(2), language, new() { Focus = ["gW2[3,2]", "dJ/dw7"], Depth = 5, Lines = 1000 })), file);

    [Fact]
    public void Markdown_is_as_approved() =>
        AssertApproved(MarkdownRenderer.Write(Page(Samples.Tutorial(1), Language.English, new() { Focus = ["w1"] }), MathMark.GitHub), "explain-tutorial.md");

    [Theory, MemberData(nameof(Numbers))]
    public void Every_printed_line_holds_or_says_that_it_does_not(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        foreach (var options in new ExplainOptions[] { new() { Depth = 5, Top = 2, Lines = 1000 }, new() { IsAll = true } })
        {
            var found = 0;
            foreach (var line in PrintedLine.In(TextRenderer.Write(Page(step, Language.English, options), Unbroken)))
            {
                Assert.True(line.Holds(), $"{line.Numbers} {line.Sign} {line.Result}, by hand {PrintedArithmetic.Value(line.Numbers):R}");
                found++;
            }
            Assert.True(found >= 5, $"only {found} lines were found");
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Both_languages_have_the_same_ids_formulas_and_numbers(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        var options = new ExplainOptions { Depth = 5, Top = 2 };
        Document english = Page(step, Language.English, options), chinese = Page(step, Language.Chinese, options);
        var (first, second) = (Lines(english.Blocks).ToList(), Lines(chinese.Blocks).ToList());
        Assert.Equal(first.Select(line => line.Id), second.Select(line => line.Id));
        Assert.Equal(first.SelectMany(line => line.Symbols), second.SelectMany(line => line.Symbols));
        Assert.Equal(first.Select(line => (line.Numbers, line.Decimals, line.AddsUp)), second.Select(line => (line.Numbers, line.Decimals, line.AddsUp)));
        Assert.Equal(NumbersIn(TextRenderer.Write(english, Unbroken)), NumbersIn(TextRenderer.Write(chinese, Unbroken)));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Every_chain_is_the_product_of_its_factors(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        var page = Page(step, Language.English, new());
        var reader = new RuleReader(name => page.Terms[name].Value);
        var chains = Lines(page.Blocks).Where(line => line.Id.StartsWith("gW", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(chains);
        foreach (var line in chains)
            Compare.Close(page.Terms[line.Id].Value, reader.Value(line.Symbols[0]), 1e-12, 1e-15 + 1e-12 * reader.Size(line.Symbols[0]), line.Id);
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Every_line_of_a_page_gives_its_number_in_every_form(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        foreach (var options in new ExplainOptions[] { new() { Depth = 5, Top = 1, Lines = 1000 }, new() { IsAll = true, Top = 1 } })
        {
            var page = Page(step, Language.English, options);
            var reader = new RuleReader(name => page.Terms[name].Value);
            foreach (var line in Lines(page.Blocks))
                foreach (var form in line.Symbols.Append(line.Numbers ?? line.Symbols[0]))
                    Compare.Close(page.Terms[line.Id].Value, reader.Value(form), 0, 1e-12 * reader.Size(form) + 2e-12, $"{line.Id} = {form}");
        }
    }

    [Fact]
    public void Everything_is_everything_but_what_is_given_and_what_stands_in_sums()
    {
        for (var n = 0; n < RandomSteps.Count; n += 7)
        {
            var step = new StepQuantities(RandomSteps.Get(n));
            var shown = Lines(Page(step, Language.English, new() { IsAll = true }).Blocks).Select(line => line.Id).ToHashSet();
            foreach (var quantity in step.All.Where(q => q.Rule is not null && q.Kind != QuantityKind.BackTerm && !IsBiasOfLayer(step, q)))
                Assert.Contains(quantity.Id, shown);
        }
    }

    [Fact]
    public void The_largest_gradient_of_each_layer_is_the_focus_where_none_is_given()
    {
        var step = Samples.Iris(1);
        var titles = Page(step, Language.English, new()).Blocks.OfType<Section>().Select(section => section.Id).ToList();
        foreach (var layer in new[] { 1, 2 })
        {
            var largest = step.All.Where(q => q.Kind == QuantityKind.WeightGradient && q.Id.StartsWith($"gW{layer}", StringComparison.Ordinal)
                && !q.Id.Contains('@')).MaxBy(q => Math.Abs(q.Value))!;
            Assert.Contains(largest.Id, titles);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 0, 1)]
    public void Each_depth_has_what_it_promises(int depth, int layers, int focus)
    {
        var sections = Page(Samples.Tutorial(1), Language.English, new() { Focus = ["w1"], Depth = depth }).Blocks.OfType<Section>().ToList();
        Assert.Contains(sections, section => section.Id == "overview");
        Assert.Equal(layers, sections.Count(section => section.Id.StartsWith("layer-", StringComparison.Ordinal)));
        Assert.Equal(focus, sections.Count(section => section.Id == "gW1[1,1]"));
        var hasChain = Lines(sections).Any(line => line.Id == "gW1[1,1]");
        Assert.Equal(depth >= 3, hasChain);
    }

    [Fact]
    public void Greater_depth_shows_all_that_less_depth_does_and_more()
    {
        var before = new HashSet<string>();
        for (var depth = 3; depth <= 5; depth++)
        {
            var now = Lines(Page(Samples.Iris(1), Language.English, new() { Focus = ["w1"], Depth = depth, Lines = 10_000 }).Blocks)
                .Select(line => line.Id).ToHashSet();
            Assert.ProperSuperset(before, now);
            before = now;
        }
    }

    [Fact]
    public void Old_weights_are_said_to_be_old_once()
    {
        var text = TextRenderer.Write(Page(Samples.Tutorial(1), Language.English, new() { Focus = ["w1", "w2", "w3"] }));
        Assert.Single(Regex.Matches(text, "weights used on the way back, w5 = 0.4, w7 = 0.5, are the values before"));
    }

    [Fact]
    public void The_proof_of_a_fused_delta_gives_the_same_number()
    {
        var step = Samples.Iris(1);
        var page = Page(step, Language.English, new() { Focus = ["w33"], Depth = 5, Lines = 1000 });
        var proof = Assert.Single(Sections(page.Blocks), section => section.Id.StartsWith("proof-", StringComparison.Ordinal));
        var line = Assert.Single(Lines(proof.Blocks));
        Assert.StartsWith("d2[", line.Id, StringComparison.Ordinal);
        Compare.Close(new RuleReader(name => page.Terms[name].Value).Value(line.Symbols[0]), step[line.Id].Value, 1e-12);
    }

    [Fact]
    public void Several_steps_stand_side_by_side_with_ids_of_their_own()
    {
        var steps = Samples.TutorialSteps(1, 2, 5);
        var page = StepExplanation.Write(steps, "net", Language.English, new() { Focus = ["w5", "w1#5"] });
        var ids = Sections(page.Blocks).Select(section => section.Id).ToList();
        Assert.Contains("gW2[1,1]#1", ids);
        Assert.Contains("gW2[1,1]#5", ids);
        Assert.Contains("gW1[1,1]#5", ids);
        Assert.DoesNotContain("gW1[1,1]#1", ids);
        Compare.SameBits<double>([page.Terms["W2[1,1]#2"].Value], [page.Terms["W2'[1,1]#1"].Value]);
        Assert.NotEqual(page.Terms["E#2"].Value, page.Terms["E#5"].Value);
        Assert.Throws<BadInputException>(() => StepExplanation.Write(steps, "net", Language.English, new() { Focus = ["w5#3"] }));
    }

    [Fact]
    public void What_is_subtracted_so_that_no_exponential_overflows_is_named_only_where_it_is()
    {
        var step = new Step<double>(new Network<double>(1, [new(2)], Loss.CrossEntropy), new Sgd()) { Recording = true };
        (step.Network.Layers[0].Weights[0], step.Network.Layers[0].Weights[1]) = (1000, -1000);
        step.Run([1], [0.5, 0.5]);
        var text = TextRenderer.Write(Page(new(step), Language.English, new() { Focus = ["E"], Depth = 4 }), Unbroken);
        Assert.Contains("z_max", text, StringComparison.Ordinal);
        Assert.Contains("the largest net input of the output layer", text, StringComparison.Ordinal);
        Assert.All(PrintedLine.In(text), line => Assert.True(line.Holds(), line.Numbers));
        Assert.DoesNotContain("z_max", TextRenderer.Write(Page(Samples.Iris(1), Language.English, new() { Depth = 5 })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_step_is_explained_too()
    {
        var step = new Step<double>(new Network<double>(1, [new(1)], Loss.HalfSquaredError), new Sgd()) { Recording = true };
        step.Network.Layers[0].Weights[0] = 1e200;
        step.Run([1e200], [1]);
        Assert.Contains("∞", TextRenderer.Write(Page(new(step), Language.English, new() { Depth = 5 })));
    }

    internal static Document Page(StepQuantities step, Language language, ExplainOptions options) => StepExplanation.Write([step], "net.json", language, options);

    internal static IEnumerable<Section> Sections(IEnumerable<Block> blocks) =>
        blocks.OfType<Section>().SelectMany(section => Sections(section.Blocks).Prepend(section));

    internal static IEnumerable<FormulaLine> Lines(IEnumerable<Block> blocks) =>
        blocks.SelectMany(block => block is Section section ? Lines(section.Blocks) : block is Formulas formulas ? formulas.Lines : []);

    private static bool IsBiasOfLayer(StepQuantities step, Quantity quantity) =>
        step.Names.HasSharedBiases && quantity.Id.Contains('b', StringComparison.Ordinal) && !quantity.Id.Contains("[1]", StringComparison.Ordinal);

    private static IEnumerable<string> NumbersIn(string text) => Number().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static void AssertApproved(string text, string file) => Approved.Text(text, "tests", "Chainrule.Explain.Tests", "Golden", file);

    [GeneratedRegex(@"−?[0-9][0-9.,]*[0-9]|[0-9]")]
    private static partial Regex Number();
}
