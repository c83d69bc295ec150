using System.Globalization;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>What folds say of a way of training: each of them, then mean ± deviation, beside simple models.</summary>
/// <param name="report">How things are written.</param>
/// <param name="repeats">How often the rows are divided.</param>
internal sealed class FoldReport(Report report, int repeats)
{
    /// <summary>So many metrics of a fold fit on a line.</summary>
    private const int MostMetrics = 5;

    /// <summary>One line for a fold that is done.</summary>
    public string Line(FoldResult fold)
    {
        var metrics = MetricsOf(fold).Take(2).Select(metric => $"{report.Words[metric.Heading]} {metric.Format(Value(fold, metric))}");
        return $"{report.Words[Text.Fold]} {Name(fold)}   {string.Join("   ", metrics)}";
    }

    public string Of(IReadOnlyList<FoldResult> folds)
    {
        var words = report.Words;
        var shown = MetricsOf(folds[0]).Take(MostMetrics).ToList();
        var rows = folds.Select(fold => (string[])
        [
            Name(fold), fold.Evaluation.Rows.ToString("N0", CultureInfo.InvariantCulture),
            .. shown.Select(metric => metric.Format(Value(fold, metric))),
        ]);
        var heading = repeats == 1 ? words[Text.Folds, folds.Count] : words[Text.RepeatedFolds, folds.Count / repeats, repeats];
        return $"{heading}\n"
            + Report.Grid([[words[Text.Fold], words[Text.ClassRows], .. shown.Select(metric => words[metric.Heading])], .. rows])
            + "\n" + report.Compare(Means(folds), Baselines(folds), areSpread: true);
    }

    public JsonObject Json(IReadOnlyList<FoldResult> folds) => new()
    {
        ["count"] = folds.Count / repeats,
        ["repeats"] = repeats,
        ["metrics"] = Spread.ToJson(Means(folds)),
        ["baselines"] = Spread.ToJson(Baselines(folds)),
        ["each"] = new JsonArray([.. folds.Select(Json)]),
    };

    private static JsonObject Json(FoldResult fold)
    {
        var json = fold.Evaluation.ToJson();
        (json["repeat"], json["fold"], json["epochs"], json["bestEpoch"]) = (fold.Repeat, fold.Number, fold.Result.Epochs, fold.Result.Best.Epoch);
        json["baselines"] = Baseline.ToJson(fold.Baselines);
        return json;
    }

    private static IReadOnlyDictionary<string, Spread> Means(IEnumerable<FoldResult> folds) => Spread.Of(folds.Select(fold => fold.Evaluation));

    private static IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> Baselines(IEnumerable<FoldResult> folds) =>
        Spread.Of(folds.SelectMany(fold => fold.Baselines));

    private static IReadOnlyList<Metric> MetricsOf(FoldResult fold) => Metric.Of(fold.Evaluation.Metrics.Select(metric => metric.Name));

    private static double Value(FoldResult fold, Metric metric) => fold.Evaluation.Metrics.Single(of => of.Name == metric.Name).Value;

    private string Name(FoldResult fold) => repeats == 1 ? $"{fold.Number}" : $"{fold.Repeat}.{fold.Number}";
}
