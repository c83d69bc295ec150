using System.Numerics;

namespace Chainrule.Data;

/// <summary>A table made ready to train on: its schema, and its rows as numbers, in memory or in a cache on disk.</summary>
public sealed class TabularData<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IDisposable? _cache;

    internal TabularData(IDisposable? cache = null) => _cache = cache;

    /// <summary>How many rows the table has, also those without a target.</summary>
    public required int Rows { get; init; }

    /// <summary>How many columns the table has.</summary>
    public required int Columns { get; init; }

    /// <summary>What the columns are.</summary>
    public required TableSchema Schema { get; init; }

    /// <summary>How many rows of the table have no value, for each of its columns.</summary>
    public required IReadOnlyDictionary<string, int> MissingCounts { get; init; }

    /// <summary>What a person should know of the data.</summary>
    public required IReadOnlyList<DataNote> Notes { get; init; }

    /// <summary>The rows to learn from.</summary>
    public required RowSource<T> Training { get; init; }

    /// <summary>The rows that steer the training, with weights if rows have some.</summary>
    public required RowSource<T> Validation { get; init; }

    /// <summary>The same rows, all counting alike, for the final judgement.</summary>
    public required RowSource<T> Judging { get; init; }

    /// <summary>Whether the rows are in a cache on disk.</summary>
    public bool IsStreamed => _cache is not null;

    /// <summary>Splits, infers and encodes a table in memory.</summary>
    /// <param name="table">The rows to learn from, and to validate on unless there is a table of its own for that.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train.</param>
    /// <param name="validationTable">Rows to validate on; null splits them off.</param>
    /// <exception cref="BadInputException">Table, options and plan do not go together.</exception>
    public static TabularData<T> InMemory(Table table, SchemaOptions options, TrainingPlan plan, Table? validationTable = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { IsCount = plan.Loss == Loss.Poisson };
        var target = TargetValues.Read(table, options);
        var (trainingRows, validationRows) = validationTable is null
            ? RowSplit.Holdout(target, plan.Validation, plan.Seed)
            : ([.. target.Rows], [.. Enumerable.Range(0, validationTable.RowCount)]);
        var inferred = SchemaInference.Infer(new FactsInMemory(table, target, trainingRows, options), options);
        var schema = inferred.Schema;

        var training = TableEncoder.Encode<T>(table, trainingRows, schema);
        var validation = TableEncoder.Encode<T>(validationTable ?? table, validationRows, schema);
        var classWeights = plan.ClassWeightsFor(schema.Target, () => RowWeights.ClassCounts(training.Data));
        return new()
        {
            Rows = table.RowCount,
            Columns = table.Columns.Count,
            Schema = schema,
            MissingCounts = inferred.MissingCounts,
            Notes = [.. inferred.Notes, .. training.Notes, .. validation.Notes],
            Training = RowWeights.Weigh(training, table, options, classWeights),
            Validation = RowWeights.Weigh(validation, validationTable ?? table, options, classWeights),
            Judging = validation.Data,
        };
    }

    /// <summary>Reads a table in portions, twice, and keeps its rows in a cache; or uses the cache of an earlier run.</summary>
    /// <param name="table">The rows to learn from, and to validate on unless there is a table of its own for that.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train.</param>
    /// <param name="validationTable">Rows to validate on; null splits them off.</param>
    /// <param name="streaming">Where the cache lies, and whom to tell of it.</param>
    /// <exception cref="BadInputException">Table, options and plan do not go together.</exception>
    /// <exception cref="IOException">The cache cannot be written; nothing is left of it.</exception>
    public static TabularData<T> Streamed(
        StreamedTable table, SchemaOptions options, TrainingPlan plan, StreamedTable? validationTable, StreamingOptions streaming)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(streaming);
        options = options with { IsCount = plan.Loss == Loss.Poisson };
        return new CachedTable<T>(table, options, plan, validationTable, streaming).Open();
    }

    /// <summary>Closes the cache, if there is one.</summary>
    public void Dispose() => _cache?.Dispose();
}
