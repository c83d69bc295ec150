namespace Chainrule;

/// <summary>How well scores put the rows of a class before all others.</summary>
/// <param name="RocAuc">The area under the curve of true over false positives; NaN unless there are rows of both kinds.</param>
/// <param name="AveragePrecision">Σ (recall gained) · precision over the thresholds; NaN without rows of the class.</param>
/// <param name="Passed">
/// How many rows of the class, and of all others, score at least a threshold that falls from above all scores to the least of them: the
/// points of the ROC curve and of that of precision over recall.
/// </param>
public sealed record Ranking(double RocAuc, double AveragePrecision, IReadOnlyList<(int Positives, int Negatives)> Passed)
{
    /// <summary>Walks down the scores; rows of equal score pass the threshold together.</summary>
    /// <param name="scores">A number for each row, the higher the more it seems to be of the class.</param>
    /// <param name="isPositive">Whether each row is of the class.</param>
    public static Ranking Of(IReadOnlyCollection<double> scores, IReadOnlyCollection<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        double[] falling = [.. scores.Select(score => -score)];
        bool[] kinds = [.. isPositive];
        Array.Sort(falling, kinds);
        int positives = 0, negatives = 0;
        double area = 0, precisions = 0;
        var passed = new List<(int, int)> { (0, 0) };
        for (var (start, end) = (0, 0); start < falling.Length; start = end)
        {
            var gained = 0;
            for (; end < falling.Length && falling[end] == falling[start]; end++)
                if (kinds[end]) gained++;
            var lost = end - start - gained;
            // A negative stands behind every positive above it, and half behind those beside it.
            area += lost * (positives + (gained / 2.0));
            (positives, negatives) = (positives + gained, negatives + lost);
            precisions += gained * ((double)positives / end);
            passed.Add((positives, negatives));
        }
        return new(area / ((double)positives * negatives), precisions / positives, passed);
    }
}
