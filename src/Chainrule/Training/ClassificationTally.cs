using System.Numerics;

namespace Chainrule;

/// <summary>Counts predicted classes row by row, for the metrics of rows that need not all be in memory.</summary>
public sealed class ClassificationTally
{
    private const double LeastProbability = 1.0 / (1L << 52);

    private readonly int[][] _confusion;
    // Of each bin of probabilities: its rows, how many of them are right, and the sum of their probabilities.
    private readonly int[] _binRows = new int[ClassificationMetrics.Bins], _binRight = new int[ClassificationMetrics.Bins];
    private readonly double[] _binSums = new double[ClassificationMetrics.Bins];
    private int _rows, _right;
    private double _logLoss;

    /// <param name="classes">How many classes there are.</param>
    public ClassificationTally(int classes) => _confusion = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];

    /// <summary>Counts a row.</summary>
    /// <param name="predicted">The class that it was taken for, counted from 0.</param>
    /// <param name="actual">The class that it is of.</param>
    /// <param name="probabilities">How probable each class was held to be.</param>
    public void Add<T>(int predicted, int actual, ReadOnlySpan<T> probabilities) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _rows++;
        _confusion[actual][predicted]++;
        if (actual == predicted) _right++;
        var probability = double.CreateTruncating(probabilities[predicted]);
        var bin = BinOf(probability);
        _binRows[bin]++;
        _binSums[bin] += probability;
        if (actual == predicted) _binRight[bin]++;
        _logLoss -= Math.Log(Math.Max(double.CreateTruncating(probabilities[actual]), LeastProbability));
    }

    /// <summary>The metrics of the rows so far, at least one.</summary>
    /// <param name="rankings">How well each class was put before the others.</param>
    public ClassificationMetrics Metrics(IReadOnlyList<Ranking> rankings) =>
        new((double)_right / _rows, _logLoss / _rows, _confusion, [.. rankings.Select((ranking, c) => OfClass(c, ranking))])
        {
            CalibrationError = _binRight.Zip(_binSums, (right, sum) => Math.Abs(right - sum)).Sum() / _rows,
            Reliability = [.. _binRows.Select((rows, bin) => new ReliabilityBin(rows, _binSums[bin] / rows, (double)_binRight[bin] / rows))],
        };

    private static int BinOf(double probability) =>
        Math.Clamp((int)Math.Ceiling(probability * ClassificationMetrics.Bins) - 1, 0, ClassificationMetrics.Bins - 1);

    private ClassMetrics OfClass(int c, Ranking ranking)
    {
        static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
        var (rows, taken, right) = (_confusion[c].Sum(), _confusion.Sum(row => row[c]), _confusion[c][c]);
        return new(rows, Share(right, taken), Share(right, rows), Share(2 * right, rows + taken), ranking.RocAuc, ranking.AveragePrecision);
    }
}
