using System.Numerics;

namespace Chainrule.Data;

/// <summary>What the rows of a table count: the number in a column, times the weight of the row's class.</summary>
internal static class RowWeights
{
    /// <summary>The encoded rows with their weights; as they are where there are none.</summary>
    /// <param name="encoded">Rows of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">Names the column, if one holds weights.</param>
    /// <param name="classWeights">The weight of each class, or null.</param>
    /// <exception cref="BadInputException">The column lacks a weight, or holds something that is none.</exception>
    public static DataSet<T> Weigh<T>(EncodedTable<T> encoded, Table table, SchemaOptions options, double[]? classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Weight is null && classWeights is null) return encoded.Data;
        var weights = new T[encoded.Rows.Count];
        var column = options.Weight is null ? null : Column(table, options.Weight, options);
        for (var i = 0; i < weights.Length; i++)
        {
            var own = column is null ? 1 : Weight(column, encoded.Rows[i]);
            var ofClass = classWeights is null ? 1 : classWeights[ClassTarget.MostProbable(encoded.Data.Target(i))];
            weights[i] = T.CreateTruncating(own * ofClass);
        }
        return Array.TrueForAll(weights, T.IsZero)
            ? throw new BadInputException(
                $"{table.Name}: the weights of all {Sentence.Count(weights.Length, "row")} of a part are 0: there is nothing to learn")
            : new(encoded.Data.Inputs, encoded.Data.Targets, encoded.Data.Rows) { Weights = weights };
    }

    /// <summary>The class of every row.</summary>
    public static int[] Classes<T>(DataSet<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, data.Rows).Select(row => ClassTarget.MostProbable(data.Target(row)))];

    private static ColumnReader Column(Table table, string name, SchemaOptions options) => table.IndexOf(name) >= 0
        ? new(table, name, options.MissingTexts)
        : throw new BadInputException($"{table.Name} lacks the column {Sentence.Quoted(name)} of the weights");

    private static double Weight(ColumnReader column, int row)
    {
        const string Remedy = "is not a weight: it must be a number of at least 0 in every row";
        var weight = column.NumberAt(row, _ => Remedy);
        return weight >= 0 ? weight : throw column.Wrong(row, Remedy);
    }
}
