namespace Chainrule.Explain;

/// <summary>Where the parts of a network stand: a column for each layer, and of a large layer only some of its units.</summary>
internal sealed class NetworkLayout
{
    /// <summary>A layer of up to so many units is drawn in full.</summary>
    private const int MostUnits = 12;

    /// <summary>With more links than this, units show their number only, and links no name.</summary>
    private const int MostLinks = 16;

    private const double Left = 29, Margin = 37, HeadRoom = 18, ColumnGap = 106, ErrorGap = 80, LabelRoom = 72, UnitBiasRoom = 14;

    private readonly double _rowGap, _top;
    private readonly int _rows;

    public NetworkLayout(NetworkView view, NetworkPath path, bool hasTargets)
    {
        Rows = [.. view.Sizes.Select((size, layer) => RowsOf(size, [.. path.UnitsOf(layer)]))];
        _rows = Rows.Max(rows => rows.Count);
        IsCrowded = _rows > 4 || Enumerable.Range(1, view.Depth).Any(layer => Rows[layer].Count * Rows[layer - 1].Count > MostLinks);
        (_rowGap, Radius, _top) = IsCrowded ? (38, 15, Margin + HeadRoom) : (_rows <= 3 ? 88 : 72, 26, Margin);
        HasErrors = path.ReachesErrors;
        HasBiasRow = view.HasLayerBiases;
        Width = X(view.Depth) + Left + (HasErrors ? ErrorGap + (Rows[^1].Count > 1 ? ErrorGap : 0) : hasTargets ? LabelRoom : 0);
        var below = view.HasUnitBiases && !IsCrowded ? UnitBiasRoom : 0;
        Height = _top + Margin + below + (_rows - 1) * _rowGap + (HasBiasRow ? 74 : 0);
    }

    /// <summary>The rows of each column: a unit, counted from 1, or what was left out.</summary>
    public IReadOnlyList<IReadOnlyList<Row>> Rows { get; }

    public double Width { get; }

    public double Height { get; }

    public double Radius { get; }

    /// <summary>Whether there is no room for names and numbers, and the columns have headings instead.</summary>
    public bool IsCrowded { get; }

    /// <summary>Where the heading of a column stands.</summary>
    public static (double X, double Y) Heading(int layer) => (X(layer), HeadRoom);

    /// <summary>Whether the errors stand to the right of the outputs.</summary>
    public bool HasErrors { get; }

    /// <summary>Whether there is a bias for each layer below its sources.</summary>
    public bool HasBiasRow { get; }

    /// <summary>The centre of a row of a layer.</summary>
    public (double X, double Y) At(int layer, int row) => (X(layer), Middle + (row - (Rows[layer].Count - 1) / 2.0) * _rowGap);

    /// <summary>The centre of the bias that feeds a layer.</summary>
    public (double X, double Y) Bias(int layer) => (X(layer - 1) + ColumnGap * 0.18, Height - Margin);

    /// <summary>The centre of the error of an output.</summary>
    public (double X, double Y) Error(int row) => (X(Rows.Count - 1) + ErrorGap, At(Rows.Count - 1, row).Y);

    /// <summary>The centre of the total error.</summary>
    public (double X, double Y) Total => (X(Rows.Count - 1) + 2 * ErrorGap, Middle);

    private double Middle => _top + (_rows - 1) * _rowGap / 2;

    private static double X(int layer) => Left + layer * ColumnGap;

    /// <summary>All units, or the first four, the last two and those of the focus, with gaps between.</summary>
    private static List<Row> RowsOf(int size, IReadOnlyList<int> focus)
    {
        if (size <= MostUnits) return [.. Enumerable.Range(1, size).Select(unit => new Row(unit, 0))];
        var shown = new[] { 1, 2, 3, 4, size - 1, size }.Concat(focus.Take(MostUnits - 6)).Distinct().Order().ToList();
        var rows = new List<Row>();
        foreach (var unit in shown)
        {
            var before = rows.Count == 0 ? 0 : rows[^1].Unit;
            // In place of one unit there is room for it.
            if (unit == before + 2) rows.Add(new(before + 1, 0));
            else if (unit > before + 2) rows.Add(new(0, unit - before - 1));
            rows.Add(new(unit, 0));
        }
        return rows;
    }

    /// <summary>A unit, or a gap in which some are left out.</summary>
    internal readonly record struct Row(int Unit, int LeftOut);
}
