using System.Numerics;

namespace Chainrule.Data;

/// <summary>Rows as a network takes them, with their targets.</summary>
/// <param name="Data">Inputs and targets.</param>
/// <param name="Rows">The row of the table that each row of the data came from.</param>
/// <param name="Notes">What a person should know: rows without a target, categories never seen in training.</param>
public sealed record EncodedTable<T>(DataSet<T> Data, IReadOnlyList<int> Rows, IReadOnlyList<DataNote> Notes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Rows as a network takes them, to predict from.</summary>
/// <param name="Inputs">[rows, inputs], row by row.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Notes">What a person should know: categories never seen in training.</param>
public sealed record EncodedInputs<T>(T[] Inputs, int Rows, IReadOnlyList<DataNote> Notes) where T : unmanaged;

/// <summary>Turns the text of a table into numbers as a schema says; columns are found by name, and others are not looked at.</summary>
public static class TableEncoder
{
    /// <summary>Encodes rows with their targets; a row without a target is skipped.</summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public static EncodedTable<T> Encode<T>(Table table, IReadOnlyList<int> rows, TableSchema schema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        var encoding = new Encoding<T>(table, schema, withTarget: true);
        var kept = encoding.RowsWithTarget(rows);
        if (kept.Length == 0) throw new BadInputException($"{table.Name}: {Sentence.NoTarget(schema.Target.Name)}");
        return new(new DataSet<T>(encoding.Inputs(kept), encoding.Targets(kept), kept.Length), kept, encoding.Notes);
    }

    /// <summary>
    /// What stands in the input columns of a row, in the order of the schema: the text, null where a value is missing, and of a number
    /// its value, or NaN.
    /// </summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public static IReadOnlyList<(string? Text, double Number)> Row(Table table, int row, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Encoding<double>(table, schema, withTarget: false).Row(row);
    }

    /// <summary>Encodes every row, to predict from; the target column is not needed.</summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public static EncodedInputs<T> EncodeInputs<T>(Table table, TableSchema schema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        var encoding = new Encoding<T>(table, schema, withTarget: false);
        return new(encoding.Inputs([.. Enumerable.Range(0, table.RowCount)]), table.RowCount, encoding.Notes);
    }
}
