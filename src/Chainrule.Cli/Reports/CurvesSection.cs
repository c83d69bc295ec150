using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>Losses, score and learning rate over the epochs.</summary>
internal static class CurvesSection
{
    /// <summary>A loss that falls further than this is drawn over powers of ten.</summary>
    private const double FarFall = 20;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Run is not { Epochs.Count: > 1 } run) yield break;
        var reports = run.Epochs.Select(epoch => epoch.Report).ToList();
        // Those before the run was resumed perhaps have none.
        var scored = run.Epochs.Where(epoch => !double.IsNaN(epoch.Score.Value)).ToList();
        var scoreName = data.Classes.Count > 0 ? words[ReportText.Accuracy] : "R²";
        ChartFigure[] charts =
        [
            Chart("loss-curve", ReportText.LossCurve, words[ReportText.Loss],
            [
                Line(words[ReportText.Validation], reports, report => report.ValidationLoss ?? double.NaN),
                Line(words[ReportText.Training], reports, report => report.TrainingLoss),
            ]),
            .. scored.Count > 0
                ? [Chart("score-curve", ReportText.ScoreCurve, scoreName,
                    [new(words[ReportText.Validation], [.. scored.Select(epoch => ((double)epoch.Report.Epoch, epoch.Score.Value))])])]
                : Array.Empty<ChartFigure>(),
            .. reports.Any(report => report.LearningRate != reports[0].LearningRate)
                ? [Chart("rate-curve", ReportText.RateCurve, words[ReportText.LearningRate], [Line("", reports, report => report.LearningRate)])]
                : Array.Empty<ChartFigure>(),
        ];
        yield return new FigureRow(charts);
        yield return new Paragraph(words.Say(ReportText.CurvesNote));
        if (scored.Count > 0 && scored[0] != run.Epochs[0]) yield return WatchedFrom(scored[0], words);

        ChartFigure Chart(string id, ReportText title, string y, IReadOnlyList<ChartLine> lines) =>
            OverEpochs(id, words.Say(title), y, title == ReportText.LossCurve && IsFar(lines), lines, run, words);
    }

    /// <summary>What to say where the epochs before one were not watched.</summary>
    public static Paragraph WatchedFrom(RunEpoch first, ReportWords words) => new(words.Say(ReportText.WatchedFrom, first.Report.Epoch));

    /// <summary>A chart over the epochs, with the best of them marked.</summary>
    public static ChartFigure OverEpochs(
        string id, Prose title, string y, bool isLogarithmic, IReadOnlyList<ChartLine> lines, ReportedRun run, ReportWords words) =>
        new(id, title, new(words[ReportText.Epoch]), new(y, isLogarithmic), lines)
        {
            Mark = run.Result.Best.Epoch > 0 ? (run.Result.Best.Epoch, words[ReportText.BestEpoch, run.Result.Best.Epoch]) : null,
        };

    private static ChartLine Line(string label, IEnumerable<EpochReport> reports, Func<EpochReport, double> value) =>
        new(label, [.. reports.Select(report => ((double)report.Epoch, value(report)))]);

    private static bool IsFar(IReadOnlyList<ChartLine> lines)
    {
        var values = lines.SelectMany(line => line.Points).Select(point => point.Y).Where(double.IsFinite).DefaultIfEmpty(1).ToList();
        return values.Min() > 0 && values.Max() > FarFall * values.Min();
    }
}
