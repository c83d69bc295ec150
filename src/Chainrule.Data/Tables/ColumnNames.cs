namespace Chainrule.Data;

/// <summary>Columns are found by their names, of which no two are the same; one without a name cannot be found.</summary>
internal static class ColumnNames
{
    /// <exception cref="BadInputException">A name stands twice, or there is none at all.</exception>
    public static void Check(IReadOnlyList<string> columns, string table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns.Where(column => column.Length > 0))
            if (!seen.Add(column))
                throw new BadInputException($"{table}: two columns are named {Sentence.Quoted(column)}: "
                    + (double.IsNaN(TextCells.Parse(column)) ? "rename one of them" : "if there is no header, name the columns with --columns"));
        if (seen.Count == 0) throw new BadInputException($"{table}: no column has a name: write a header, or name the columns with --columns");
    }
}
