using CsvHelper;

namespace Chainrule.Data;

/// <summary>Turns the bytes of a CSV file into a <see cref="CsvTable"/>, or says on which line it is none.</summary>
internal static class CsvTableReader
{
    public static CsvTable Parse(ReadOnlyMemory<byte> text, string name)
    {
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : null,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = record => RejectQuotes(record, name),
        });
        reader.ReadHeader();
        var columns = Header(reader, name);
        var rows = new List<string[]>();
        var lines = new List<int>();
        while (reader.Read())
        {
            lines.Add((int)reader.LineNumber);
            rows.Add(Row(reader, columns.Length, name));
        }
        if (rows.Count == 0) throw new BadInputException($"{name} has a header but no rows");
        return new CsvTable(name, columns, rows, lines);
    }

    private static string[] Header(CsvReader reader, string name)
    {
        string[] columns = [.. reader.Headers.Select(column => column.Trim())];
        if (columns.Length == 0) throw new BadInputException($"{name} is empty: it needs a header line and at least one row");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, column) in columns.Index())
        {
            if (column.Length == 0)
                throw new BadInputException($"{name}: column {index + 1} of {columns.Length} has no name in the header: give it one");
            if (!seen.Add(column))
                throw new BadInputException($"{name}: the header has two columns named {Sentence.Quoted(column)}: rename one of them");
        }
        return columns;
    }

    private static string[] Row(CsvReader reader, int columns, string name)
    {
        var fields = reader.FieldCount;
        if (fields != columns)
        {
            var remedy = fields < columns
                ? "add the missing field or quote the text that holds a delimiter"
                : "quote the text that holds a delimiter or name the column in the header";
            throw new BadInputException($"{name}:{reader.LineNumber}: {Sentence.Count(fields, "field")}, "
                + $"but the header has {Sentence.Count(columns, "column")}: {remedy}");
        }
        var cells = new string[columns];
        for (var i = 0; i < columns; i++) cells[i] = reader.GetString(i);
        return cells;
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
