using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The comparers, which everything else relies on: a comparison that lets a NaN or an infinity through proves nothing.</summary>
public class CompareTests
{
    private const double Inf = double.PositiveInfinity;

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(Inf, 1)]
    [InlineData(1, Inf)]
    [InlineData(Inf, -Inf)]
    [InlineData(double.NaN, Inf)]
    [InlineData(1.01, 1)]
    public void What_is_not_close_fails_however_large_the_tolerance(double actual, double expected)
    {
        Assert.Throws<NotCloseException>(() => Compare.Close(actual, expected, 1e-3, 1e-3));
        Assert.Throws<NotCloseException>(() => Compare.Close([1, actual], [1, expected], 1e-3, 1e-3));
        if (!double.IsFinite(actual - expected))
            Assert.Throws<NotCloseException>(() => Compare.Close(actual, expected, Inf, Inf));
    }

    [Theory]
    [InlineData(Inf, Inf)]
    [InlineData(-Inf, -Inf)]
    [InlineData(0, -0.0)]
    [InlineData(1 + 1e-10, 1)]
    [InlineData(-3, -3)]
    public void Equal_and_close_numbers_pass(double actual, double expected) => Compare.Close(actual, expected, 1e-9);

    [Theory]
    [InlineData(1.0, double.NaN, 0)]
    [InlineData(1.0, 0, double.NaN)]
    public void A_tolerance_of_NaN_lets_nothing_pass(double expected, double relative, double absolute) =>
        Assert.Throws<NotCloseException>(() => Compare.Close(1.0000001, expected, relative, absolute));

    [Fact]
    public void The_relative_tolerance_belongs_to_the_expected_value_and_the_absolute_one_is_added()
    {
        Compare.Close(109, 100, 0.1);
        Assert.Throws<NotCloseException>(() => Compare.Close(111, 100, 0.1));
        Compare.Close(111, 100, 0.1, 2);
        Assert.Throws<NotCloseException>(() => Compare.Close(1e-20, 0, 0.1));
        Compare.Close(1e-20, 0, 0, 1e-19);
    }

    [Fact]
    public void Arrays_of_different_lengths_fail()
    {
        Assert.Throws<NotCloseException>(() => Compare.Close([1.0, 2], [1.0], 1));
        Assert.Throws<NotCloseException>(() => Compare.Close([], [1.0], 1));
        Assert.Throws<NotCloseException>(() => Compare.SameBits([1.0, 2], [1.0]));
        Assert.Throws<NotCloseException>(() => Compare.SameBits<float>([], [1f]));
    }

    [Fact]
    public void A_failure_says_where_and_by_how_much()
    {
        var failure = Assert.Throws<NotCloseException>(() => Compare.Close([1, 2.5], [1, 2], 1e-3, what: "gW1"));
        Assert.StartsWith("gW1[1]: 2.5 instead of 2 (difference 5.000E-001", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<NotCloseException>(() => Compare.SameBits([1f, 0f], [1f, -0f], "z"));
        Assert.Equal("z[1]: the bits of 0 are not those of -0", failure.Message);
    }

    [Fact]
    public void Same_bits_tell_zeros_and_NaNs_apart()
    {
        Compare.SameBits([0.0, double.NaN, Inf], [0.0, double.NaN, Inf]);
        Assert.Throws<NotCloseException>(() => Compare.SameBits([-0.0], [0.0]));
        Assert.Throws<NotCloseException>(() => Compare.SameBits([BitConverter.Int64BitsToDouble(0x7ff8000000000001)], [double.NaN]));
        Assert.Throws<NotCloseException>(() => Compare.SameBits([1f], [MathF.BitIncrement(1)]));
    }

    [Fact]
    public void Ulps_count_the_numbers_between_two()
    {
        Assert.Equal(0, Compare.Ulps(0.0, -0.0));
        Assert.Equal(1, Compare.Ulps(1.0, Math.BitIncrement(1.0)));
        Assert.Equal(2, Compare.Ulps(double.Epsilon, -double.Epsilon));
        Assert.Equal(1, Compare.Ulps(double.MaxValue, Inf));
        Assert.Equal(-1, Compare.Ulps(double.NaN, double.NaN));
        Assert.Equal(1, Compare.Ulps(1f, MathF.BitIncrement(1)));
        Assert.Equal(2, Compare.Ulps(float.Epsilon, -float.Epsilon));
        Assert.Equal(-1, Compare.Ulps(1f, float.NaN));
    }
}
