using System.Xml.Linq;
using Chainrule.Algebra;
using Chainrule.Losses;

namespace Chainrule.Explain.Tests;

/// <summary>Formulas in MathML: what is set is what is meant, and no bracket more.</summary>
public class FormulaMarkupTests
{
    private static readonly Symbol s_a = Symbol.Variable("a"), s_b = Symbol.Variable("b"), s_c = Symbol.Variable("c");

    [Fact]
    public void A_quotient_is_a_fraction_and_needs_no_bracket() =>
        AssertMarkup("<mfrac><mrow><mi>a</mi><mo form=\"infix\">+</mo><mi>b</mi></mrow><mrow><mi>a</mi><mo form=\"infix\">⋅</mo><mi>c</mi></mrow></mfrac>", (s_a + s_b) / (s_a * s_c));

    [Fact]
    public void The_tutorials_error_has_half_a_square() => AssertMarkup(
        "<mfrac><mn>1</mn><mn>2</mn></mfrac><mo form=\"infix\">⋅</mo><msup><mrow><mo form=\"prefix\">(</mo><mi>b</mi><mo form=\"infix\">−</mo><mi>a</mi><mo form=\"postfix\">)</mo></mrow><mn>2</mn></msup>",
        default(HalfSquaredError).F(s_a, s_b));

    [Fact]
    public void An_exponent_needs_no_bracket() =>
        AssertMarkup("<msup><mi>e</mi><mrow><mo form=\"prefix\">−</mo><mi>a</mi></mrow></msup>", Symbol.Exp(-s_a));

    [Fact]
    public void A_sum_with_a_negative_is_a_difference() => AssertMarkup("<mi>a</mi><mo form=\"infix\">−</mo><mi>b</mi>", s_a + -s_b);

    [Fact]
    public void Functions_roots_and_magnitudes_are_set_as_in_a_book()
    {
        AssertMarkup("<mi>ln</mi><mrow><mo form=\"prefix\">(</mo><mn>1</mn><mo form=\"infix\">+</mo><mi>a</mi><mo form=\"postfix\">)</mo></mrow>", Symbol.LogP1(s_a));
        AssertMarkup("<msup><mi>e</mi><mi>a</mi></msup><mo form=\"infix\">−</mo><mn>1</mn>", Symbol.ExpM1(s_a));
        AssertMarkup("<mi>max</mi><mrow><mo form=\"prefix\">(</mo><mi>a</mi><mo form=\"infix\">,</mo><mn>0</mn><mo form=\"postfix\">)</mo></mrow>", Symbol.Max(s_a, 0));
        AssertMarkup("<msqrt><mi>a</mi></msqrt>", Symbol.Sqrt(s_a));
        AssertMarkup("<mrow><mo form=\"prefix\">|</mo><mi>a</mi><mo form=\"postfix\">|</mo></mrow>", Symbol.Abs(s_a));
    }

    [Fact]
    public void Cases_stand_below_each_other_with_their_conditions()
    {
        var rows = Assert.Single(Markup(Symbol.Select(s_a, s_b, 0), null)).Element("mtable")!.Elements("mtr").Select(row => row.Value);
        Assert.Equal(["ba>0", "0a≤0"], rows);
    }

    [Theory]
    [InlineData("net_h1", "<msub><mi>net</mi><mrow><mi>h</mi><mn>1</mn></mrow></msub>")]
    [InlineData("w5⁺", "<msubsup><mi>w</mi><mn>5</mn><mo>+</mo></msubsup>")]
    [InlineData("δ_o1", "<msub><mi>δ</mi><mrow><mi>o</mi><mn>1</mn></mrow></msub>")]
    [InlineData("E_total", "<msub><mi>E</mi><mi>total</mi></msub>")]
    [InlineData("W2[3,17]", "<msubsup><mi>W</mi><mrow><mn>3</mn><mo>,</mo><mn>17</mn></mrow><mtext>(2)</mtext></msubsup>")]
    [InlineData(
        "∂E_total/∂w5",
        "<mfrac><mrow><mi>∂</mi><msub><mi>E</mi><mi>total</mi></msub></mrow><mrow><mi>∂</mi><msub><mi>w</mi><mn>5</mn></msub></mrow></mfrac>")]
    public void Names_are_set_with_their_indices(string name, string markup) => Assert.Equal(markup, Text([NameMarkup.Of(MathName.Parse(name))]));

