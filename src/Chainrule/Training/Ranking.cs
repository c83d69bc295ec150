namespace Chainrule.Training;

/// <summary>How well scores put the rows of a class before all others.</summary>
/// <param name="RocAuc">The area under the curve of true over false positives; NaN unless there are rows of both kinds.</param>
/// <param name="AveragePrecision">Σ (recall gained) · precision over the thresholds; NaN without rows of the class.</param>
internal readonly record struct Ranking(double RocAuc, double AveragePrecision)
{
    /// <summary>Walks down the scores; rows of equal score pass the threshold together.</summary>
    public static Ranking Of(double[] scores, bool[] isPositive)
    {
        double[] falling = [.. scores.Select(score => -score)];
        bool[] kinds = [.. isPositive];
        Array.Sort(falling, kinds);
        long positives = 0, negatives = 0;
        double area = 0, precisions = 0;
        for (var (start, end) = (0, 0); start < falling.Length; start = end)
        {
            long gained = 0;
            for (; end < falling.Length && falling[end] == falling[start]; end++)
                if (kinds[end]) gained++;
            var lost = end - start - gained;
            // A negative stands behind every positive above it, and half behind those beside it.
            area += lost * (positives + (gained / 2.0));
            (positives, negatives) = (positives + gained, negatives + lost);
            precisions += gained * ((double)positives / end);
        }
        return new(area / ((double)positives * negatives), precisions / positives);
    }
}
