using Chainrule.Algebra;
using Chainrule.Losses;

namespace Chainrule.Explain.Tests;

/// <summary>Formulas in one line: what is written is what is meant, and no bracket more.</summary>
public class FormulaTextTests
{
    private static readonly Symbol s_a = Symbol.Variable("a"), s_b = Symbol.Variable("b"), s_c = Symbol.Variable("c");

    [Fact]
    public void Brackets_stand_where_they_are_needed_and_nowhere_else()
    {
        AssertText("a − (b − c)", s_a - (s_b - s_c));
        AssertText("a − b − c", s_a - s_b - s_c);
        AssertText("a − (b + c)", s_a - (s_b + s_c));
        AssertText("a + b − c", s_a + (s_b - s_c));
        AssertText("a / (b·c)", s_a / (s_b * s_c));
        AssertText("a / b / c", s_a / s_b / s_c);
        AssertText("a / (b / c)", s_a / (s_b / s_c));
        AssertText("a·b / c", s_a * s_b / s_c);
        AssertText("(a / b)·c", s_a / s_b * s_c);
        AssertText("a − b / c", s_a - s_b / s_c);
        AssertText("a·(b·c)", s_a * (s_b * s_c));
        AssertText("(a + b)·c", (s_a + s_b) * s_c);
        AssertText("(−a)·b", -s_a * s_b);
        AssertText("a·(−b)", s_a * -s_b);
        AssertText("−(a·b)", -(s_a * s_b));
        AssertText("−(a − b)", -(s_a - s_b));
        AssertText("a − b", s_a + -s_b);
        AssertText("a − (−b)", s_a - -s_b);
    }

    [Fact]
    public void Powers_functions_and_cases_are_written_as_in_a_book()
    {
        AssertText("e^a", Symbol.Exp(s_a));
        AssertText("e^(−a)", Symbol.Exp(-s_a));
        AssertText("e^(a·b)·c", Symbol.Exp(s_a * s_b) * s_c);
        AssertText("(e^a)²", Symbol.Exp(s_a) * Symbol.Exp(s_a));
        AssertText("a²", s_a * s_a);
        AssertText("½·(a − b)²", default(HalfSquaredError).F(s_b, s_a));
        AssertText("ln(a + b)", Symbol.Log(s_a + s_b));
        AssertText("ln(1 + a)", Symbol.LogP1(s_a));
        AssertText("(e^a − 1)·b", Symbol.ExpM1(s_a) * s_b);
        AssertText("(1 / 3)·a", 1.0 / 3 * s_a);
        AssertText("0.25·a", 0.25 * s_a);
        AssertText("√(a)", Symbol.Sqrt(s_a));
        AssertText("max(a, 0)", Symbol.Max(s_a, 0));
        AssertText("[a − b > 0 ? 1 : −1]", Symbol.Select(s_a - s_b, 1, -1));
    }

    [Fact]
    public void Numbers_stand_in_the_same_tree()
    {
        AssertNumbers("−0.5 − 0.25", s_a + s_b, -0.5, -0.25);
        AssertNumbers("0.5 − (−0.25)", s_a - s_b, 0.5, -0.25);
        AssertNumbers("(−0.5)·0.25", s_a * s_b, -0.5, 0.25);
        AssertNumbers("0.5·(−0.25)", s_a * s_b, 0.5, -0.25);
        AssertNumbers("(−0.5)²", s_a * s_a, -0.5, 0);
        AssertNumbers("e^(−0.5)", Symbol.Exp(s_a), -0.5, 0);
        AssertNumbers("e^(−(−0.5))", Symbol.Exp(-s_a), -0.5, 0);
        AssertNumbers("−(−0.5)", -s_a, -0.5, 0);
        AssertNumbers("0.5 / (−0.25)", s_a / s_b, 0.5, -0.25);
    }

    [Fact]
    public void Equal_numbers_of_two_quantities_are_a_product_and_no_square() => AssertNumbers("0.5·0.5", s_a * s_b, 0.5, 0.5);

    [Fact]
    public void A_named_constant_is_a_name_among_names_and_a_number_among_numbers()
    {
        var rule = s_a - Symbol.Named("η", 0.5) * s_b;
        AssertText("a − η·b", rule);
        AssertNumbers("1 − 0.5·2", rule, 1, 2);
    }

    [Fact]
    public void No_slash_of_a_derivative_is_read_across_the_dot()
    {
        var text = new FormulaText(name => name == "a" ? "∂E/∂out" : "∂out/∂net", showNumbers: false);
        Assert.Equal("∂E/∂out · ∂out/∂net", text.Write(s_a * s_b));
        Assert.Equal("(∂E/∂out)²", text.Write(s_a * s_a));
        Assert.Equal("1 − (out@2)²", new FormulaText(_ => "out@2", showNumbers: false).Write(1 - s_a * s_a));
        Assert.Equal("(1 − out@2)²", new FormulaText(_ => "out@2", showNumbers: false).Write((1 - s_a) * (1 - s_a)));
    }

    [Fact]
    public void What_is_written_is_what_is_meant()
    {
        var random = new Random(1);
        for (var n = 0; n < 2_000; n++)
        {
            var formula = Draw(random, 4);
            var expected = new RuleReader(Value).Value(formula);
            if (!double.IsFinite(expected)) continue;
            var text = new FormulaText(name => Digits.Of(Value(name)), showNumbers: true).Write(formula);
            Testing.Compare.Close(PrintedArithmetic.Value(text), expected, 1e-9, 1e-9, $"{text} for {formula}");
        }
    }

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

    private static double Value(string name) => name switch { "a" => 1.5, "b" => -0.25, _ => 0.75 };

    private static void AssertText(string expected, Symbol formula) =>
        Assert.Equal(expected, new FormulaText(name => name, showNumbers: false).Write(formula));

    private static void AssertNumbers(string expected, Symbol formula, double a, double b) =>
        Assert.Equal(expected, new FormulaText(name => Digits.Of(name == "a" ? a : b), showNumbers: true).Write(formula));
}
