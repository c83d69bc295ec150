using System.Text;
using CsvHelper;

namespace Chainrule.Data;

/// <summary>Turns the text of a CSV file into a <see cref="Table"/>, or says on which line it is none.</summary>
internal static class CsvTable
{
    public static Table Parse(ReadOnlyMemory<byte> text, string name, TableOptions options)
    {
        if (options.Delimiter == ' ') text = SpacedText.WithTabs(text.Span);
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = options.Columns is null,
            Separator = SeparatorOf(text.Span, name, options),
            DetectSeparatorHint = true,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = record => RejectQuotes(record, name),
        });
        var columns = Header(reader, name, options);
        var cells = columns.Select(_ => new List<string>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            lines.Add((int)reader.LineNumber);
            ReadRow(reader, cells, name, options.Columns is null);
        }
        if (lines.Count == 0)
            throw new BadInputException(options.Columns is null ? $"{name} has a header but no rows" : $"{name} is empty: it needs at least one row");
        return new(
            name,
            [.. columns.Zip(cells, (column, texts) => (column, (Cells)new TextCells(texts, options.HasDecimalComma)))],
            lines.Count,
            new RowPlaces(":", lines));
    }

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

    private static void ReadRow(CsvReader reader, List<string>[] cells, string name, bool hasHeader)
    {
        var fields = reader.FieldCount;
        // Delimiters at the end of a line add nothing.
        while (fields > cells.Length && reader.IsEmpty(fields - 1)) fields--;
        if (fields != cells.Length)
        {
            var remedy = fields < cells.Length
                ? "add the missing field or quote the text that holds a delimiter"
                : $"quote the text that holds a delimiter or name the column {(hasHeader ? "in the header" : "too")}";
            throw new BadInputException($"{name}:{reader.LineNumber}: {Sentence.Count(fields, "field")}, "
                + $"but {(hasHeader ? "the header has" : "--columns names")} {Sentence.Count(cells.Length, "column")}: {remedy}");
        }
        for (var i = 0; i < cells.Length; i++) cells[i].Add(reader.GetString(i));
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
