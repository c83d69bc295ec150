using System.Globalization;
using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Explain.Table;

namespace Chainrule.Cli;

/// <summary>The rows with the highest loss, each with its prediction worked through.</summary>
internal static class HardestSection
{
    /// <summary>So many rows are shown; each takes some tens of kilobytes to be worked through.</summary>
    private const int MostRows = 8;

    private const int MostCells = 8;

    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        var worst = data.Judgement.Worst(MostRows);
        var wrong = data.Judgement.Predicted.Zip(data.Judgement.Actual).Count(pair => pair.First != pair.Second);
        yield return new Paragraph(data.Classes.Count > 0
            ? words.Say(data.IsSample ? ReportText.HardestOfSample : ReportText.HardestNote, wrong, data.Rows.Count)
            : words.Say(data.IsSample ? ReportText.HardestAmountsOfSample : ReportText.HardestAmounts, data.Rows.Count));
        if (data.IsOfImages) yield return new FigureRow([.. worst.Select(row => Image(data, row, words))]);
        else yield return Rows(data, worst, words);
        yield return new Section("worked", words.Say(ReportText.WorkedTitle),
            [new Paragraph(words.Say(ReportText.WorkedNote)), .. worst.Select(row => Worked(data, row, words))]);
    }

    /// <summary>The forward pass of a judged row.</summary>
    public static StepQuantities Step(ReportData data, int row) =>
        new(data.Model.Network, TableEncoder.EncodeInputs<double>(One(data, row), data.Schema).Inputs);

    private static Data.Table One(ReportData data, int row) => data.Table.Select([data.Rows[row]]);

    private static Nested Worked(ReportData data, int row, ReportWords words)
    {
        var step = Step(data, row);
        var meaning = ExplainedRow.Meaning(One(data, row), Number(data, row), data.Schema) with { Table = Path.GetFileName(data.Table.Name) };
        var model = Path.GetFileName(data.Run?.ModelPath ?? words.Tool[Text.ThisModel]);
        return new(Anchor(data, row), PredictionExplanation.Write(step, meaning, model, words.Language, new()), step);
    }

    /// <summary>Counted from 1, as explain --row does.</summary>
    private static int Number(ReportData data, int row) => data.Table.NumberOf(data.Rows[row]);

    private static string Anchor(ReportData data, int row) => string.Create(CultureInfo.InvariantCulture, $"row-{Number(data, row)}");

    private static LinkPart Link(ReportData data, int row, Prose text) => new(Anchor(data, row), text);

    private static string Written(ReportData data, int row) => Number(data, row).ToString(CultureInfo.InvariantCulture);

    private static PixelFigure Image(ReportData data, int row, ReportWords words)
    {
        var (height, width) = data.Table.ImageSize!.Value;
        double[] shades = [.. TableEncoder.Row(One(data, row), 0, data.Schema).Select(cell => cell.Number / byte.MaxValue)];
        return new(
            $"image-{Anchor(data, row)}", height, width, shades, words[ReportText.ImageTitle, Written(data, row)],
            words.Say(ReportText.ImageCaption, [Link(data, row, words.Say(ReportText.RowLink, Written(data, row))), .. ImageAnswer(data, row)]));
    }

    private static object[] ImageAnswer(ReportData data, int row)
    {
        var (predicted, actual) = (data.Judgement.Predicted[row], data.Judgement.Actual[row]);
        return data.Classes.Count > 0
            ? [data.Classes[(int)actual], data.Classes[(int)predicted], data.Judgement.Probability(row, (int)predicted)]
            : [actual, predicted, actual - predicted];
    }

    private static Table Rows(ReportData data, int[] worst, ReportWords words)
    {
        string[] shown = data.Importance is { } importance && data.Schema.Inputs.Count > MostCells
            ? [.. ImportanceSection.Ordered(importance).Take(MostCells).Select(column => column.Name)]
            : [.. data.Schema.Inputs.Take(MostCells).Select(column => column.Name)];
        var isOfClasses = data.Classes.Count > 0;
        ReportText[] header = isOfClasses
            ? [ReportText.Row, ReportText.Truth, ReportText.Said, ReportText.Probability, ReportText.TrueProbability, ReportText.Loss]
            : [ReportText.Row, ReportText.Truth, ReportText.Said, ReportText.Error, ReportText.Loss];
        return new(
            [.. header.Select(text => words.Say(text)), .. shown.Select(ReportWords.Quoted)],
            [.. worst.Select(row => (IReadOnlyList<Prose>)
            [
                Link(data, row, Written(data, row)), .. isOfClasses ? Class(data, row) : Amount(data, row),
                ReportWords.Number(data.Judgement.Losses[row]),
                .. shown.Select(column => Cell(data.Table[data.Rows[row], data.Table.IndexOf(column)])),
            ])]);
    }

    private static Prose[] Class(ReportData data, int row)
    {
        var (predicted, actual) = ((int)data.Judgement.Predicted[row], (int)data.Judgement.Actual[row]);
        return
        [
            ReportWords.Quoted(data.Classes[actual]), ReportWords.Quoted(data.Classes[predicted]),
            ReportWords.Number(data.Judgement.Probability(row, predicted)), ReportWords.Number(data.Judgement.Probability(row, actual)),
        ];
    }

    private static Prose[] Amount(ReportData data, int row)
    {
        var (predicted, actual) = (data.Judgement.Predicted[row], data.Judgement.Actual[row]);
        return [ReportWords.Number(actual), ReportWords.Number(predicted), ReportWords.Number(actual - predicted)];
    }

    private static Prose Cell(string text)
    {
        const int Longest = 40;
        return ReportWords.Quoted(text.Length <= Longest ? text : text[..(Longest - 1)] + "…");
    }
}
