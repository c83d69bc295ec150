namespace Chainrule.Cli;

/// <summary>The points of ROC and precision-recall curves, and their mean over classes.</summary>
internal static class RankingCurves
{
    private const int Steps = 100;

    /// <summary>Points nearer than this to the one before are not seen, and left out.</summary>
    private const double Visible = 0.004;

    /// <summary>True over false positive rate, from (0, 0) to (1, 1).</summary>
    public static IReadOnlyList<(double X, double Y)> Roc(Ranking ranking)
    {
        var (positives, negatives) = ranking.Passed[^1];
        return [.. ranking.Passed.Select(passed => ((double)passed.Negatives / negatives, (double)passed.Positives / positives))];
    }

    /// <summary>Precision over recall, by falling threshold.</summary>
    public static IReadOnlyList<(double X, double Y)> PrecisionOverRecall(Ranking ranking)
    {
        var all = (double)ranking.Passed[^1].Positives;
        (double Recall, double Precision) Point((int Positives, int Negatives) passed) =>
            (passed.Positives / all, passed.Positives / ((double)passed.Positives + passed.Negatives));
        var points = ranking.Passed.Skip(1).Select(Point).ToList();
        return [(0, points[0].Precision), .. points];
    }

    /// <summary>The value of an ROC curve at a rate: between two points on the line between them, at a rise its top.</summary>
    public static double HighestUpTo(IReadOnlyList<(double X, double Y)> curve, double x)
    {
        var last = 0;
        while (last + 1 < curve.Count && curve[last + 1].X <= x) last++;
        if (last + 1 == curve.Count) return curve[last].Y;
        var (from, to) = (curve[last], curve[last + 1]);
        return from.Y + ((to.Y - from.Y) * (x - from.X) / (to.X - from.X));
    }

    /// <summary>The precision at the first threshold that reaches a recall.</summary>
    public static double FirstFrom(IReadOnlyList<(double X, double Y)> curve, double x) => curve.First(point => point.X >= x - 1e-12).Y;

    /// <summary>The mean of some curves at even distances.</summary>
    public static IReadOnlyList<(double X, double Y)> Mean(
        IReadOnlyList<IReadOnlyList<(double X, double Y)>> curves, Func<IReadOnlyList<(double X, double Y)>, double, double> at) =>
        [.. Enumerable.Range(0, Steps + 1).Select(n => (double)n / Steps).Select(x => (x, curves.Average(curve => at(curve, x))))];

    /// <summary>A curve of the points that can be seen.</summary>
    public static IReadOnlyList<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> curve)
    {
        List<(double X, double Y)> kept = [curve[0]];
        for (var n = 1; n < curve.Count - 1; n++)
            if (Math.Abs(curve[n].X - kept[^1].X) > Visible || Math.Abs(curve[n].Y - kept[^1].Y) > Visible) kept.Add(curve[n]);
        return [.. kept, curve[^1]];
    }
}
