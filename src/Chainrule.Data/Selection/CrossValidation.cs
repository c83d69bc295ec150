using System.Numerics;

namespace Chainrule.Data;

/// <summary>How well a model did on a fold that it had not seen.</summary>
/// <param name="Repeat">Of several divisions into folds which, counted from 1.</param>
/// <param name="Number">Which fold, counted from 1.</param>
/// <param name="Result">How the training on the other folds went.</param>
/// <param name="Evaluation">How well its model does on this one.</param>
/// <param name="Baselines">How well simple models do that learned from the same rows.</param>
public sealed record FoldResult(int Repeat, int Number, TrainingResult Result, Evaluation Evaluation, IReadOnlyList<Baseline> Baselines);

/// <summary>
/// Divides a table into folds that resemble each other and judges by each a model that has learned from the others alone: scaling,
/// categories, weights, and a part of the others to stop by. Every row is judged once in each repeat.
/// </summary>
public sealed class CrossValidation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Table _table;
    private readonly Table? _validationTable;
    private readonly SchemaOptions _options;
    private readonly TargetValues _target;
    private readonly List<(TrainingPlan Plan, int Repeat, int Number, int[] Rows)> _folds = [];

    /// <param name="table">The rows to learn from and to be judged by.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train. In each further repeat its seed is higher by 1: another division, other first weights.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="repeats">How often to divide; at least 1.</param>
    /// <param name="validationTable">Rows to stop by; null splits them off the rows that a fold leaves.</param>
    /// <exception cref="BadInputException">There are too few rows, or table and options do not go together.</exception>
    public CrossValidation(Table table, SchemaOptions options, TrainingPlan plan, int folds, int repeats = 1, Table? validationTable = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        (Repeats, _table, _validationTable, _options) = (repeats, table, validationTable, options with { IsCount = plan.IsForCounts });
        _target = TargetValues.Read(table, _options);
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var own = plan with { Seed = plan.Seed + (ulong)repeat };
            foreach (var (number, rows) in RowSplit.Folds(_target, folds, own.Seed).Index()) _folds.Add((own, repeat + 1, number + 1, rows));
        }
    }

    /// <summary>What only the same rows have.</summary>
    public string Fingerprint => TableFingerprint.Of(_validationTable is null ? [_table] : [_table, _validationTable]);

    /// <summary>How often the rows are divided.</summary>
    public int Repeats { get; }

    /// <summary>How many trainings there are: of each fold, in each repeat.</summary>
    public int Count => _folds.Count;

    /// <summary>The training for one fold, counted from 0 through all repeats; it is judged by the rows of the fold.</summary>
    /// <exception cref="BadInputException">The other folds are not enough to learn from.</exception>
    public TabularTrainer<T> Trainer(int index)
    {
        var (plan, _, _, rows) = _folds[index];
        var others = _target.Among(_target.Rows.Except(rows));
        return new(new PreparedTable<T>(_table, _options, _target, TableParts.Of(others, plan, _validationTable) with { Judging = rows }), plan);
    }

    /// <summary>Trains for all folds, side by side.</summary>
    /// <param name="onFold">Told of each when it is done, one at a time and in any order.</param>
    /// <param name="journal">The folds that are judged already, and where others are written down; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BadInputException">The other folds are not enough to learn from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<FoldResult> Run(
        Action<FoldResult>? onFold = null, FoldJournal? journal = null, CancellationToken cancellation = default)
    {
        var results = Enumerable.Range(0, Count).Select(index => journal?.Find(index)).ToArray();
        foreach (var known in results.OfType<FoldResult>()) onFold?.Invoke(known);
        int[] left = [.. Enumerable.Range(0, Count).Where(index => results[index] is null)];
        var telling = new Lock();
        Threads.ForEach(left.Length, place =>
        {
            var index = left[place];
            var trainer = Trainer(index);
            var training = trainer.Train(cancellation: cancellation);
            var baselines = trainer.Baselines(cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            var fold = new FoldResult(_folds[index].Repeat, _folds[index].Number, training.Result, training.Validation, baselines);
            results[index] = fold;
            lock (telling)
            {
                journal?.Add(index, fold);
                onFold?.Invoke(fold);
            }
        });
        return results!;
    }
}
