using System.Numerics;

namespace Chainrule;

/// <summary>How well scores put the rows of a class before all others.</summary>
/// <param name="RocAuc">The area under the curve of true over false positives; NaN unless there are rows of both kinds.</param>
/// <param name="AveragePrecision">Σ (recall gained) · precision over the thresholds; NaN without rows of the class.</param>
public readonly record struct Ranking(double RocAuc, double AveragePrecision)
{
    /// <summary>Walks down the scores; rows of equal score pass the threshold together.</summary>
    /// <param name="scores">The score of each row; sorted in place, as rows may be very many.</param>
    /// <param name="isOfClass">Whether each row is of the class; put into the order of the scores.</param>
    public static Ranking Of<T>(T[] scores, bool[] isOfClass) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isOfClass);
        Array.Sort(scores, isOfClass);
        long positives = 0, negatives = 0;
        double area = 0, precisions = 0;
        for (var start = scores.Length - 1; start >= 0;)
        {
            var (end, gained) = (start, 0L);
            for (; end >= 0 && scores[end].CompareTo(scores[start]) == 0; end--)
                if (isOfClass[end]) gained++;
            var lost = start - end - gained;
            // A negative stands behind every positive above it, and half behind those beside it.
            area += lost * (positives + (gained / 2.0));
            (positives, negatives) = (positives + gained, negatives + lost);
            precisions += gained * ((double)positives / (positives + negatives));
            start = end;
        }
        return new(area / ((double)positives * negatives), precisions / positives);
    }
}
