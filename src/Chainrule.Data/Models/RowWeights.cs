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
        if (Of(encoded.Data.Targets, encoded.Rows, table, options, classWeights) is not { } weights) return encoded.Data;
        RequireAny(!Array.TrueForAll(weights, T.IsZero), table.Name, weights.Length);
        return new(encoded.Data.Inputs, encoded.Data.Targets, encoded.Data.Rows) { Weights = weights };
    }

    /// <summary>The weight of each of some rows; null where all count alike.</summary>
    /// <param name="targets">[rows, outputs]</param>
    /// <param name="rows">The rows of the table that they belong to.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">Names the column, if one holds weights.</param>
    /// <param name="classWeights">The weight of each class, or null.</param>
    /// <exception cref="BadInputException">The column lacks a weight, or holds something that is none.</exception>
    public static T[]? Of<T>(T[] targets, IReadOnlyList<int> rows, Table table, SchemaOptions options, double[]? classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Weight is null && classWeights is null) return null;
        var weights = new T[rows.Count];
        var column = options.Weight is null ? null : Column(table, options.Weight, options);
        for (var i = 0; i < weights.Length; i++)
        {
            var own = column is null ? 1 : Weight(column, rows[i]);
            var ofClass = classWeights is { Length: var count } ? classWeights[ClassTarget.MostProbable<T>(targets.AsSpan(i * count, count))] : 1;
            weights[i] = T.CreateTruncating(own * ofClass);
        }
        return weights;
    }

    /// <exception cref="BadInputException">No row of a part has a weight above 0.</exception>
    public static void RequireAny(bool isAny, string table, int rows)
    {
        if (!isAny) throw new BadInputException(
            $"{table}: the weights of all {Sentence.Count(rows, "row")} of a part are 0: there is nothing to learn");
    }

    /// <summary>How many rows each class has.</summary>
    public static int[] ClassCounts<T>(RowSource<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int PortionRows = 4096;
        var counts = new int[data.TargetCount];
        using var batches = data.InOrder(PortionRows);
        batches.Begin(0);
        while (batches.Next())
            for (var row = 0; row < batches.Rows; row++)
                counts[ClassTarget.MostProbable(batches.Targets.Slice(row * counts.Length, counts.Length))]++;
        return counts;
    }

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
