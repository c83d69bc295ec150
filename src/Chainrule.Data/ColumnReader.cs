namespace Chainrule.Data;

/// <summary>
/// What the cells of a column are, counted over all rows. "nan" and "inf" count among the numbers, so that they end as errors
/// and not as categories.
/// </summary>
internal readonly record struct ColumnSurvey(int Missing, int Numbers, int NotFinite, int Dates, int Texts)
{
    /// <summary>From the counts by kind.</summary>
    public static ColumnSurvey Of(int[] counts) => new(counts[0], counts[1], counts[2], counts[3], counts[4]);

    public bool IsEmpty => Numbers + NotFinite + Dates + Texts == 0;
    public bool IsMostlyNumbers => Numbers + NotFinite > Dates + Texts;
    public bool IsMostlyDates => Dates > Numbers + NotFinite + Texts;
}

/// <summary>What a cell is; "nan" and "inf" are not finite, and no texts.</summary>
internal enum CellKind { Missing, Number, NotFinite, Date, Text }

/// <summary>Reads the cells of one column as numbers, dates or texts; an error names file, row, column and cell.</summary>
internal sealed class ColumnReader(Table table, string name, IReadOnlyList<string> missingTexts)
{
    private readonly Cells _cells = table.Cells(table.IndexOf(name));
    private readonly HashSet<string> _missing = [.. missingTexts.Select(text => text.Trim())];

    /// <summary>The stored column as the pixels of images, or null if it is none.</summary>
    public PixelCells? Pixels => _cells as PixelCells;

    /// <summary>Whether numbers are written as 1,5.</summary>
    public bool HaveDecimalComma => _cells.HaveDecimalComma;

    public bool IsMissing(int row) => Read(row, out _) == CellKind.Missing;

    /// <summary>The trimmed text, or null if the cell is missing.</summary>
    public string? TextAt(int row) =>
        _cells.Text(table.Stored(row)).Trim() is { Length: > 0 } text && !_missing.Contains(text) ? text : null;

    /// <summary>The number, or NaN if the cell is missing.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="remedy">The end of the sentence about a text that is no number: "which is …".</param>
    public double NumberAt(int row, Func<string, string> remedy) => Read(row, out var number) switch
    {
        CellKind.Missing => double.NaN,
        CellKind.Number => number,
        var kind => throw Wrong(row, NoNumber(kind, TextAt(row)!, remedy)),
    };

    /// <summary>The end of the sentence about a cell that is no number.</summary>
    public static string NoNumber(CellKind kind, string text, Func<string, string> remedy) => kind != CellKind.NotFinite ? remedy(text)
        : IsInfinityOrNaN(text) ? $"is not a finite number: leave the cell empty if the value is missing, or say --missing {Sentence.Argument(text)}"
        : "is larger than any number that is trained on, 3.4e38: correct it, or leave the cell empty if the value is missing";

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
        var survey = ColumnSurvey.Of(counts);
        return _cells.AreNames ? new(survey.Missing, 0, 0, 0, table.RowCount - survey.Missing) : survey;
    }

    /// <summary>A column of 1,5, of $5 or of 01/02/2024 is not one of texts: taken for categories it would be learned, and wrongly.</summary>
    /// <exception cref="BadInputException">Most present cells of the column look like numbers or like dates.</exception>
    public void RefuseLookalikes()
    {
        var present = Enumerable.Range(0, table.RowCount).Where(row => TextAt(row) is not null).ToList();
        var alike = present.Select(row => Lookalike.Of(TextAt(row)!)).ToList();
        var counts = new int[Enum.GetValues<LookalikeKind>().Length];
        foreach (var one in alike) counts[(int)one]++;
        var kind = Lookalike.Among(present.Count, counts, present.Count(row => IsPlainNumber(TextAt(row)!)));
        if (kind != LookalikeKind.None) throw Wrong(present[alike.IndexOf(kind)], Lookalike.Refusal(kind, name));
    }

    /// <summary>Whether a text is a number with no more than its sign and its decimal point.</summary>
    public static bool IsPlainNumber(string text) => double.IsFinite(TextCells.Parse(text));

    public BadInputException Wrong(int row, string problem) => Wrong(table.Place(row), name, TextAt(row), problem);

    /// <summary>The sentence about a cell.</summary>
    public static BadInputException Wrong(string place, string column, string? text, string problem) =>
        new($"{place}: column {Sentence.Quoted(column)} holds {Sentence.Quoted(text ?? "")}, which {problem}");

    /// <summary>Where a row stands.</summary>
    public string Place(int row) => table.Place(row);

    /// <summary>What a cell is; asks for the text only where a number does not answer.</summary>
    public CellKind Read(int row, out double number)
    {
        number = double.NaN;
        var isText = !_cells.AreNumbers || _missing.Count > 0;
        if (isText && IsMissingText(row)) return CellKind.Missing;
        number = _cells.Number(table.Stored(row));
        if (double.IsFinite(number)) return CellKind.Number;
        if (double.IsInfinity(number)) return CellKind.NotFinite;
        if (TextAt(row) is not { } text) return CellKind.Missing;
        return IsInfinityOrNaN(text) ? CellKind.NotFinite : Dates.TryParse(text, out _) ? CellKind.Date : CellKind.Text;
    }

    private bool IsMissingText(int row) => _missing.Count == 0 ? _cells.IsBlank(table.Stored(row)) : TextAt(row) is null;

    private static bool IsInfinityOrNaN(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "∞";
}
