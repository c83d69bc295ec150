using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>Which columns the model depends on, or which regions of an image.</summary>
internal static class ImportanceSection
{
    private const int MostColumns = 25;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Importance is not { } importance)
        {
            yield return new Paragraph(words.Say(ReportText.ImportanceSkipped));
            yield break;
        }
        var seed = data.Run?.Start.Options["seed"]?.ToString() ?? "0";
        var note = data.IsOfImages ? ReportText.RegionNote : ReportText.ImportanceNote;
        yield return new Paragraph(words.Say(note, importance.Rows, importance.Repeats, seed));
        if (data.IsOfImages) yield return new FigureRow([Map(data.Table.ImageSize!.Value, importance, words)]);
        else yield return Columns(data, importance, words);
    }

    /// <summary>The columns by what they matter, the most important first.</summary>
    public static IEnumerable<Importance> Ordered(PermutationImportance importance) =>
        importance.Groups.OrderByDescending(group => double.IsNaN(group.Loss) ? double.NegativeInfinity : group.Loss);

    private static Table Columns(ReportData data, PermutationImportance importance, ReportWords words)
    {
        var shown = Ordered(importance).Take(MostColumns).ToList();
        var most = Math.Max(shown[0].Loss + shown[0].LossDeviation, double.Epsilon);
        var rows = shown.Select(column => (IReadOnlyList<Prose>)
        [
            ReportWords.Quoted(column.Name), new BarPart(column.Loss / most, column.LossDeviation / most),
            ReportWords.Number(column.Loss), ReportWords.Number(column.LossDeviation),
            ReportWords.Number(column.Score), ReportWords.Number(column.ScoreDeviation),
        ]).ToList();
        var more = importance.Groups.Count - shown.Count;
        if (more > 0) rows.Add([words.Say(ReportText.MoreColumns, more), "", "", "", "", ""]);
        return new(
            [
                words.Say(ReportText.ColumnName), "", words.Say(ReportText.LossRise), words.Say(ReportText.Deviation),
                words.Say(data.Classes.Count > 0 ? ReportText.ScoreFall : ReportText.R2Fall), words.Say(ReportText.Deviation),
            ],
            rows);
    }

    private static PixelFigure Map((int Height, int Width) image, PermutationImportance importance, ReportWords words)
    {
        var (height, width) = ReportData.Regions(image);
        var most = importance.Groups.Max(region => region.Loss);
        return new(
            "importance-map", height, width, [.. importance.Groups.Select(region => most > 0 ? Math.Max(0, region.Loss) / most : 0)],
            words[ReportText.RegionMap], words.Say(ReportText.RegionCaption, most));
    }
}
