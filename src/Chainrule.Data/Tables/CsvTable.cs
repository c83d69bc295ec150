using CsvHelper;

namespace Chainrule.Data;

/// <summary>Turns the text of a CSV file into a <see cref="Table"/>, or says on which line it is none.</summary>
internal static class CsvTable
{
    public static Table Parse(ReadOnlyMemory<byte> text, string name, TableOptions options)
    {
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = options.Delimiter ?? (name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : null),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = record => RejectQuotes(record, name),
        });
        reader.ReadHeader();
        var columns = Header(reader, name);
        var cells = columns.Select(_ => new List<string>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            lines.Add((int)reader.LineNumber);
            ReadRow(reader, cells, name);
        }
        if (lines.Count == 0) throw new BadInputException($"{name} has a header but no rows");
        return new(
            name,
            [.. columns.Zip(cells, (column, texts) => (column, (Cells)new TextCells(texts, options.HasDecimalComma)))],
            lines.Count,
            new RowPlaces(":", lines));
    }

    private static string[] Header(CsvReader reader, string name)
    {
        string[] columns = [.. reader.Headers.Select(column => column.Trim())];
        if (columns.Length == 0) throw new BadInputException($"{name} is empty: it needs a header line and at least one row");
        ColumnNames.Check(columns, name);
        return columns;
    }

    private static void ReadRow(CsvReader reader, List<string>[] cells, string name)
    {
        var fields = reader.FieldCount;
        if (fields != cells.Length)
        {
            var remedy = fields < cells.Length
                ? "add the missing field or quote the text that holds a delimiter"
                : "quote the text that holds a delimiter or name the column in the header";
            throw new BadInputException($"{name}:{reader.LineNumber}: {Sentence.Count(fields, "field")}, "
                + $"but the header has {Sentence.Count(cells.Length, "column")}: {remedy}");
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
