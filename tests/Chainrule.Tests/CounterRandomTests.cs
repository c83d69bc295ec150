using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Random numbers: Philox against its authors' vectors, the draws against what they claim to be distributed as.</summary>
public class CounterRandomTests
{
    [Theory] // kat_vectors of the Random123 distribution, philox4x32 10
    [InlineData("00000000 00000000 00000000 00000000 00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_numbers(string counterAndKey, string expected)
    {
        var w = counterAndKey.Split(' ').Select(word => Convert.ToUInt32(word, 16)).ToArray();
        var (a, b, c, d) = CounterRandom.Block(w[0], w[1], w[2], w[3], w[4], w[5]);
        Assert.Equal(expected, $"{a:x8} {b:x8} {c:x8} {d:x8}");
    }

    [Theory]
    [InlineData(0UL, 0UL, 0UL)]
    [InlineData(1UL, 2UL, 0xFFFF_FFF0UL)]
    [InlineData(0x1234_5678_9ABC_DEF0UL, 0xFEDC_BA98_7654_3210UL, 0xFFFF_FFFF_FFFF_FFF9UL)]
    public void Draws_made_together_are_draws_made_alone(ulong seed, ulong stream, ulong first)
    {
        var random = new CounterRandom(seed, stream);
        for (var count = 0; count < 40; count++)
        {
            var bits = new ulong[count];
            random.Bits(first, bits);
            Assert.Equal(Enumerable.Range(0, count).Select(i => random.Bits(first + (ulong)i)), bits);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_shuffle_draws_from_the_end_draw_i_for_place_i(int count)
    {
        var (random, items, expected) = (new CounterRandom(5, 7), Enumerable.Range(0, count).ToArray(), Enumerable.Range(0, count).ToArray());
        random.Shuffle<int>(items);
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below((ulong)i, i + 1);
            (expected[i], expected[j]) = (expected[j], expected[i]);
        }
        Assert.Equal(expected, items);
    }

    [Fact]
    public void Bits_are_the_first_half_of_the_block_of_seed_stream_and_index()
    {
        var random = new CounterRandom(0x299f31d0a4093822, 0x0370734413198a2e);
        Assert.Equal(0x94fdccebd16cfe09, random.Bits(0x85a308d3243f6a88));
        Assert.Equal(random.Bits(5), new CounterRandom(0x299f31d0a4093822, 0x0370734413198a2e).Bits(5));
        ulong[] others = [random.Bits(5), random.Bits(6), new CounterRandom(1, 2).Bits(5), new CounterRandom(1, 3).Bits(5)];
        Assert.Equal(4, others.Distinct().Count());
    }

    [Fact]
    public void Uniform_draws_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(7, 0);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(i => random.Uniform((ulong)i))];
        Assert.All(draws, u => Assert.True(u is >= 0 and < 1));
        var bins = new int[10];
        foreach (var u in draws) bins[(int)(u * 10)]++;
        // 10,000 ± 5 standard deviations of √(100000·0.1·0.9) = 95
        Assert.All(bins, count => Assert.InRange(count, 10_000 - 475, 10_000 + 475));
        Compare.Close(draws.Average(), 0.5, 0, 0.005);
    }

    [Fact]
    public void Normal_draws_have_mean_0_and_variance_1()
    {
        var random = new CounterRandom(7, 1);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(i => random.Normal((ulong)i))];
        Compare.Close(draws.Average(), 0, 0, 0.016);
        Compare.Close(draws.Average(x => x * x), 1, 0, 0.025);
        Compare.Close(draws.Average(x => x * x * x * x), 3, 0, 0.2);
        Assert.All(draws, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Below_reaches_every_number_below_the_bound_and_no_other()
    {
        var random = new CounterRandom(3, 3);
        var counts = new int[7];
        for (ulong i = 0; i < 7000; i++) counts[random.Below(i, 7)]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
        Assert.Equal(0, random.Below(1, 1));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_that_depends_on_seed_and_stream()
    {
        int[] Shuffled(ulong seed, ulong stream, int count)
        {
            int[] items = [.. Enumerable.Range(0, count)];
            new CounterRandom(seed, stream).Shuffle<int>(items);
            return items;
        }
        foreach (var count in new[] { 0, 1, 2, 3, 100 })
            Assert.Equal(Enumerable.Range(0, count), Shuffled(1, 0, count).Order());
        Assert.Equal(Shuffled(1, 0, 100), Shuffled(1, 0, 100));
        Assert.NotEqual(Shuffled(1, 0, 100), Shuffled(2, 0, 100));
        Assert.NotEqual(Shuffled(1, 0, 100), Shuffled(1, 1, 100));
        // All six orders of three come about equally often.
        var orders = Enumerable.Range(0, 6000).GroupBy(seed => string.Concat(Shuffled((ulong)seed, 0, 3))).Select(group => group.Count()).ToList();
        Assert.Equal(6, orders.Count);
        Assert.All(orders, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void No_two_uses_share_a_stream()
    {
        var streams = Enumerable.Range(0, 100).SelectMany(n => new[] { Draws.Weights(n), Draws.Shuffle(n), Draws.Split(n) }).ToList();
        Assert.Equal(streams.Count, streams.Distinct().Count());
    }

    [Theory] // mpmath: sqrt(2)·erfinv(2p − 1)
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.8413447460685429, 1)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-300, -37.0470962993612)]
    public void Known_quantiles_come_out(double p, double x) => Compare.Close(NormalQuantile.At(p), x, 1e-15);

    [Fact]
    public void The_distribution_function_takes_a_quantile_back_to_its_probability()
    {
        double[] ends = [5.5e-17, 1e-12, 1e-7, 0.074, 0.075, 0.0751, 0.9249, 0.925, 0.926, 1 - 1e-9, Math.BitDecrement(1.0)];
        foreach (var p in Grid.Random(0, 1, 300).Concat(ends))
        {
            var half = BigFloat.Scale(1, -1);
            var phi = half + half * HighPrecision.Erf(NormalQuantile.At(p) / HighPrecision.Sqrt(2));
            Compare.Close(phi.ToDouble(), p, 2e-14, what: $"the distribution function at the quantile of {p:R}");
        }
    }
}
