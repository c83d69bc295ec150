using System.Globalization;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>ROC, precision over recall, and whether probabilities are what they say.</summary>
internal static class RankingSection
{
    /// <summary>Of more classes than this, the mean and the extremes are drawn.</summary>
    private const int FewClasses = 3;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Evaluation.Classes is not { } metrics) yield break;
        // Of a class without rows, or without others, there is no curve.
        var classes = data.Judgement.Actual.Distinct().Order().Select(k => (int)k).ToList();
        if (classes.Count < 2) classes.Clear();
        var charts = new List<ChartFigure>();
        if (classes.Count > 0) charts.AddRange(Ranked(data, classes, metrics, words));
        charts.Add(Calibrated(metrics.Reliability, words));
        yield return new FigureRow([.. charts, new Definitions(
        [
            ("ROC-AUC", words.Say(ReportText.RocNote, metrics.RocAuc)), ("PR-AUC", words.Say(ReportText.PrNote, metrics.PrAuc)),
            ("ECE", words.Say(ReportText.CalibrationNote, metrics.CalibrationError)),
        ])]);
        yield return new Section("calibration-numbers", words.Say(ReportText.BinTitle), [Bins(metrics.Reliability, words)], IsFolded: true);
    }

    private static ChartFigure[] Ranked(ReportData data, List<int> classes, ClassificationMetrics metrics, ReportWords words)
    {
        var roc = classes.ToDictionary(k => k, k => RankingCurves.Roc(data.Judgement.RankingOf(k)));
        var precision = classes.ToDictionary(k => k, k => RankingCurves.PrecisionOverRecall(data.Judgement.RankingOf(k)));
        // Of two classes, the second says all: the first is its mirror image.
        int[] shown = data.Classes.Count == 2 ? [classes[^1]]
            : classes.Count <= FewClasses ? [.. classes]
            : [classes.MinBy(k => metrics.PerClass[k].RocAuc), classes.MaxBy(k => metrics.PerClass[k].RocAuc)];
        ChartLine[] Lines(Dictionary<int, IReadOnlyList<(double X, double Y)>> curves, Func<IReadOnlyList<(double X, double Y)>, double, double> at)
        {
            ChartLine[] own = [.. shown.Select(k => new ChartLine(data.Classes[k], RankingCurves.Thinned(curves[k])))];
            return classes.Count > FewClasses ? [new(words[ReportText.Macro], RankingCurves.Mean([.. curves.Values], at)), .. own] : own;
        }
        ChartAxis Share(ReportText title) => new(words[title], From: 0, To: 1);
        return
        [
            new("roc", words.Say(ReportText.RocCurve), Share(ReportText.FalsePositives), Share(ReportText.TruePositives),
                [.. Lines(roc, RankingCurves.HighestUpTo), new("", [(0, 0), (1, 1)], ChartStyle.Reference)]),
            new("precision-recall", words.Say(ReportText.PrCurve), Share(ReportText.RecallAxis), Share(ReportText.PrecisionAxis),
                Lines(precision, RankingCurves.FirstFrom)),
        ];
    }

    private static ChartFigure Calibrated(IReadOnlyList<ReliabilityBin> bins, ReportWords words) => new(
        "calibration", words.Say(ReportText.Calibration), new(words[ReportText.Confidence], From: 0, To: 1),
        new(words[ReportText.BinAccuracy], From: 0, To: 1),
        [
            new("", [.. bins.Where(bin => bin.Rows > 0).Select(bin => (bin.Confidence, bin.Accuracy))], ChartStyle.DottedLine),
            new("", [(0, 0), (1, 1)], ChartStyle.Reference),
        ]);

    private static Table Bins(IReadOnlyList<ReliabilityBin> bins, ReportWords words)
    {
        var most = bins.Max(bin => bin.Rows);
        static string Border(int n) => ((double)n / ClassificationMetrics.Bins).ToString("0.00", CultureInfo.InvariantCulture);
        static string Reach(int n) => $"{Border(n)}–{Border(n + 1)}";
        return new(
            [words.Say(ReportText.Bin), words.Say(ReportText.Rows), "", words.Say(ReportText.Confidence), words.Say(ReportText.BinAccuracy)],
            [.. bins.Index().Where(bin => bin.Item.Rows > 0).Select(bin => (IReadOnlyList<Prose>)
            [
                Reach(bin.Index), ReportWords.Count(bin.Item.Rows), new BarPart((double)bin.Item.Rows / most), ReportWords.Share(bin.Item.Confidence),
                ReportWords.Share(bin.Item.Accuracy),
            ])]);
    }
}
