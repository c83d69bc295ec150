namespace Chainrule.Data;

/// <summary>The facts of a column that is read once, row by row, and not kept.</summary>
/// <param name="name">The column.</param>
/// <param name="sampleLength">How many values are kept for a median.</param>
internal sealed class StreamedColumn(string name, int sampleLength) : ColumnFacts
{
    /// <summary>No decision asks how many more different texts there are.</summary>
    private const int MostTexts = 1001;

    private readonly int[] _kinds = new int[Enum.GetValues<CellKind>().Length];
    private readonly Cell?[] _firsts = new Cell?[Enum.GetValues<CellKind>().Length];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<double> _distinct = [];
    private readonly int[] _looks = new int[Enum.GetValues<LookalikeKind>().Length];
    private readonly Cell?[] _firstLooks = new Cell?[Enum.GetValues<LookalikeKind>().Length];
    private readonly RunningStatistics _numbers = new(sampleLength), _days = new(sampleLength);
    private string? _firstText;
    private int _present, _missing, _plain;
    private DateTime? _firstDate;
    private DateParts _parts;

    /// <summary>A cell that an error may have to name.</summary>
    private sealed record Cell(int Row, CellKind Kind, string Place, string Text);

    public override ColumnSurvey Survey => ColumnSurvey.Of(_kinds);

    public override bool IsEmpty => _present == 0;

    public override bool HasMissing => _missing > 0;

    public override string FirstText => _firstText!;

    /// <summary>The least number of the rows that train.</summary>
    public double Least => _numbers.Least;

    /// <summary>The different numbers of the rows that train, or the first of them.</summary>
    public double[] Distinct => [.. _distinct];

    /// <summary>Takes in the column of a portion of the rows.</summary>
    /// <param name="cells">The column.</param>
    /// <param name="trains">For each row of the portion whether it trains.</param>
    /// <param name="draws">For each row 64 random bits.</param>
    /// <param name="start">How many rows there were before.</param>
    public void Observe(ColumnReader cells, ReadOnlySpan<bool> trains, ReadOnlySpan<ulong> draws, int start)
    {
        for (var row = 0; row < trains.Length; row++)
        {
            var kind = cells.Read(row, out var number);
            _kinds[(int)kind]++;
            if (kind == CellKind.Missing && trains[row]) _missing++;
            if (kind == CellKind.Missing) continue;
            _firsts[(int)kind] ??= At(cells, row, start, kind);
            Look(cells, row, start, kind);
            if (!trains[row]) continue;
            _present++;
            _firstText ??= cells.TextAt(row);
            if (kind == CellKind.Number) AddNumber(number, draws[row]);
            else if (kind == CellKind.Date) AddDate(cells.TextAt(row)!, draws[row]);
            if (_texts.Count < MostTexts) AddText(cells.TextAt(row)!);
        }
    }

    public override NumberFacts Numbers(Func<string, string> remedy)
    {
        if (FirstBut(CellKind.Number) is { } wrong)
            throw ColumnReader.Wrong(wrong.Place, name, wrong.Text, ColumnReader.NoNumber(wrong.Kind, wrong.Text, remedy));
        return new(_numbers.Count, _numbers.Statistics, _numbers.AreEqual);
    }

    public override NumberFacts Dates(Func<string, string> remedy, out DateParts parts)
    {
        if (FirstBut(CellKind.Date) is { } wrong) throw ColumnReader.Wrong(wrong.Place, name, wrong.Text, remedy(wrong.Text));
        parts = _parts;
        return new(_days.Count, _days.Statistics, _days.AreEqual);
    }

    public override TextFacts Texts() => TextFacts.Of(_present, _texts, _texts.Count == MostTexts);

    public override void RefuseLookalikes()
    {
        var kind = Lookalike.Among(_kinds.Sum() - Survey.Missing, _looks, _plain);
        if (kind == LookalikeKind.None) return;
        var first = _firstLooks[(int)kind]!;
        throw ColumnReader.Wrong(first.Place, name, first.Text, Lookalike.Refusal(kind, name));
    }

    /// <summary>A number is plain and needs no look, unless it is written with a decimal comma.</summary>
    private void Look(ColumnReader cells, int row, int start, CellKind kind)
    {
        if (kind == CellKind.Number && !cells.HaveDecimalComma)
        {
            _plain++;
            return;
        }
        var text = cells.TextAt(row)!;
        if (ColumnReader.IsPlainNumber(text)) _plain++;
        var look = Lookalike.Of(text);
        if (_looks[(int)look]++ == 0) _firstLooks[(int)look] = At(cells, row, start, kind);
    }

    private static Cell At(ColumnReader cells, int row, int start, CellKind kind) => new(start + row, kind, cells.Place(row), cells.TextAt(row)!);

    /// <summary>The first cell that is neither missing nor of a kind.</summary>
    private Cell? FirstBut(CellKind kind) => _firsts.Where(cell => cell is not null && cell.Kind != kind).MinBy(cell => cell!.Row);

    private void AddNumber(double number, ulong draw)
    {
        _numbers.Add(number, draw);
        if (_distinct.Count <= TargetRules.HintValues) _distinct.Add(number);
    }

    private void AddDate(string text, ulong draw)
    {
        if (!Data.Dates.TryParse(text, out var date)) return;
        _days.Add(Data.Dates.Days(date), draw);
        _firstDate ??= date;
        _parts = _parts.With(_firstDate.Value, date);
    }

    private void AddText(string text) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out _)++;
}
