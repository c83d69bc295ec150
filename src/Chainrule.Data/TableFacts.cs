namespace Chainrule.Data;

/// <summary>What a schema is inferred from: a table with its target read and its training rows chosen.</summary>
internal abstract class TableFacts
{
    /// <summary>What error messages call the table.</summary>
    public abstract string Name { get; }

    /// <summary>The names of its columns.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>How many rows train: all have a target.</summary>
    public abstract int TrainingRows { get; }

    /// <summary>Whether the target is classes or amounts.</summary>
    public abstract LearningTask Task { get; }

    /// <summary>The classes in the order of the outputs; empty for amounts.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Of amounts, those of the training rows.</summary>
    public abstract Statistics TargetStatistics { get; }

    /// <summary>Of amounts, the least of all rows.</summary>
    public abstract double LeastTarget { get; }

    /// <summary>What a person should know about the target.</summary>
    public abstract IReadOnlyList<DataNote> TargetNotes { get; }

    /// <summary>What is known of a column.</summary>
    public abstract ColumnFacts Column(string name);
}

/// <summary>The facts of a table that is in memory.</summary>
internal sealed class FactsInMemory : TableFacts
{
    private readonly Table _table;
    private readonly TargetValues _target;
    private readonly SchemaOptions _options;
    private readonly int[] _trainingRows;
    private readonly Lazy<Statistics> _pixels;

    public FactsInMemory(Table table, TargetValues target, IReadOnlyList<int> rowsOfTrainingPart, SchemaOptions options)
    {
        (_table, _target, _options) = (table, target, options);
        _trainingRows = [.. rowsOfTrainingPart.Intersect(target.Rows)];
        _pixels = new(OfPixels);
    }

    public override string Name => _table.Name;

    public override IReadOnlyList<string> Columns => _table.Columns;

    public override int TrainingRows => _trainingRows.Length;

    public override LearningTask Task => _target.Task;

    public override IReadOnlyList<string> Classes => _target.Classes;

    public override Statistics TargetStatistics
    {
        get
        {
            var valueOf = _target.Rows.Zip(_target.Values).ToDictionary();
            return Statistics.Of([.. _trainingRows.Select(row => valueOf[row])]);
        }
    }

    public override double LeastTarget => _target.Values.Min();

    public override IReadOnlyList<DataNote> TargetNotes => _target.Notes;

    public override ColumnFacts Column(string name) => new TableColumn(_table, name, _options.MissingTexts, _trainingRows, () => _pixels.Value);

    private Statistics OfPixels()
    {
        var counts = new long[byte.MaxValue + 1];
        foreach (var pixels in Enumerable.Range(0, _table.Columns.Count).Select(_table.Cells).OfType<PixelCells>())
            foreach (var row in _trainingRows) counts[pixels.Value(_table.Stored(row))]++;
        return Statistics.Of(counts.AsSpan());
    }
}
