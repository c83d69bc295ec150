using System.Text;
using System.Text.Json;
using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>One page in every format: narrow and wide, with and without symbols, as Markdown, as JSON.</summary>
public class RendererTests
{
    private static readonly StepQuantities s_iris = Samples.Iris(2);

    public static TheoryData<Language, int> Widths =>
        new(from language in Enum.GetValues<Language>() from width in new[] { 40, 60, 80, 120 } select (language, width));

    [Theory, MemberData(nameof(Widths))]
    public void No_sentence_and_no_formula_is_wider_than_the_terminal(Language language, int width)
    {
        foreach (var line in TextRenderer.Write(Page(language), width).Split('\n'))
        {
            // One product, or one word behind a long name, cannot be broken.
            var isBreakable = line.Contains(" + ", StringComparison.Ordinal) || line.Contains(", ", StringComparison.Ordinal);
            if (isBreakable) Assert.True(DisplayWidth.Of(line) <= Math.Max(width, 60), line);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Breaking_lines_changes_no_word_and_no_number(Language language, int width)
    {
        // Where columns do not fit, the titles of a table stand beside its cells, and again for each row.
        var page = Page(language);
        page = page with { Blocks = [.. page.Blocks.OfType<Section>().Where(section => section.Id is "conventions" or "gW2[1,1]").Select(WithoutTables)] };
        static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('─' or '-')));
        Assert.Equal(Bare(TextRenderer.Write(page, 10_000)), Bare(TextRenderer.Write(page, width)));
    }

    [Fact]
    public void Ascii_has_no_symbol_and_the_same_numbers()
    {
        var page = StepExplanation.Write([s_iris], "net", Language.English, new() { Depth = 5, Lines = 1000 });
        var text = TextRenderer.Write(page, 120, isAscii: true);
        Assert.All(text, c => Assert.True(char.IsAscii(c), $"'{c}' (U+{(int)c:X4})"));
        Assert.Contains("dE_total/dw", text, StringComparison.Ordinal);
        Assert.Contains("delta_o", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MathMark.GitHub, "```math", "$`")]
    [InlineData(MathMark.GitLab, "```math", "$`")]
    [InlineData(MathMark.Dollar, "$$", "$w_{33}")]
    public void Markdown_marks_formulas_as_asked(MathMark mark, string block, string inline)
    {
        var text = MarkdownRenderer.Write(Page(Language.English), mark);
        Assert.Contains($"\n{block}\n", text, StringComparison.Ordinal);
        Assert.Contains(inline, text, StringComparison.Ordinal);
        Assert.Equal(mark == MathMark.Dollar, !text.Contains("```", StringComparison.Ordinal));
    }

