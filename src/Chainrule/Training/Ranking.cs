using System.Numerics;

namespace Chainrule;

/// <summary>How well scores put the rows of a class before all others.</summary>
/// <param name="RocAuc">The area under the curve of true over false positives; NaN unless there are rows of both kinds.</param>
/// <param name="AveragePrecision">Σ (recall gained) · precision over the thresholds; NaN without rows of the class.</param>
/// <param name="Passed">
/// How many rows of the class, and of all others, score at least a threshold that falls from above all scores to the least of them: the
/// points of the ROC curve and of that of precision over recall. Empty where they were not asked for.
/// </param>
public sealed record Ranking(double RocAuc, double AveragePrecision, IReadOnlyList<(int Positives, int Negatives)> Passed)
{
    /// <summary>Ranks rows, and keeps the points of the curves.</summary>
    /// <param name="scores">A number for each row, the higher the more it seems to be of the class.</param>
    /// <param name="isPositive">Whether each row is of the class.</param>
    public static Ranking Of(IReadOnlyCollection<double> scores, IReadOnlyCollection<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        return Walk([.. scores], [.. isPositive], [(0, 0)]);
    }

    /// <summary>The same of very many rows, without the points: what it is given it sorts in place, and keeps nothing else.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static Ranking InPlace<T>(T[] scores, bool[] isPositive) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        return Walk(scores, isPositive, null);
    }

    /// <summary>Walks down the scores; rows of equal score pass the threshold together.</summary>
    private static Ranking Walk<T>(T[] scores, bool[] isPositive, List<(int, int)>? passed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Array.Sort(scores, isPositive);
        int positives = 0, negatives = 0;
        double area = 0, precisions = 0;
        for (var start = scores.Length - 1; start >= 0;)
        {
            var (end, gained) = (start, 0);
            for (; end >= 0 && scores[end].CompareTo(scores[start]) == 0; end--)
                if (isPositive[end]) gained++;
            var lost = start - end - gained;
            // A negative stands behind every positive above it, and half behind those beside it.
            area += lost * (positives + (gained / 2.0));
            (positives, negatives) = (positives + gained, negatives + lost);
            precisions += gained * ((double)positives / (positives + negatives));
            passed?.Add((positives, negatives));
            start = end;
        }
        return new(area / ((double)positives * negatives), precisions / positives, passed ?? []);
    }
}
