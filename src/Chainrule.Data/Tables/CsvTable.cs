using System.Text;
using CsvHelper;

namespace Chainrule.Data;

/// <summary>Turns the text of a CSV file into a <see cref="Table"/>, or says on which line it is none.</summary>
internal static class CsvTable
{
    /// <summary>A longer record of a stream is most likely a quote that is never closed.</summary>
    private const int LongestRecord = 1 << 26;

    /// <summary>Of these first bytes the separator may be told.</summary>
    private const int StartLength = 16;

    /// <summary>About how many cells, or four times as many bytes, make a portion.</summary>
    public const int CellsTogether = 1 << 20;

    public static Table Parse(ReadOnlyMemory<byte> text, string name, TableOptions options)
    {
        if (options.Delimiter == ' ') text = SpacedText.WithTabs(text);
        using var reader = CsvReader.Create(text, Dialect(text.Span, name, options));
        var columns = Header(reader, name, options);
        var cells = columns.Select(_ => new List<string>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            RequireFields(reader, cells.Length, name, options);
            lines.Add((int)reader.LineNumber);
            for (var i = 0; i < cells.Length; i++) cells[i].Add(reader.GetString(i));
        }
        if (lines.Count == 0) throw NoRows(name, options);
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
        if (options.Delimiter == ' ') text = new SpacedText(text);
        var start = new byte[StartLength];
        start = start[..text.ReadAtLeast(start, StartLength, throwOnEndOfStream: false)];
        using var whole = new ChainedStream(new MemoryStream(start), text);
        using var reader = CsvReader.Create(whole, Dialect(start, name, options) with { MaxRecordSize = LongestRecord, BufferSize = 1 << 18 });
        var columns = Header(reader, name, options);
        var isAny = false;
        for (var turn = 0; turns[turn % turns.Length].Fill(reader, columns, name, options) is { } table; turn++)
        {
            isAny = true;
            yield return table;
        }
        if (!isAny) throw NoRows(name, options);
    }

    /// <exception cref="BadInputException">The record has more or fewer fields than there are columns.</exception>
    public static void RequireFields(CsvReader reader, int columns, string name, TableOptions options)
    {
        var fields = reader.FieldCount;
        // Delimiters at the end of a line add nothing.
        while (fields > columns && reader.IsEmpty(fields - 1)) fields--;
        if (fields == columns) return;
        var hasHeader = options.Columns is null;
        var remedy = fields < columns
            ? "add the missing field or quote the text that holds a delimiter"
            : $"quote the text that holds a delimiter or name the column {(hasHeader ? "in the header" : "too")}";
        throw new BadInputException($"{name}:{reader.LineNumber}: {Sentence.Count(fields, "field")}, "
            + $"but {(hasHeader ? "the header has" : "--columns names")} {Sentence.Count(columns, "column")}: {remedy}");
    }

    private static CsvReaderOptions Dialect(ReadOnlySpan<byte> start, string name, TableOptions options) => new()
    {
        HasHeader = options.Columns is null,
        Separator = SeparatorOf(start, name, options),
        DetectSeparatorHint = true,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        PoolStrings = true,
        OnMalformedRecord = record => RejectQuotes(record, name),
    };

    private static BadInputException NoRows(string name, TableOptions options) =>
        new(options.Columns is null ? $"{name} has a header but no rows" : $"{name} is empty: it needs at least one row");

    /// <summary>Null where the text itself is to be asked; the first line that Excel writes, sep=;, is read then and is no row.</summary>
    private static char? SeparatorOf(ReadOnlySpan<byte> text, string name, TableOptions options) =>
        text.TrimStart(Encoding.UTF8.Preamble).StartsWith("sep="u8) ? null
        : options.Delimiter is ' ' || (options.Delimiter is null && IsTsv(name)) ? '\t'
        : options.Delimiter;

    private static bool IsTsv(string name) =>
        name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);

    private static string[] Header(CsvReader reader, string name, TableOptions options)
    {
        reader.ReadHeader();
        string[] columns = [.. (options.Columns ?? reader.Headers).Select(column => column.Trim())];
        if (columns.Length == 0) throw new BadInputException($"{name} is empty: it needs a header line and at least one row");
        ColumnNames.Check(columns, options.Columns is null ? name : "--columns");
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
