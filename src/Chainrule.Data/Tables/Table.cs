namespace Chainrule.Data;

/// <summary>
/// Named columns of cells, whatever file they came from: CSV, Parquet, or the images and labels of an IDX pair. Each column is
/// stored as compactly as its file allows, and can be asked for texts or for numbers.
/// </summary>
public sealed class Table
{
    private readonly string[] _columns;
    private readonly Cells[] _cells;
    private readonly RowPlaces _places;
    private readonly Dictionary<string, int> _indexes;
    private readonly int[]? _selected;

    /// <summary>Each column must have as many cells as the table has rows, and at least one; the reader sees to that.</summary>
    internal Table(string name, IReadOnlyList<(string Name, Cells Cells)> columns, int rows, RowPlaces places, string? ownTarget = null)
    {
        (Name, RowCount, _places, OwnTarget) = (name, rows, places, ownTarget);
        (_columns, _cells) = ([.. columns.Select(column => column.Name)], [.. columns.Select(column => column.Cells)]);
        _indexes = _columns.Index().Where(column => column.Item.Length > 0)
            .ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
    }

    private Table(Table all, int[] selected)
    {
        (Name, RowCount, _places, OwnTarget) = (all.Name, selected.Length, all._places, all.OwnTarget);
        (_columns, _cells, _indexes, _selected, ImageSize) = (all._columns, all._cells, all._indexes, selected, all.ImageSize);
        Numbers = all.Numbers;
    }

    /// <summary>
    /// A table of rows that a program has; cells are written as in a CSV file, with a decimal point, and empty where there is no value.
    /// </summary>
    /// <param name="columns">The names of the columns, each once.</param>
    /// <param name="rows">The cells of each row; at least one row.</param>
    /// <param name="name">What error messages call the table.</param>
    /// <exception cref="BadInputException">
    /// Two columns have one name, a row has more or fewer cells than there are columns, or there is no row.
    /// </exception>
    public static Table Of(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, string name = "table")
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ColumnNames.Check(columns, name);
        var places = new RowPlaces(", row ");
        if (rows.Count == 0) throw new BadInputException($"{name} has no row");
        foreach (var (index, row) in rows.Index())
            if (row.Count != columns.Count)
                throw new BadInputException(
                    $"{places.Of(name, index)}: {Sentence.Count(row.Count, "cell")}, but there are {Sentence.Count(columns.Count, "column")}");
        return new(name, [.. columns.Select((column, i) => (column, (Cells)new TextCells([.. rows.Select(row => row[i])])))], rows.Count, places);
    }

    /// <summary>What error messages call the table: the path as it was given, or "stdin".</summary>
    public string Name { get; }

    /// <summary>The names of the columns in the order of the file; empty for one without a name, which nobody can ask for.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>How many rows there are; at least 1.</summary>
    public int RowCount { get; }

    /// <summary>The column to predict where the file itself says which: the labels of images; else null.</summary>
    public string? OwnTarget { get; }

    /// <summary>The height and width of the images that the first columns are the pixels of, row by row; null where there are none.</summary>
    public (int Height, int Width)? ImageSize { get; internal init; }

    /// <summary>The text of one cell, empty if there is no value; rows and columns count from 0.</summary>
    public string this[int row, int column] => _cells[column].Text(Stored(row));

    /// <summary>Where a row stands, for an error message: <c>t.csv:7</c>, <c>t.parquet, row 6</c>.</summary>
    public string Place(int row) => _places.Of(Name, Stored(row));

    /// <summary>Where the column of this name stands, counted from 0, or -1 if there is none.</summary>
    public int IndexOf(string column) => _indexes.GetValueOrDefault(column, -1);

    /// <summary>Which row of its file a row is, counted from 1, the header not counted.</summary>
    public int NumberOf(int row) => Numbers is null ? Stored(row) + 1 : Numbers[Stored(row)];

    /// <summary>A table of some of the rows, in the order asked for; each keeps its place.</summary>
    /// <param name="some">The rows, counted from 0; at least one.</param>
    public Table Select(IReadOnlyList<int> some)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentOutOfRangeException.ThrowIfZero(some.Count);
        return new(this, [.. some.Select(Stored)]);
    }

    /// <summary>Reads a file, whose first bytes say what it is: Parquet, IDX, or else CSV; "-" is CSV on standard input.</summary>
    /// <exception cref="BadInputException">The file cannot be read or is not such a table.</exception>
    public static Table Read(string path, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TableFile.Read(path, options ?? new());
    }

    /// <summary>Reads a stream, as <see cref="Read(string, TableOptions)"/> a file; one that cannot seek holds CSV.</summary>
    /// <exception cref="BadInputException">The stream does not hold such a table.</exception>
    public static Table Read(Stream stream, string name, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return TableFile.Read(stream, name, options ?? new());
    }

    /// <summary>The numbers of the stored rows, where these are not all rows of the file.</summary>
    internal IReadOnlyList<int>? Numbers { get; init; }

    /// <summary>How a column is stored.</summary>
    internal Cells Cells(int column) => _cells[column];

    /// <summary>Where a row of this table stands among the stored ones.</summary>
    internal int Stored(int row) => _selected is null ? row : _selected[row];
}
