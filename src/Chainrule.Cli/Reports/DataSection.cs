using System.Security.Cryptography;
using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>What was learned from: the file, its rows, its columns and what was noticed.</summary>
internal static class DataSection
{
    /// <summary>More columns than this are not looked at one by one.</summary>
    private const int MostColumns = 100;

    /// <summary>So many are in sight; a longer table is folded.</summary>
    private const int FewColumns = 15;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        yield return new Definitions([.. Facts(data, words)]);
        var columns = new Table(
            [words.Say(ReportText.ColumnName), words.Say(ReportText.Kind), words.Say(ReportText.Missing)],
            [.. Columns(data, words).Take(MostColumns)]);
        yield return columns.Rows.Count <= FewColumns ? columns : new Section("columns", words.Tool[Text.Columns], [columns], IsFolded: true);
    }

    private static IEnumerable<(Prose, Prose)> Facts(ReportData data, ReportWords words)
    {
        var schema = data.Schema;
        yield return (words.Say(ReportText.File), ReportWords.Quoted(data.Run?.Data.Path ?? data.Name));
        if (data.Run is { Data: var learned })
        {
            yield return (words.Say(ReportText.Rows), words.Say(
                ReportText.Split, learned.Rows, learned.Columns, learned.TrainingRows, data.Evaluation.Rows));
        }
        else
        {
            yield return (words.Say(ReportText.Rows), words.Say(
                ReportText.Table, data.IsSample ? data.Evaluation.Rows : data.Table.RowCount, data.Table.Columns.Count));
        }
        yield return (words.Say(ReportText.TargetColumn), new QuotedPart(schema.Target switch
        {
            ClassTarget classes => $"{schema.Target.Name} — {words.Tool[Text.Category, ColumnTexts.List(classes.Classes)]}",
            ValueTarget { IsCount: true } count => $"{schema.Target.Name} — {words.Tool[Text.TargetCount, Report.Short(count.Deviation)]}",
            ValueTarget value => $"{schema.Target.Name} — {words.Tool[Text.TargetNumber, Report.Short(value.Mean), Report.Short(value.Deviation)]}",
            _ => schema.Target.Name,
        }));
        yield return (words.Tool[Text.LayerInputs], words.Say(ReportText.InputColumns, schema.Inputs.Count, schema.InputCount));
        if (data.Table.ImageSize is { } size) yield return (words.Say(ReportText.ImageTerm), words.Say(ReportText.Images, size.Height, size.Width));
        foreach (var note in data.Run?.Data.Notes ?? []) yield return (words.Say(ReportText.Notes), ReportWords.Quoted(note.Text));
    }

    private static IEnumerable<IReadOnlyList<Prose>> Columns(ReportData data, ReportWords words) =>
        ColumnTexts.Alike(data.Schema.Inputs, words.Tool).Select(column => (Prose[])
        [
            ReportWords.Quoted(column.Names), ReportWords.Quoted(column.What),
            // Of several columns in one line, or of rows that nobody surveyed, there is no count.
            data.Run is { } run && run.Data.Missing.TryGetValue(column.Names, out var missing) ? ReportWords.Count(missing) : "–",
        ]);

    /// <summary>The fingerprint of a file, so that a reader knows whether it is the same; null where there is no such file any more.</summary>
    public static string? Checksum(string path)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
