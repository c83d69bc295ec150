using System.Globalization;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>Which class was taken for which.</summary>
internal static class ConfusionSection
{
    private const int MostClasses = 30, FewClasses = 6, MostPairs = 8;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Evaluation.Classes is not { Confusion: var counts }) yield break;
        if (counts.Length <= MostClasses)
        {
            yield return new Paragraph(words.Say(ReportText.ConfusionNote));
            yield return new Table(
                [words.Tool[Text.Confusion], .. data.Classes.Select(ReportWords.Quoted)],
                [.. counts.Select((row, k) => (IReadOnlyList<Prose>)
                [
                    ReportWords.Quoted(data.Classes[k]), .. row.Select((count, said) => Cell(row, count, said != k)),
                ])]);
        }
        else
        {
            yield return new Paragraph(words.Say(ReportText.ManyClasses, counts.Length));
        }
        if (counts.Length <= FewClasses) yield break;
        var pairs = Pairs(counts).OrderByDescending(pair => pair.Count).Take(MostPairs).ToList();
        if (pairs.Count == 0) yield break;
        yield return new Paragraph(words.Say(ReportText.PairsNote));
        yield return new Table(
            [words.Say(ReportText.TrueClass), words.Say(ReportText.TakenFor), words.Say(ReportText.Rows), ""],
            [.. pairs.Select(pair => (IReadOnlyList<Prose>)
            [
                ReportWords.Quoted(data.Classes[pair.Class]), ReportWords.Quoted(data.Classes[pair.Said]), ReportWords.Count(pair.Count),
                new BarPart((double)pair.Count / pairs[0].Count),
            ])]);
    }

    private static Prose Cell(int[] row, int count, bool isWrong) => new ShadedPart(
        count == 0 ? "·" : count.ToString("N0", CultureInfo.InvariantCulture), count == 0 ? 0 : (double)count / row.Sum(), isWrong);

    private static IEnumerable<(int Class, int Said, int Count)> Pairs(int[][] counts) =>
        from k in Enumerable.Range(0, counts.Length)
        from said in Enumerable.Range(0, counts.Length)
        where said != k && counts[k][said] > 0
        select (k, said, counts[k][said]);
}