    [Fact]
    public void A_number_is_a_link_to_where_it_comes_from()
    {
        var anchors = new Anchors();
        anchors.AddDerived("b");
        var markup = new FormulaMarkup(new Letters(), 9, anchors, prose => "").Visit(s_a * s_b);
        Assert.Equal(
            "<mn>1.5</mn><mo form=\"infix\">⋅</mo><mrow><mo form=\"prefix\">(</mo><mo form=\"prefix\">−</mo><mtext><a href=\"#b\" title=\"b\">0.25</a></mtext><mo form=\"postfix\">)</mo></mrow>", Text(markup));
    }

    [Fact]
    public void The_rest_of_a_long_sum_says_what_it_stands_for()
    {
        Assert.Equal("<mi>a</mi><mo form=\"infix\">+</mo><mo>⋯</mo>", Text(Markup(s_a + Symbol.Variable("rest"), null)));
        Assert.Equal(
            "<mn>1.5</mn><mo form=\"infix\">+</mo><mn>0.4318</mn><mspace width=\"0.3em\" /><mtext class=\"words\">(780 terms)</mtext>", Text(Markup(s_a + Symbol.Variable("rest"), 9)));
    }

    [Fact]
    public void What_is_set_in_numbers_is_what_is_meant()
    {
        var random = new Random(1);
        for (var n = 0; n < 2_000; n++)
        {
            var formula = Draw(random, 4);
            var expected = new RuleReader(name => new Letters()[name].Value).Value(formula);
            if (!double.IsFinite(expected)) continue;
            var markup = Markup(formula, 9);
            Testing.Compare.Close(MathMlArithmetic.Value(markup), expected, 1e-9, 1e-9, $"{Text(markup)} for {formula}");
        }
    }

    [Theory]
    [InlineData(Language.English, "the derivative of E total by w5", "∂E_total/∂w5")]
    [InlineData(Language.Chinese, "E total 关于 w5 的偏导数", "∂E_total/∂w5")]
    [InlineData(Language.English, "new w5", "w5⁺")]
    [InlineData(Language.Chinese, "更新后的 w5", "w5⁺")]
    [InlineData(Language.English, "W 3,17 of layer 2", "W2[3,17]")]
    public void Names_are_said_in_the_language_of_the_page(Language language, string said, string name) =>
        Assert.Equal(said, FormulaSpeech.Of(MathName.Parse(name), new(language, SpokenTexts.All)));

    [Theory]
    [InlineData(Language.English, "open bracket a plus b close bracket times c minus one half")]
    [InlineData(Language.Chinese, "左括号 a 加 b 右括号 乘以 c 减 二分之一")]
    public void Formulas_are_said_with_their_brackets(Language language, string said) =>
        Assert.Equal(said, new FormulaSpeech(new Letters(), null, new(language, SpokenTexts.All), prose => "").Visit((s_a + s_b) * s_c - 0.5));

    private static Symbol Draw(Random random, int depth) => (depth == 0 ? 0 : random.Next(8)) switch
    {
        0 => random.Next(4) switch { 0 => s_a, 1 => s_b, 2 => s_c, _ => 0.5 },
        1 => Draw(random, depth - 1) + Draw(random, depth - 1),
        2 => Draw(random, depth - 1) - Draw(random, depth - 1),
        3 or 4 => Draw(random, depth - 1) * Draw(random, depth - 1),
        5 => Draw(random, depth - 1) / Draw(random, depth - 1),
        6 => -Draw(random, depth - 1),
        _ => Symbol.Exp(s_b * Draw(random, 0)),
    };

    private static XElement[] Markup(Symbol formula, int? decimals) => new FormulaMarkup(new Letters(), decimals, new(), _ => "780 terms").Visit(formula);

    private static string Text(XElement[] markup) => string.Concat(markup.Select(element => element.ToString(SaveOptions.DisableFormatting)));

    private static void AssertMarkup(string expected, Symbol formula) => Assert.Equal(expected, Text(Markup(formula, null)));

    private sealed class Letters : ITerms
    {
        public Term this[string variable] => variable switch
        {
            "a" => new(MathName.Parse("a"), 1.5, "a"),
            "b" => new(MathName.Parse("b"), -0.25, "b"),
            "rest" => new(MathName.Parse("…"), 0.4318, null, "780 terms"),
            _ => new(MathName.Parse("c"), 0.75, "c"),
        };
    }
}
