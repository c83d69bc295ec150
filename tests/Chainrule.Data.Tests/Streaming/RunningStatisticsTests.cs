using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class RunningStatisticsTests
{
    private static RunningStatistics Of(IEnumerable<double> values, int sampleLength = 1000)
    {
        var statistics = new RunningStatistics(sampleLength);
        var draws = new CounterRandom(1, 2);
        foreach (var (index, value) in values.Index()) statistics.Add(value, draws.Bits((ulong)index));
        return statistics;
    }

    /// <summary>Against integers of any length: the deviation of a trillion plus a little is still right to the last digits.</summary>
    [Theory]
    [InlineData(0, 1000)]
    [InlineData(1_000_000_000_000, 1000)]
    [InlineData(-4_000_000_000_000_000, 7)]
    public void Mean_and_deviation_are_exact_to_rounding(long middle, int spread)
    {
        var random = new Random(3);
        long[] values = [.. Enumerable.Range(0, 20_001).Select(_ => middle + random.Next(-spread, spread + 1))];
        BigInteger sum = 0, squares = 0;
        foreach (var value in values) (sum, squares) = (sum + value, squares + ((BigInteger)value * value));
        var n = (BigInteger)values.Length;
        var expected = Math.Sqrt((double)((n * squares) - (sum * sum)) / ((double)n * (double)n));
        var (mean, deviation, median) = Of(values.Select(value => (double)value), values.Length).Statistics;
        Compare.Close(mean, (double)(sum / n) + ((double)(sum % n) / values.Length), 2e-16);
        Compare.Close(deviation, expected, 1e-15);
        Assert.Equal(values.Order().ElementAt(10_000), median);
    }

    [Fact]
    public void They_are_those_of_memory()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 999).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-3, 4)))];
        var (a, e) = (Of(values).Statistics, Statistics.Of(values));
        Compare.Close([a.Mean, a.Deviation], [e.Mean, e.Deviation], 1e-13);
        Assert.Equal(e.Median, a.Median);
        Assert.Equal(Statistics.Of([0.1, 0.1, 0.1]), Of([0.1, 0.1, 0.1]).Statistics);
        Assert.Equal(1, Of([1e-300, 2e-300]).Statistics.Deviation);
        Assert.True(Of([0.1, 0.1]).AreEqual);
        Assert.False(Of([0.1, 0.2]).AreEqual);
    }

    /// <summary>A sample of 1000 of 100,000: half of the values lie below the median, give or take four deviations.</summary>
    [Fact]
    public void The_median_of_many_is_that_of_a_fair_sample()
    {
        foreach (var order in new[] { 1, -1, 37 })
        {
            var median = Of(Enumerable.Range(0, 100_000).Select(i => (double)((long)i * order % 100_003 + 200_000))).Statistics.Median;
            var below = Enumerable.Range(0, 100_000).Count(i => (long)i * order % 100_003 + 200_000 < median) / 100_000.0;
            Assert.InRange(below, 0.5 - (4 * 0.5 / Math.Sqrt(1000)), 0.5 + (4 * 0.5 / Math.Sqrt(1000)));
        }
    }
}
