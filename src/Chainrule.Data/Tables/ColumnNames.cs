namespace Chainrule.Data;

/// <summary>Columns are found by their names: each has one, and no two the same.</summary>
internal static class ColumnNames
{
    /// <exception cref="BadInputException">A name is lacking or stands twice.</exception>
    public static void Check(IReadOnlyList<string> columns, string table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, column) in columns.Index())
        {
            if (column.Length == 0)
                throw new BadInputException($"{table}: column {index + 1} of {columns.Count} has no name in the header: give it one");
            if (!seen.Add(column))
                throw new BadInputException($"{table}: the header has two columns named {Sentence.Quoted(column)}: rename one of them");
        }
    }
}
