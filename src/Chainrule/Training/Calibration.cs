namespace Chainrule;

/// <summary>Rows whose predicted classes were given about the same probability.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Confidence">The mean probability of their predicted classes; NaN without rows.</param>
/// <param name="Accuracy">The share of them that was right; NaN without rows.</param>
public readonly record struct CalibrationBin(int Rows, double Confidence, double Accuracy);

/// <summary>Whether probabilities are what they say: of the rows predicted with 0.9, nine of ten should be right.</summary>
/// <param name="Error">
/// The expected calibration error, ECE: the mean over the rows of how far accuracy and confidence of their bin lie apart (Guo et al. 2017).
/// </param>
/// <param name="Bins">Ten bins of equal width: [0, 0.1), …, [0.9, 1].</param>
public sealed record Calibration(double Error, IReadOnlyList<CalibrationBin> Bins)
{
    private const int BinCount = 10;

    /// <summary>Sorts rows into bins by the probability of their predicted class.</summary>
    /// <param name="predicted">The class that each row was taken for, counted from 0; at least one row.</param>
    /// <param name="actual">The class that each row is of.</param>
    /// <param name="probabilities">[rows, classes], row by row.</param>
    public static Calibration Of(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual, ReadOnlySpan<double> probabilities)
    {
        var (rows, right, confidence) = (new int[BinCount], new int[BinCount], new double[BinCount]);
        var classes = probabilities.Length / actual.Length;
        for (var row = 0; row < actual.Length; row++)
        {
            var p = probabilities[row * classes + predicted[row]];
            var bin = Math.Min(BinCount - 1, (int)(p * BinCount));
            rows[bin]++;
            confidence[bin] += p;
            if (predicted[row] == actual[row]) right[bin]++;
        }
        CalibrationBin[] bins = [.. Enumerable.Range(0, BinCount).Select(
            bin => new CalibrationBin(rows[bin], confidence[bin] / rows[bin], (double)right[bin] / rows[bin]))];
        var error = bins.Where(bin => bin.Rows > 0).Sum(bin => bin.Rows * Math.Abs(bin.Accuracy - bin.Confidence)) / actual.Length;
        return new(error, bins);
    }
}
