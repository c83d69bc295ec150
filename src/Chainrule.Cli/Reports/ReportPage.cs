using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>The page about a run or a model: what a practitioner looks at before trusting it, in the order of the questions.</summary>
internal static class ReportPage
{
    /// <summary>Writes the file, all of it or nothing.</summary>
    /// <exception cref="BadInputException">It cannot be written there.</exception>
    public static void Write(string path, ReportData data, Language language)
    {
        var page = Html(data, language);
        Files.WriteWhole(path, file =>
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            writer.Write(page);
        });
    }

    private static string Html(ReportData data, Language language)
    {
        var words = new ReportWords(language);
        var title = words.Say(ReportText.Title, data.Schema.Target.Name, Path.GetFileName(data.Name));
        var document = new Document(language, title, [.. Blocks(data, words)], new NoTerms()) { IsWide = true };
        return HtmlPage.Write(document, HardestSection.Step(data, 0));
    }

    private static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        var isJudged = data.Run is not { Epochs.Count: 0 };
        if (isJudged) yield return new Paragraph(Verdict(data, words));
        if (data.Run is { } run)
        {
            yield return new Paragraph(new QuotedPart(char.ToUpperInvariant(run.Ending[0]) + run.Ending[1..] + words[ReportText.Stop]));
            if (run.ModelPath is null) yield return new Paragraph(words.Say(isJudged ? ReportText.NoModel : ReportText.NoEpoch));
        }
        if (isJudged && data.IsSample) yield return new Paragraph(words.Say(ReportText.Sampled, data.Rows.Count, data.Evaluation.Rows));
        foreach (var (id, title, blocks) in isJudged ? All(data, words) : Known(data, words))
            if (blocks.ToList() is { Count: > 0 } list) yield return new Section(id, words.Say(title), list);
    }

    /// <summary>The sections of a model that there is something to judge of.</summary>
    private static IEnumerable<(string Id, ReportText Title, IEnumerable<Block> Blocks)> All(ReportData data, ReportWords words)
    {
        return
        [
            ("findings", ReportText.FindingsTitle, new Findings(data, words).Blocks()),
            ("result", ReportText.ResultTitle, ResultSection.Blocks(data, words)),
            ("curves", ReportText.CurvesTitle, CurvesSection.Blocks(data, words)),
            ("layers", ReportText.LayersTitle, LayersSection.Blocks(data, words)),
            ("confusion", ReportText.ConfusionTitle, ConfusionSection.Blocks(data, words)),
            ("thresholds", ReportText.RankingTitle, RankingSection.Blocks(data, words)),
            ("amounts", ReportText.AmountsTitle, AmountsSection.Blocks(data, words)),
            ("importance", ReportText.ImportanceTitle, ImportanceSection.Blocks(data, words)),
            ("hardest", ReportText.HardestTitle, HardestSection.Blocks(data, words)),
            .. Known(data, words),
        ];
    }

    /// <summary>What is known of every run, and of one that did not get through its first epoch nothing else.</summary>
    private static IEnumerable<(string Id, ReportText Title, IEnumerable<Block> Blocks)> Known(ReportData data, ReportWords words) =>
    [
        ("divergence", ReportText.DivergenceTitle, DivergenceSection.Blocks(data, words)),
        ("data", ReportText.DataTitle, DataSection.Blocks(data, words)),
        ("network", ReportText.NetworkTitle, NetworkSection.Blocks(data, words)),
        ("repeat", ReportText.RepeatTitle, RepeatSection.Blocks(data, words)),
    ];

    private static Prose Verdict(ReportData data, ReportWords words)
    {
        var (rows, isRun) = (data.Evaluation.Rows, data.Run is not null);
        if (data.Evaluation.Values is { } values)
            return words.Say(isRun ? ReportText.AmountVerdict : ReportText.AmountVerdictOfRows, rows, values.R2, values.Rmse, values.Mae);
        var classes = data.Evaluation.Classes!;
        var right = classes.Confusion.Select((row, k) => row[k]).Sum();
        return words.Say(
            isRun ? ReportText.ClassVerdict : ReportText.ClassVerdictOfRows, rows, right, classes.Accuracy, data.Evaluation.Loss);
    }

    /// <summary>The page has no formulas of its own; those of worked predictions have their own terms.</summary>
    private sealed class NoTerms : ITerms
    {
        public Term this[string variable] => throw new KeyNotFoundException($"A report has no term '{variable}'.");
    }
}
