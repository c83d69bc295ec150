using System.Globalization;

namespace Chainrule.Data;

/// <summary>What the cells of a column are, counted over all rows. "nan" and "inf" count as numbers here, so that they are errors and not categories.</summary>
internal readonly record struct ColumnSurvey(int Missing, int Numbers, int NotFinite, int Texts)
{
    public bool IsEmpty => Numbers + NotFinite + Texts == 0;
    public bool IsMostlyNumbers => Numbers + NotFinite > Texts;
}

/// <summary>Reads the cells of one column as numbers or as texts; an error names file, line, column and cell.</summary>
internal sealed class ColumnReader(CsvTable table, string name, IReadOnlyList<string> missingTexts)
{
    private readonly int column = table.IndexOf(name);
    private readonly HashSet<string> missing = [.. missingTexts.Select(text => text.Trim())];

    private enum Kind { Missing, Number, NotFinite, Text }

    public bool IsMissing(int row) => TextAt(row) is null;

    /// <summary>The trimmed text, or null if the cell is missing.</summary>
    public string? TextAt(int row) => table[row, column].Trim() is { Length: > 0 } text && !missing.Contains(text) ? text : null;

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

    public BadInputException Wrong(int row, string text, string problem) =>
        new($"{table.Name}:{table.Line(row)}: column {Sentence.Quoted(name)} holds {Sentence.Quoted(text)}, which {problem}");

    private Kind Read(int row, out string text, out double number)
    {
        number = double.NaN;
        text = TextAt(row) ?? "";
        if (text.Length == 0) return Kind.Missing;
        if (TryNumber(text, out number)) return Kind.Number;
        return double.IsNaN(number) && !IsInfinityOrNaN(text) ? Kind.Text : Kind.NotFinite;
    }

    /// <summary>A number in the invariant culture, without thousands separators, that a float can hold; if it is too large, the number is infinite.</summary>
    public static bool TryNumber(string text, out double number)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) number = double.NaN;
        else if (float.IsInfinity((float)number)) number = double.PositiveInfinity;
        return double.IsFinite(number);
    }

    private static bool IsInfinityOrNaN(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "∞";
}
