using System.Numerics;

namespace Chainrule.Tests;

/// <summary>Arrays for the tests of kernels and networks: the same in every run.</summary>
internal static class Numbers
{
    /// <summary>Every length up to a block of 256 and one more, and those around two.</summary>
    public static int[] Lengths { get; } = [.. Enumerable.Range(0, 258), 511, 512, 513];

    /// <summary>Random numbers in [−scale, scale).</summary>
    public static T[] Uniform<T>(int count, int seed, double scale = 1) where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(scale * (2 * random.NextDouble() - 1)))];
    }

    /// <summary>Random probability rows.</summary>
    public static double[] Probabilities(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            double[] weights = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble())];
            return weights.Select(w => w / weights.Sum());
        })];
    }

    public static double[] ToDouble<T>(ReadOnlySpan<T> values) where T : IBinaryFloatingPointIeee754<T>
    {
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++) doubles[i] = double.CreateTruncating(values[i]);
        return doubles;
    }
}