    [Fact]
    public void Braces_brackets_and_fences_of_Markdown_are_closed()
    {
        for (var n = 0; n < RandomSteps.Count; n += 3)
        {
            var text = MarkdownRenderer.Write(StepExplanation.Write([new(RandomSteps.Get(n))], "n", Language.English, new() { Depth = 5 }), MathMark.Dollar);
            Assert.Equal(Count(text, "{"), Count(text, "}"));
            Assert.Equal(Count(text, @"\left"), Count(text, @"\right"));
            Assert.Equal(Count(text, @"\begin{"), Count(text, @"\end{"));
            Assert.Equal(0, Count(text, "$$") % 2);
            Assert.DoesNotContain("∂", string.Concat(text.Split("$$").Where((_, i) => i % 2 == 1)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("net_h1", @"\mathrm{net}_{\mathrm{h1}}")]
    [InlineData("w5⁺", "w_{5}^{+}")]
    [InlineData("∂E_total/∂w5", @"\frac{\partial E_{\mathrm{total}}}{\partial w_{5}}")]
    [InlineData("W2⁺[3,17]", "W_{3,17}^{(2),+}")]
    [InlineData("z2[3]@4", @"z_{3}^{(2),\langle 4 \rangle}")]
    [InlineData("δ_o1", @"\delta_{\mathrm{o1}}")]
    [InlineData("x[1]", "x_{1}")]
    [InlineData("E", "E")]

    [InlineData("net_h2_1", @"\mathrm{net}_{\mathrm{h2,1}}")]
    [InlineData("m_w5", @"m_{\mathrm{w5}}")]
    public void A_name_is_set_with_its_indices(string name, string latex)
    {
        Assert.Equal(latex, FormulaLatex.Name(MathName.Parse(name)));
        Assert.Equal(name, MathName.Parse(name).Text);
    }

    [Fact]
    public void A_formula_is_set_as_in_a_book()
    {
        Symbol a = Symbol.Variable("a"), b = Symbol.Variable("b");
        void AssertLatex(string expected, Symbol formula) => Assert.Equal(expected, new FormulaLatex(name => name, false).Write(formula));
        AssertLatex(@"\frac{1}{1 + e^{-a}}", Functions.Sigmoid.F(a));
        AssertLatex(@"\tfrac{1}{2} \cdot \left(a - b\right)^{2}", default(Losses.HalfSquaredError).F(b, a));
        AssertLatex(@"\max\left(a,\, 0\right)", Functions.Relu.F(a));
        AssertLatex(@"\begin{cases} 1 & a \gt 0 \\ 0 & \text{else} \end{cases}", Functions.Relu.DF(a));
        AssertLatex(@"a - \eta \cdot b", a - Symbol.Named("η", 0.5) * b);
        AssertLatex(@"\left(a + b\right) \cdot \sqrt{a}", (a + b) * Symbol.Sqrt(a));
        AssertLatex(@"\left(\frac{a}{b}\right)^{2}", a / b * (a / b));
        Assert.Equal(@"0.5 \cdot \left(-0.25\right)", new FormulaLatex(name => name == "a" ? "0.5" : "-0.25", true).Write(a * b));
    }

    [Fact]
    public void Json_of_everything_has_every_quantity_to_the_bit_with_its_rule_and_parents()
    {
        for (var n = 0; n < RandomSteps.Count; n += 11)
        {
            var step = new StepQuantities(RandomSteps.Get(n));
            var items = Json([step], isAll: true).GetProperty("quantities").EnumerateArray().ToList();
            Assert.Equal(step.All.Select(quantity => quantity.Id), items.Select(Id));
            foreach (var (quantity, item) in step.All.Zip(items))
            {
                Compare.SameBits<double>([item.GetProperty("value").GetDouble()], [quantity.Value], quantity.Id);
                Assert.Equal(quantity.Rule?.ToString(), item.GetProperty("rule").GetString());
                Assert.Equal(quantity.Parents, item.GetProperty("parents").EnumerateArray().Select(parent => parent.GetString()));
            }
        }
    }

    [Fact]
    public void Json_of_a_page_has_the_quantities_of_the_page_and_the_page()
    {
        var step = Samples.Tutorial(1);
        var document = Json([step], isAll: false);
        Assert.Equal("chainrule.derivation/1", document.GetProperty("schema").GetString());
        Assert.Equal("TitleOfStep", document.GetProperty("title").GetProperty("key").GetString());
        var ids = document.GetProperty("quantities").EnumerateArray().Select(Id).ToHashSet();
        Assert.Superset(new HashSet<string> { "gW2[1,2]", "e[1]", "phi'2[1]", "a1[2]", "W2'[1,2]" }, ids);
        Assert.DoesNotContain("W2'[2,2]", ids);
        var types = document.GetProperty("sections").EnumerateArray().Select(block => block.GetProperty("type").GetString());
        Assert.Equal(["paragraph", "section"], types.Distinct());
    }

    [Fact]
    public void Json_of_several_steps_has_ids_of_their_own()
    {
        var ids = Json(Samples.TutorialSteps(1, 3), isAll: true).GetProperty("quantities").EnumerateArray().Select(Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("gW2[1,1]#1", ids);
        Assert.Contains("gW2[1,1]#3", ids);
        var parents = Json(Samples.TutorialSteps(1, 3), isAll: true).GetProperty("quantities").EnumerateArray()
            .SelectMany(item => item.GetProperty("parents").EnumerateArray().Select(parent => parent.GetString()!)).ToHashSet();
        Assert.Subset(ids.ToHashSet(), parents);
    }

    [Fact]
    public void Json_has_null_for_what_is_no_number()
    {
        var step = new Step<double>(new Network<double>(1, [new(1)], Loss.HalfSquaredError), new Sgd()) { Recording = true };
        step.Network.Layers[0].Weights[0] = 1e200;
        step.Run([1e200], [1]);
        var error = Json([new(step)], isAll: true).GetProperty("quantities").EnumerateArray().Single(item => Id(item) == "E");
        Assert.Equal(JsonValueKind.Null, error.GetProperty("value").ValueKind);
    }

    private static Section WithoutTables(Section section) => section with { Blocks = [.. section.Blocks.Where(block => block is not Table)] };

    private static JsonElement Json(IReadOnlyList<StepQuantities> steps, bool isAll)
    {
        using var stream = new MemoryStream();
        ExplanationJson.Write(stream, StepExplanation.Write(steps, "net", Language.English, new()), steps, isAll);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Document Page(Language language) => StepExplanation.Write([s_iris], "net", language, new() { Focus = ["w33"], Depth = 4 });
}
