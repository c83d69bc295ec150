namespace Chainrule.Testing;

/// <summary>Where functions are looked at: the same points in every run.</summary>
public static class Grid
{
    /// <summary>Evenly spaced, both ends included.</summary>
    public static IEnumerable<double> Linear(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1));

    /// <summary>±10ⁿ for evenly spaced n, both signs.</summary>
    public static IEnumerable<double> Logarithmic(double fromExponent, double toExponent, int count) =>
        Linear(fromExponent, toExponent, count).SelectMany(n => new[] { Math.Pow(10, n), -Math.Pow(10, n) });

    /// <summary>Values with random significands in [from, to).</summary>
    public static IEnumerable<double> Random(double from, double to, int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return from + (to - from) * random.NextDouble();
    }

    /// <summary>
    /// Both signs of zero, infinity, NaN, the ends of the range and of the subnormals; then random bit patterns, so that all
    /// magnitudes come alike.
    /// </summary>
    public static double[] DoubleBits(int count, int seed = 1)
    {
        var random = new Random(seed);
        double[] specials =
        [
            0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
            double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 2.225073858507201e-308, -2.2250738585072014e-308, 0.5, -0.5,
        ];
        double Next() => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return [.. specials, .. Enumerable.Range(0, count).Select(_ => Next())];
    }

    /// <inheritdoc cref="DoubleBits"/>
    public static float[] SingleBits(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] specials =
        [
            0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue,
            float.Epsilon, -float.Epsilon, 1.17549435e-38f, 1.1754942e-38f, -1.17549435e-38f, 0.5f, -0.5f,
        ];
        float Next() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        return [.. specials, .. Enumerable.Range(0, count).Select(_ => Next())];
    }
}
