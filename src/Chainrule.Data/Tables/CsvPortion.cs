using System.Globalization;
using System.Text;
using CsvHelper;

namespace Chainrule.Data;

/// <summary>
/// Some rows of a CSV file at a time, as the bytes of their cells one after the other: most cells of a large file are numbers, which are
/// read from the bytes and never become texts. The arrays are filled again and again.
/// </summary>
/// <param name="cellsTogether">About how many cells, or four times as many bytes, make a portion.</param>
internal sealed class CsvPortion(int cellsTogether)
{
    private const int BytesPerCell = 4;

    private readonly List<int> _ends = [], _lines = [];
    private byte[] _bytes = new byte[1 << 12];
    private Utf8Cells[] _cells = [];

    /// <summary>The next rows of the file as a table; null at its end.</summary>
    public Table? Fill(CsvReader reader, string[] columns, string name, TableOptions options)
    {
        _ends.Clear();
        _lines.Clear();
        while ((_lines.Count == 0 || _ends.Count < cellsTogether && _ends[^1] < BytesPerCell * cellsTogether) && Read(reader, name))
        {
            CsvTable.RequireFields(reader, columns.Length, name, options);
            _lines.Add(LineOf(reader, name));
            for (var i = 0; i < columns.Length; i++) Add(reader.GetSpan(i));
        }
        if (_lines.Count == 0) return null;
        if (_cells.Length == 0) _cells = [.. columns.Select((_, column) => new Utf8Cells(this, column, columns.Length, options.HasDecimalComma))];
        return new(name, [.. columns.Zip(_cells, (column, cells) => (column, (Cells)cells))], _lines.Count, new RowPlaces(":", [.. _lines]));
    }

    /// <summary>The bytes of a cell, counted row by row.</summary>
    public ReadOnlySpan<byte> this[int cell]
    {
        get
        {
            var start = cell == 0 ? 0 : _ends[cell - 1];
            return _bytes.AsSpan(start, _ends[cell] - start);
        }
    }

    private void Add(ReadOnlySpan<byte> cell)
    {
        var start = _ends.Count == 0 ? 0 : _ends[^1];
        if (start + cell.Length > _bytes.Length) Array.Resize(ref _bytes, 2 * (start + cell.Length));
        cell.CopyTo(_bytes.AsSpan(start));
        _ends.Add(start + cell.Length);
    }

    private static bool Read(CsvReader reader, string name)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new BadInputException($"{name}:{reader.LineNumber}: after this line a row goes on for more than 64 MB: "
                + "a quote may be open that is never closed; close it, or double each quote that is text", e);
        }
    }

    private static int LineOf(CsvReader reader, string name) => reader.LineNumber <= int.MaxValue
        ? (int)reader.LineNumber
        : throw new BadInputException($"{name} has more than {int.MaxValue:N0} lines, which cannot be counted: split it");
}

/// <summary>One column of a portion.</summary>
internal sealed class Utf8Cells(CsvPortion portion, int column, int columns, bool haveDecimalComma) : Cells
{
    private const int KnownTexts = 64;

    private readonly NumberFormatInfo _format = FormatOf(haveDecimalComma);
    private readonly string?[] _known = new string?[KnownTexts];

    public override bool HaveDecimalComma => haveDecimalComma;

    public override bool IsBlank(int row) => Cell(row) is var cell && (cell.IsEmpty || (!IsPlain(cell[0]) && base.IsBlank(row)));

    /// <summary>A category has few texts: most have been made before.</summary>
    public override string Text(int row)
    {
        var cell = Cell(row);
        if (cell.IsEmpty) return "";
        ref var known = ref _known[((uint)cell.Length * 31 + cell[0] * 7u + cell[^1] * 3u + cell[cell.Length / 2]) % KnownTexts];
        if (known is null || !Ascii.Equals(cell, known)) known = Encoding.UTF8.GetString(cell);
        return known;
    }

    public override double Number(int row) =>
        double.TryParse(Cell(row), NumberStyles.Float, _format, out var number) ? InRange(number) : double.NaN;

    private ReadOnlySpan<byte> Cell(int row) => portion[row * columns + column];

    /// <summary>A character that is for certain no white space.</summary>
    private static bool IsPlain(byte first) => first is > (byte)' ' and < 0x7F;
}
