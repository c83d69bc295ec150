using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>Predicted amounts beside the true ones, and what is left between them.</summary>
internal static class AmountsSection
{
    private const int MostDots = 1_000;

    private static readonly double[] s_quantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Evaluation.Values is null) yield break;
        var (predicted, actual) = (data.Judgement.Predicted, data.Judgement.Actual);
        var count = Math.Min(MostDots, predicted.Length);
        int[] rows = [.. Enumerable.Range(0, count).Select(n => (int)((long)n * predicted.Length / count))];
        var (low, high) = (actual.Min(), actual.Max());
        yield return new FigureRow(
        [
            new ChartFigure(
                "predicted-over-true", words.Say(ReportText.PredictedOverTrue), new(words[ReportText.TrueAmount]),
                new(words[ReportText.PredictedAmount]),
            [
                new("", [.. rows.Select(row => (actual[row], predicted[row]))], ChartStyle.Dots),
                new("", [(low, low), (high, high)], ChartStyle.Reference),
            ]),
            new ChartFigure("residuals", words.Say(ReportText.Residuals), new(words[ReportText.PredictedAmount]), new(words[ReportText.Residual]),
            [
                new("", [.. rows.Select(row => (predicted[row], actual[row] - predicted[row]))], ChartStyle.Dots),
                new("", [(rows.Min(row => predicted[row]), 0), (rows.Max(row => predicted[row]), 0)], ChartStyle.Reference),
            ]),
        ]);
        if (count < predicted.Length) yield return new Paragraph(words.Say(ReportText.AmountsNote, count, predicted.Length));
        yield return new Paragraph(words.Say(ReportText.ResidualNote));
        double[] residuals = [.. actual.Zip(predicted, (t, o) => t - o).Order()];
        yield return new Table(
            [words.Say(ReportText.Quantile), .. s_quantiles.Select(ReportWords.Number)],
            [[words.Say(ReportText.Residual), .. s_quantiles.Select(share => ReportWords.Number(Quantile(residuals, share)))]]);
    }

    /// <summary>Between two values on the line between them, as NumPy does.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
