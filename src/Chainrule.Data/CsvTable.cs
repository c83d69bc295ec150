namespace Chainrule.Data;

/// <summary>A table of text as it stood in a CSV file: named columns, rows of cells, and the line where each row starts.</summary>
public sealed class CsvTable
{
    private readonly string[] _columns;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly IReadOnlyList<int> _lines;
    private readonly Dictionary<string, int> _indexes;

    /// <summary>Each row must have as many cells as there are columns; the reader sees to that.</summary>
    internal CsvTable(string name, string[] columns, IReadOnlyList<string[]> rows, IReadOnlyList<int> lines)
    {
        (Name, _columns, _rows, _lines) = (name, columns, rows, lines);
        _indexes = _columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
    }

    /// <summary>What error messages call the table: the path as it was given, or "stdin".</summary>
    public string Name { get; }

    /// <summary>The names of the columns in the order of the file.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>How many rows there are; at least 1.</summary>
    public int RowCount => _rows.Count;

    /// <summary>The text of one cell, without the spaces around it; rows and columns count from 0.</summary>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>The line of the file, counted from 1, where a row starts.</summary>
    public int Line(int row) => _lines[row];

    /// <summary>Where the column of this name stands, counted from 0, or -1 if there is none.</summary>
    public int IndexOf(string column) => _indexes.GetValueOrDefault(column, -1);

    /// <summary>A table of some of the rows, in the order asked for; each keeps its line.</summary>
    /// <param name="some">The rows, counted from 0; at least one.</param>
    public CsvTable Select(IReadOnlyList<int> some)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentOutOfRangeException.ThrowIfZero(some.Count);
        return new(Name, _columns, [.. some.Select(row => _rows[row])], [.. some.Select(Line)]);
    }

    /// <summary>Reads a CSV or TSV file in UTF-8, or standard input if the path is "-".</summary>
    /// <exception cref="BadInputException">The file cannot be read or is not such a table.</exception>
    public static CsvTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path == "-")
        {
            using var input = Console.OpenStandardInput();
            return Read(input, "stdin");
        }
        return Files.Read(path, name =>
        {
            using var file = File.OpenRead(name);
            return Read(file, name);
        });
    }

    /// <summary>Reads CSV from a stream; a name that ends in .tsv means that tabs separate the cells.</summary>
    /// <exception cref="BadInputException">The stream does not hold such a table.</exception>
    public static CsvTable Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return CsvTableReader.Parse(CsvBytes.Read(stream, name), name);
    }
}
