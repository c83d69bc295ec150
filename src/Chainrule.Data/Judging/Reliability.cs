namespace Chainrule.Data;

/// <summary>Rows whose predicted classes were given about the same probability.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Confidence">The mean probability of their predicted classes; NaN without rows.</param>
/// <param name="Accuracy">The share of them that was right; NaN without rows.</param>
public readonly record struct ReliabilityBin(int Rows, double Confidence, double Accuracy);

/// <summary>Whether probabilities are what they say: of the rows predicted with 0.9, nine of ten should be right.</summary>
/// <param name="Error">
/// The expected calibration error, ECE: the mean over the rows of how far accuracy and confidence of their bin lie apart (Guo et al. 2017).
/// </param>
/// <param name="Bins">Those of <see cref="ClassificationMetrics.CalibrationError"/>.</param>
public sealed record Reliability(double Error, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Sorts rows into bins by the probability of their predicted class.</summary>
    /// <exception cref="ArgumentException">The judgement is of amounts, which have no probabilities.</exception>
    public static Reliability Of(Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        if (judgement.Probabilities.Length == 0) throw new ArgumentException("Amounts have no probabilities.", nameof(judgement));
        const int Bins = ClassificationMetrics.Bins;
        var (rows, right, confidence) = (new int[Bins], new int[Bins], new double[Bins]);
        for (var row = 0; row < judgement.Losses.Length; row++)
        {
            var p = judgement.Probability(row, (int)judgement.Predicted[row]);
            var bin = ClassificationMetrics.BinOf(p);
            rows[bin]++;
            confidence[bin] += p;
            if (judgement.Predicted[row] == judgement.Actual[row]) right[bin]++;
        }
        ReliabilityBin[] bins = [.. Enumerable.Range(0, Bins).Select(
            bin => new ReliabilityBin(rows[bin], confidence[bin] / rows[bin], (double)right[bin] / rows[bin]))];
        var error = bins.Where(bin => bin.Rows > 0).Sum(bin => bin.Rows * Math.Abs(bin.Accuracy - bin.Confidence)) / judgement.Losses.Length;
        return new(error, bins);
    }
}
