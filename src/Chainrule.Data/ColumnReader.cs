namespace Chainrule.Data;

/// <summary>
/// What the cells of a column are, counted over all rows. "nan" and "inf" count among the numbers, so that they end as errors
/// and not as categories.
/// </summary>
internal readonly record struct ColumnSurvey(int Missing, int Numbers, int NotFinite, int Dates, int Texts)
{
    public bool IsEmpty => Numbers + NotFinite + Dates + Texts == 0;
    public bool IsMostlyNumbers => Numbers + NotFinite > Dates + Texts;
    public bool IsMostlyDates => Dates > Numbers + NotFinite + Texts;
}

/// <summary>Reads the cells of one column as numbers, dates or texts; an error names file, row, column and cell.</summary>
internal sealed class ColumnReader(Table table, string name, IReadOnlyList<string> missingTexts)
{
    private readonly Cells _cells = table.Cells(table.IndexOf(name));
    private readonly HashSet<string> _missing = [.. missingTexts.Select(text => text.Trim())];

    private enum Kind { Missing, Number, NotFinite, Date, Text }

    /// <summary>The stored column as the pixels of images, or null if it is none.</summary>
    public PixelCells? Pixels => _cells as PixelCells;

    public bool IsMissing(int row) => Read(row, out _) == Kind.Missing;

    /// <summary>The trimmed text, or null if the cell is missing.</summary>
    public string? TextAt(int row) =>
        _cells.Text(table.Stored(row)).Trim() is { Length: > 0 } text && !_missing.Contains(text) ? text : null;

    /// <summary>The number, or NaN if the cell is missing.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="remedy">The end of the sentence about a text that is no number: "which is …".</param>
    public double NumberAt(int row, Func<string, string> remedy) => Read(row, out var number) switch
    {
        Kind.Missing => double.NaN,
        Kind.Number => number,
        Kind.NotFinite => throw Wrong(row, "is not a finite number: leave the cell empty if the value is missing"),
        _ => throw Wrong(row, remedy(TextAt(row)!)),
    };

    /// <summary>The point in time, or null if the cell is missing.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="remedy">The end of the sentence about a text that is no date: "which is …".</param>
    public DateTime? DateAt(int row, Func<string, string> remedy)
    {
        if (TextAt(row) is not { } text) return null;
        return Dates.TryParse(text, out var date) ? date : throw Wrong(row, remedy(text));
    }

    public ColumnSurvey Survey()
    {
        var counts = new int[5];
        for (var row = 0; row < table.RowCount; row++) counts[(int)Read(row, out _)]++;
        var survey = new ColumnSurvey(counts[0], counts[1], counts[2], counts[3], counts[4]);
        return _cells.AreNames ? new(survey.Missing, 0, 0, 0, table.RowCount - survey.Missing) : survey;
    }

    /// <summary>A column of 1,5 and 2,75, of $5 or of 01/02/2024 is not one of texts: taken for categories it would be learned, and wrongly.</summary>
    /// <exception cref="BadInputException">Most present cells of the column look like numbers or like dates.</exception>
    public void RefuseLookalikes()
    {
        var present = Enumerable.Range(0, table.RowCount).Select(row => (Row: row, Text: TextAt(row)!)).Where(cell => cell.Text is not null).ToList();
        var alike = present.Select(cell => (cell.Row, Kind: Lookalike.Of(cell.Text))).Where(cell => cell.Kind != LookalikeKind.None).ToList();
        var dates = alike.Count(cell => cell.Kind == LookalikeKind.Date);
        // Below a thousand there is no separator.
        var numbers = alike.Count == dates ? 0 : alike.Count - dates + present.Count(cell => double.IsFinite(TextCells.Parse(cell.Text)));
        if (Math.Max(dates, numbers) <= present.Count / 2) return;
        // 1,5 among 1.234,50, or 1,234 among 1,5: the kind that says more.
        var kind = dates > numbers ? LookalikeKind.Date
            : alike.Any(cell => cell.Kind == LookalikeKind.Dressed) ? LookalikeKind.Dressed
            : alike.Any(cell => cell.Kind == LookalikeKind.DecimalComma) ? LookalikeKind.DecimalComma
            : LookalikeKind.CommaOrThousands;
        throw Wrong(alike.First(cell => cell.Kind == kind).Row, Lookalike.Refusal(kind, name));
    }

    public BadInputException Wrong(int row, string problem) =>
        new($"{table.Place(row)}: column {Sentence.Quoted(name)} holds {Sentence.Quoted(TextAt(row) ?? "")}, which {problem}");

    /// <summary>Asks for the text only where a number does not answer.</summary>
    private Kind Read(int row, out double number)
    {
        number = double.NaN;
        var isText = !_cells.AreNumbers || _missing.Count > 0;
        if (isText && TextAt(row) is null) return Kind.Missing;
        number = _cells.Number(table.Stored(row));
        if (double.IsFinite(number)) return Kind.Number;
        if (double.IsInfinity(number)) return Kind.NotFinite;
        if (TextAt(row) is not { } text) return Kind.Missing;
        return IsInfinityOrNaN(text) ? Kind.NotFinite : Dates.TryParse(text, out _) ? Kind.Date : Kind.Text;
    }

    private static bool IsInfinityOrNaN(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "∞";
}
