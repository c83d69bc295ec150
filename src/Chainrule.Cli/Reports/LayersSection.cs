using System.Globalization;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>Gradients, updates and outputs of every layer over the epochs.</summary>
internal static class LayersSection
{
    /// <summary>So many lines can be told apart in one chart.</summary>
    private const int MostLines = 6;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Run is not { Watched: { Count: > 1 } watched } run) yield break;
        var depth = watched[0].Report.Layers!.Count;
        int[] shown = depth <= MostLines
            ? [.. Enumerable.Range(0, depth)]
            : [.. Enumerable.Range(0, MostLines).Select(n => n * (depth - 1) / (MostLines - 1))];
        var units = data.Model.Network.Layers.Select(layer => layer.Units).ToList();
        List<Block> charts =
        [
            Chart("gradient-norms", ReportText.GradientNorm, true, (layer, _) => layer.GradientNorm),
            Chart("update-ratios", ReportText.UpdateRatio, true, (layer, _) => layer.UpdateRatio),
            Chart("output-deviations", ReportText.OutputDeviation, false, (layer, _) => layer.OutputDeviation),
        ];
        if (watched.Any(epoch => epoch.Report.Layers!.Any(layer => layer.DeadUnits > 0)))
            charts.Add(Chart("dead-units", ReportText.DeadShare, false, (layer, l) => (double)layer.DeadUnits / units[l]));
        yield return new FigureRow([.. charts, new Definitions(
        [
            (words.Say(ReportText.GradientNorm), words.Say(ReportText.GradientNote)),
            (words.Say(ReportText.UpdateRatio), words.Say(ReportText.UpdateNote)),
            (words.Say(ReportText.OutputDeviation), words.Say(ReportText.OutputNote, Math.Min(LayerReport.SampleRows, run.Data.TrainingRows))),
            (words.Say(ReportText.DeadUnits), words.Say(ReportText.DeadNote)),
        ])]);
        if (watched.Count < run.Epochs.Count) yield return CurvesSection.WatchedFrom(watched[0], words);
        var epoch = watched.LastOrDefault(epoch => epoch.Report.Epoch == run.Result.Best.Epoch) ?? watched[^1];
        yield return new Section("layers-at-best", words.Say(ReportText.AtBest, epoch.Report.Epoch), [Numbers(data, epoch.Report.Layers!, words)]);

        ChartFigure Chart(string id, ReportText what, bool isLogarithmic, Func<LayerReport, int, double> value) => CurvesSection.OverEpochs(
            id, Capital(words[what]), words[what], isLogarithmic,
            [.. shown.Select(l => new ChartLine(words[ReportText.LayerName, l + 1], [.. watched.Select(Point(l, value))]))], run, words);
    }

    private static Func<RunEpoch, (double X, double Y)> Point(int layer, Func<LayerReport, int, double> value) =>
        epoch => (epoch.Report.Epoch, value(epoch.Report.Layers![layer], layer));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Table Numbers(ReportData data, IReadOnlyList<LayerReport> layers, ReportWords words) => new(
        [
            words.Tool[Text.Layer], words.Say(ReportText.UnitsAndActivation), .. new[]
            {
                ReportText.GradientNorm, ReportText.WeightNorm, ReportText.UpdateRatio, ReportText.OutputMean, ReportText.OutputDeviation,
                ReportText.DeadUnits,
            }.Select(text => words.Say(text)),
        ],
        [.. layers.Select((layer, l) => (IReadOnlyList<Prose>)
        [
            (l + 1).ToString(CultureInfo.InvariantCulture), $"{data.Model.Network.Layers[l].Units} {data.Model.Network.Layers[l].Function}",
            ReportWords.Number(layer.GradientNorm), ReportWords.Number(layer.WeightNorm), ReportWords.Number(layer.UpdateRatio),
            ReportWords.Number(layer.OutputMean), ReportWords.Number(layer.OutputDeviation), ReportWords.Count(layer.DeadUnits),
        ])]);
}
