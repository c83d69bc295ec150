using System.Numerics;

namespace Chainrule.Data;

/// <summary>A table made ready to train on: its schema, and its rows as numbers, in memory or in a cache on disk.</summary>
public abstract class TabularData<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected TabularData() { }

    /// <summary>What error messages call the table.</summary>
    public abstract string Name { get; }

    /// <summary>How many rows the table has, also those without a target.</summary>
    public abstract int Rows { get; }

    /// <summary>How many columns the table has.</summary>
    public abstract int Columns { get; }

    /// <summary>What the columns are.</summary>
    public abstract TableSchema Schema { get; }

    /// <summary>How many rows of the table have no value, for each of its columns.</summary>
    public abstract IReadOnlyDictionary<string, int> MissingCounts { get; }

    /// <summary>What a person should know of the data.</summary>
    public abstract IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether the rows are in a cache on disk.</summary>
    public abstract bool IsStreamed { get; }

    /// <summary>The rows to be judged by, which count alike.</summary>
    internal abstract RowSource<T> JudgedRows { get; }

    /// <summary>The rows to stop by, which count alike.</summary>
    internal abstract RowSource<T> StoppingRows { get; }

    /// <summary>The rows to be judged by, to be looked at one by one: all, or of those that are not in memory a sample that the seed fixes.</summary>
    /// <exception cref="BadInputException">The file cannot be read any more.</exception>
    internal abstract (Table Table, EncodedTable<T> Rows) JudgedSample();

    /// <summary>The rows to learn from and to stop by, each with its weight where there are weights.</summary>
    /// <exception cref="BadInputException">The weights are wrong.</exception>
    internal abstract (RowSource<T> Training, RowSource<T> Validation) Weighed(TrainingPlan plan);

    /// <summary>Where a row of the training or validation rows stands in its file; null where nobody remembers.</summary>
    internal abstract string? PlaceOf(int row, bool isOfTraining);

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
        options = options with { IsCount = plan.IsForCounts };
        var target = TargetValues.Read(table, options);
        return new PreparedTable<T>(table, options, target, TableParts.Of(target, plan, validationTable));
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
        return new CachedTable<T>(table, options with { IsCount = plan.IsForCounts }, plan, validationTable, streaming).Open();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the cache, if there is one.</summary>
    /// <param name="isDisposing">Always true: nothing here is finalised.</param>
    protected virtual void Dispose(bool isDisposing) { }
}
