using CsvHelper;

namespace Chainrule.Data;

/// <summary>Turns the text of a CSV file into a <see cref="Table"/>, or says on which line it is none.</summary>
internal static class CsvTable
{
    /// <summary>A longer record of a stream is most likely a quote that is never closed.</summary>
    private const int LongestRecord = 1 << 26;

    /// <summary>About how many cells, or four times as many bytes, make a portion.</summary>
    public const int CellsTogether = 1 << 20;

    public static Table Parse(ReadOnlyMemory<byte> text, string name, TableOptions options)
    {
        using var reader = CsvReader.Create(text, Dialect(name, options));
        var columns = Header(reader, name);
        var cells = columns.Select(_ => new List<string>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            RequireFields(reader, cells.Length, name);
            lines.Add((int)reader.LineNumber);
            for (var i = 0; i < cells.Length; i++) cells[i].Add(reader.GetString(i));
        }
        if (lines.Count == 0) throw NoRows(name);
        return new(
            name,
            [.. columns.Zip(cells, (column, texts) => (column, (Cells)new TextCells(texts, options.HasDecimalComma)))],
            lines.Count,
            new RowPlaces(":", lines));
    }

    /// <summary>
    /// The same, a portion of the rows at a time; a portion holds as long as the next one is not asked for, which is then read on another
    /// thread already.
    /// </summary>
    /// <param name="text">Text in UTF-8; disposed at the end.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cellsTogether">About how many cells, or four times as many bytes, make a portion.</param>
    public static IEnumerable<Table> Portions(Stream text, string name, TableOptions options, int cellsTogether = CellsTogether) =>
        ReadAhead.Of(Portions(text, name, options, [new(cellsTogether), new(cellsTogether)]));

    private static IEnumerable<Table> Portions(Stream text, string name, TableOptions options, CsvPortion[] turns)
    {
        using var reader = CsvReader.Create(text, Dialect(name, options) with { MaxRecordSize = LongestRecord, BufferSize = 1 << 18 });
        var columns = Header(reader, name);
        var isAny = false;
        for (var turn = 0; turns[turn % turns.Length].Fill(reader, columns, name, options) is { } table; turn++)
        {
            isAny = true;
            yield return table;
        }
        if (!isAny) throw NoRows(name);
    }

    /// <exception cref="BadInputException">The record has more or fewer fields than the header.</exception>
    public static void RequireFields(CsvReader reader, int columns, string name)
    {
        var fields = reader.FieldCount;
        if (fields == columns) return;
        var remedy = fields < columns
            ? "add the missing field or quote the text that holds a delimiter"
            : "quote the text that holds a delimiter or name the column in the header";
        throw new BadInputException($"{name}:{reader.LineNumber}: {Sentence.Count(fields, "field")}, "
            + $"but the header has {Sentence.Count(columns, "column")}: {remedy}");
    }

    private static CsvReaderOptions Dialect(string name, TableOptions options) => new()
    {
        Separator = options.Delimiter ?? (name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : null),
        TrimWhitespace = true,
        TrackLineNumbers = true,
        PoolStrings = true,
        OnMalformedRecord = record => RejectQuotes(record, name),
    };

    private static BadInputException NoRows(string name) => new($"{name} has a header but no rows");

    private static string[] Header(CsvReader reader, string name)
    {
        reader.ReadHeader();
        string[] columns = [.. reader.Headers.Select(column => column.Trim())];
        if (columns.Length == 0) throw new BadInputException($"{name} is empty: it needs a header line and at least one row");
        ColumnNames.Check(columns, name);
        return columns;
    }

    /// <summary>A quote inside a plain field (5" pipe) is text; a quoted field without a proper end swallows what follows.</summary>
    private static void RejectQuotes(CsvMalformedRecord record, string name)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new BadInputException($"{name}:{record.LineNumber}: a quote opens here and is never closed: "
                + "close it, or double each quote that is text");
        if (record.Reason == CsvMalformedReason.TextAfterClosingQuote)
            throw new BadInputException($"{name}:{record.LineNumber}: text follows a closing quote: "
                + "put a delimiter after it, or double each quote that is text");
    }
}
