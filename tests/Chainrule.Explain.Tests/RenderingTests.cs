namespace Chainrule.Explain.Tests;

/// <summary>Numbers, and texts in columns.</summary>
public class RenderingTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-2.5, "−2.5")]
    [InlineData(0.59326999210718725, "0.593269992")]
    [InlineData(0.75136506955231570, "0.75136507")] // no trailing zeros
    [InlineData(1234567.5, "1234567.5")]
    [InlineData(31.622776601683793, "31.6227766")]
    [InlineData(-12261.909788615, "−12261.90979")]
    [InlineData(100, "100")]
    [InlineData(0.9999999999, "1")]
    [InlineData(-0.9999999999, "−1")]
    [InlineData(123456789012345, "123456789012345")]
    public void A_number_has_nine_decimals_and_no_trailing_zeros(double value, string text) => Assert.Equal(text, Digits.Of(value));

    [Fact]
    public void Zero_has_no_sign() => Assert.Equal(("0", "0"), (Digits.Of(-0.0), Digits.Of(0.0)));

    [Theory]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.000123456789123, "0.000123457")]
    [InlineData(0.00009999, "0.00009999")]
    [InlineData(0.0000999999999999, "0.0001")]
    [InlineData(0.000035101877829788458742, "0.0000351018778")]
    [InlineData(-0.0000024475622359322854, "−0.00000244756224")]
    [InlineData(1e-15, "0.000000000000001")]
    public void A_small_one_has_nine_significant_digits(double value, string text) => Assert.Equal(text, Digits.Of(value));

    [Theory]
    [InlineData(1.5e-20, "1.5e−20")]
    [InlineData(-1.23456789123e-300, "−1.23456789e−300")]
    [InlineData(double.Epsilon, "4.94065646e−324")]
    [InlineData(1e15, "1e15")]
    [InlineData(-1.23456789123e20, "−1.23456789e20")]
    [InlineData(double.MaxValue, "1.79769313e308")]
    public void A_tiny_or_a_huge_one_has_an_exponent(double value, string text) => Assert.Equal(text, Digits.Of(value));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void What_is_no_number_is_said_so(double value, string text) => Assert.Equal(text, Digits.Of(value));

    [Theory] // multiples of 1/1024 are exact in binary
    [InlineData(0.0009765625, "0.000976562")]
    [InlineData(-0.0009765625, "−0.000976562")]
    [InlineData(0.0029296875, "0.002929688")]
    public void An_exact_tie_rounds_to_the_even_digit(double value, string text) => Assert.Equal(text, Digits.Of(value));

    [Theory]
    [InlineData(0.59326999210718725, 0.593269992)]
    [InlineData(-2.5e-20, -2.5e-20)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void The_shown_number_is_what_the_digits_say(double value, double shown) => Assert.Equal(shown, Digits.Shown(value));

    [Theory]
    [InlineData("", 0)]
    [InlineData("loss", 4)]
    [InlineData("损失", 4)]
    [InlineData("目标值：w5", 10)]
    [InlineData("（教程）", 8)]
    [InlineData("、。", 4)]
    [InlineData("→ ← ∂ δ η ½ ² ⁺ −", 17)]
    [InlineData("═─│", 3)]
    [InlineData("Cafe\u0301", 4)]
    [InlineData("😀", 2)]
    [InlineData("한국어", 6)]
    [InlineData("𠮷", 2)]
    public void The_width_of_a_text_is_counted_in_columns(string text, int columns) => Assert.Equal(columns, DisplayWidth.Of(text));

    [Fact]
    public void Padding_fills_up_columns_and_never_cuts()
    {
        Assert.Equal("损失  |", DisplayWidth.PadRight("损失", 6) + "|");
        Assert.Equal("  损失", DisplayWidth.PadLeft("损失", 6));
        Assert.Equal("损失", DisplayWidth.PadRight("损失", 3));
        Assert.Equal("损失", DisplayWidth.PadLeft("损失", 0));
    }

    [Theory]
    [InlineData("dE_total/dw5", "∂E_total/∂w5")]
    [InlineData("dout_h1/dnet_h1", "∂out_h1/∂net_h1")]
    [InlineData("dE_o1/dout_h1", "∂E_o1/∂out_h1")]
    [InlineData("dE_total/dout_h1_1 via h2_3", "∂E_total/∂out_h1_1 via h2_3")]
    [InlineData("delta_o1", "δ_o1")]
    [InlineData("w5+", "w5⁺")]
    [InlineData("b_h1+", "b_h1⁺")]
    [InlineData("net_h1", "net_h1")]
    public void A_quantity_is_shown_as_one_writes_it_by_hand(string alias, string display) =>
        Assert.Equal(display, new Quantity("id", alias, QuantityKind.Net, 0, null).Display);

    [Theory]
    [InlineData("dE_total/dw5", "dE_total/dw5 dE/dw5")]
    [InlineData("delta_o1", "delta_o1 dE_o1/dnet_o1 dE_total/dnet_o1 dE/dnet_o1")]
    [InlineData("delta_h1", "delta_h1 dE_total/dnet_h1 dE/dnet_h1")]
    [InlineData("w5+", "w5+")]
    public void A_quantity_answers_to_its_synonyms(string alias, string aliases) =>
        Assert.Equal(aliases.Split(' '), new Quantity("id", alias, QuantityKind.Net, 0, null).Aliases);
}
