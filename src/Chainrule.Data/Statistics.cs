namespace Chainrule.Data;

/// <summary>Mean, standard deviation and median of some values.</summary>
public readonly record struct Statistics(double Mean, double Deviation, double Median)
{
    /// <summary>Of at least one finite value. Equal values have exactly that mean and deviation 1, which rounding would not give.</summary>
    public static Statistics Of(double[] values)
    {
        var (least, median) = (values.Min(), MedianOf(values));
        if (least == values.Max()) return new(least, 1, median);
        var mean = values.Sum() / values.Length;
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        // The squares of differences below 1e-162 are 0.
        return new(mean, deviation > 0 ? deviation : 1, median);
    }

    /// <summary>The middle of at least one value by size, or halfway between the two there.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Of bytes, given how often each occurs; there is at least one.</summary>
    public static Statistics Of(ReadOnlySpan<long> counts)
    {
        double rows = 0, sum = 0, squares = 0;
        for (var value = 0; value < counts.Length; value++) (rows, sum) = (rows + counts[value], sum + ((double)counts[value] * value));
        var mean = sum / rows;
        for (var value = 0; value < counts.Length; value++) squares += counts[value] * (value - mean) * (value - mean);
        var (median, below) = (0, (double)counts[0]);
        while (below < rows / 2) below += counts[++median];
        return new(mean, squares > 0 ? Math.Sqrt(squares / rows) : 1, median);
    }
}
