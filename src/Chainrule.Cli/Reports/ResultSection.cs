using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>The metrics beside those of simple models, and class by class.</summary>
internal static class ResultSection
{
    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        (string Name, Func<Evaluation, Prose> Of)[] metrics = data.Evaluation.Classes is null
            ?
            [
                ("R²", of => ReportWords.Share(of.Values!.R2)), ("RMSE", of => ReportWords.Number(of.Values!.Rmse)),
                ("MAE", of => ReportWords.Number(of.Values!.Mae)), ("MAPE", of => ReportWords.Share(of.Values!.Mape)),
                (words[ReportText.Loss], of => ReportWords.Number(of.Loss)),
            ]
            :
            [
                (words[ReportText.Accuracy], of => ReportWords.Share(of.Classes!.Accuracy)),
                (words[ReportText.BalancedAccuracy], of => ReportWords.Share(of.Classes!.BalancedAccuracy)),
                (words[ReportText.MacroF1], of => ReportWords.Share(of.Classes!.F1)),
                ("ROC-AUC", of => ReportWords.Share(of.Classes!.RocAuc)), ("PR-AUC", of => ReportWords.Share(of.Classes!.PrAuc)),
                (words[ReportText.LogLoss], of => ReportWords.Number(of.Classes!.LogLoss)),
                // The same thing under cross-entropy.
                .. data.Model.Network.Loss == Loss.CrossEntropy
                    ? Array.Empty<(string, Func<Evaluation, Prose>)>()
                    : [(words[ReportText.Loss], of => ReportWords.Number(of.Loss))],
            ];
        IReadOnlyList<Prose> Row(Text name, Evaluation of) => [words.Tool[name], .. metrics.Select(metric => metric.Of(of))];
        yield return new Table(
            [words.Tool[Text.Compared], .. metrics.Select(metric => (Prose)metric.Name)],
            [Row(Text.ThisModel, data.Evaluation), .. data.Baselines.Select(baseline => Row(Report.NameOf(baseline.Kind), baseline.Evaluation))]);
        if (data.Evaluation.Classes is { } classes)
            yield return new Section("classes", words.Say(ReportText.ClassesTitle), [PerClass(data, classes, words)]);
    }

    private static Table PerClass(ReportData data, ClassificationMetrics classes, ReportWords words)
    {
        var training = data.Run?.Data.ClassCounts ?? [];
        var most = training.DefaultIfEmpty(1).Max();
        var rows = data.Classes.Select((name, k) => (IReadOnlyList<Prose>)
        [
            ReportWords.Quoted(name),
            .. training.Count == 0 ? Array.Empty<Prose>()
                : [ReportWords.Count(training[k]), ReportWords.Share((double)training[k] / training.Sum()), new BarPart((double)training[k] / most)],
            ReportWords.Count(classes.PerClass[k].Rows), ReportWords.Share(classes.PerClass[k].Precision),
            ReportWords.Share(classes.PerClass[k].Recall), ReportWords.Share(classes.PerClass[k].F1),
            ReportWords.Share(classes.PerClass[k].RocAuc), ReportWords.Share(classes.PerClass[k].PrAuc),
        ]);
        return new(
            [
                words.Tool[Text.Class],
                .. training.Count == 0 ? Array.Empty<Prose>() : [words.Say(ReportText.TrainingRows), words.Say(ReportText.TrainingShare), ""],
                words.Say(ReportText.JudgedRows), words.Tool[Text.Precision], words.Tool[Text.Recall], "F1", "ROC-AUC", "PR-AUC",
            ],
            [.. rows]);
    }
}
