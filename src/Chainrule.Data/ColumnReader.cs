using System.Globalization;

namespace Chainrule.Data;

/// <summary>
/// What the cells of a column are, counted over all rows. "nan" and "inf" count among the numbers, so that they end as errors
/// and not as categories.
/// </summary>
internal readonly record struct ColumnSurvey(int Missing, int Numbers, int NotFinite, int Texts)
{
    public bool IsEmpty => Numbers + NotFinite + Texts == 0;
    public bool IsMostlyNumbers => Numbers + NotFinite > Texts;
}

/// <summary>Reads the cells of one column as numbers or as texts; an error names file, line, column and cell.</summary>
internal sealed class ColumnReader(CsvTable table, string name, IReadOnlyList<string> missingTexts)
{
    private readonly int _column = table.IndexOf(name);
    private readonly HashSet<string> _missing = [.. missingTexts.Select(text => text.Trim())];

    private enum Kind { Missing, Number, NotFinite, Text }

    public bool IsMissing(int row) => TextAt(row) is null;

    /// <summary>The trimmed text, or null if the cell is missing.</summary>
    public string? TextAt(int row) => table[row, _column].Trim() is { Length: > 0 } text && !_missing.Contains(text) ? text : null;

    /// <summary>The number, or NaN if the cell is missing.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="remedy">The end of the sentence about a text that is no number: "which is …".</param>
    public double NumberAt(int row, Func<string, string> remedy) => Read(row, out var text, out var number) switch
    {
        Kind.Missing => double.NaN,
        Kind.Number => number,
        Kind.NotFinite => throw Wrong(row, text, "is not a finite number: leave the cell empty if the value is missing"),
        _ => throw Wrong(row, text, remedy(text)),
    };

    public ColumnSurvey Survey()
    {
        var counts = new int[4];
        for (var row = 0; row < table.RowCount; row++) counts[(int)Read(row, out _, out _)]++;
        return new(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>A column of 1,5 and 2,75 is not one of texts: taken for categories it would be learned, and wrongly.</summary>
    /// <exception cref="BadInputException">Most present cells of the column are numbers with a decimal comma.</exception>
    public void RefuseDecimalCommas()
    {
        var present = Enumerable.Range(0, table.RowCount).Select(row => (Row: row, Text: TextAt(row)!)).Where(cell => cell.Text is not null).ToList();
        var commas = present.Where(cell => cell.Text.Count(c => c == ',') == 1 && double.IsFinite(Number(cell.Text.Replace(',', '.')))).ToList();
        if (commas.Count > present.Count / 2)
            throw Wrong(commas[0].Row, commas[0].Text, "is a number with a decimal comma, as most there are: "
                + $"write them with a point, or say --category {Sentence.Argument(name)} if they are names");
    }

    public BadInputException Wrong(int row, string text, string problem) =>
        new($"{table.Name}:{table.Line(row)}: column {Sentence.Quoted(name)} holds {Sentence.Quoted(text)}, which {problem}");

    private Kind Read(int row, out string text, out double number)
    {
        text = TextAt(row) ?? "";
        number = Number(text);
        return text.Length == 0 ? Kind.Missing
            : double.IsFinite(number) ? Kind.Number
            : double.IsInfinity(number) || IsInfinityOrNaN(text) ? Kind.NotFinite
            : Kind.Text;
    }

    /// <summary>
    /// The number that a text is in the invariant culture, without thousands separators; infinite if a float cannot hold it,
    /// NaN if it is none.
    /// </summary>
    public static double Number(string text) =>
        !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? double.NaN
        : float.IsInfinity((float)number) ? double.PositiveInfinity
        : number;

    private static bool IsInfinityOrNaN(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "∞";
}
