using System.Numerics;

namespace Chainrule.Data;

/// <summary>A trained model and how it went.</summary>
/// <param name="Model">The model with its best parameters.</param>
/// <param name="Result">Why and when training ended.</param>
/// <param name="Validation">How well the model does on the validation rows.</param>
public sealed record TabularTraining<T>(TabularModel<T> Model, TrainingResult Result, Evaluation Validation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// From a table of text to a trained model. Made, it has split, inferred and encoded the table and can say what it found;
/// <see cref="Train"/> then trains and judges.
/// </summary>
public sealed class TabularTrainer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingPlan _plan;
    private readonly TabularData<T> _data;

    /// <param name="table">The rows to learn from, and to validate on unless there is a table of its own for that.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train.</param>
    /// <param name="validationTable">Rows to validate on; null splits them off.</param>
    /// <exception cref="BadInputException">Table, options and plan do not go together.</exception>
    public TabularTrainer(Table table, SchemaOptions options, TrainingPlan plan, Table? validationTable = null)
        : this(TabularData<T>.InMemory(table, options, plan, validationTable), plan) { }

    /// <param name="data">What to learn from and to validate on.</param>
    /// <param name="plan">How to train: the same that the data was prepared with.</param>
    /// <exception cref="BadInputException">Data and plan do not go together.</exception>
    public TabularTrainer(TabularData<T> data, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(plan);
        (_data, _plan) = (data, plan);
        Network = NewNetwork(plan);
    }

    /// <summary>What the columns are.</summary>
    public TableSchema Schema => _data.Schema;

    /// <summary>How many rows of the table have no value, for each of its columns.</summary>
    public IReadOnlyDictionary<string, int> MissingCounts => _data.MissingCounts;

    /// <summary>What a person should know of the data.</summary>
    public IReadOnlyList<DataNote> Notes => _data.Notes;

    /// <summary>What is trained.</summary>
    public Network<T> Network { get; }

    /// <summary>How many rows are learned from.</summary>
    public int TrainingRows => _data.Training.Rows;

    /// <summary>How many rows judge.</summary>
    public int ValidationRows => _data.Validation.Rows;

    /// <summary>Rows per update.</summary>
    public int BatchSize => _plan.BatchSizeFor(TrainingRows);

    /// <summary>
    /// Trains the network and judges it on the validation rows. Weights count in the validation loss that training is steered by, and not
    /// in the final judgement, which anybody can repeat without them.
    /// </summary>
    /// <param name="onEpoch">Told at the end of each epoch.</param>
    /// <param name="cancellation">Ends the training early, with the best parameters so far.</param>
    public TabularTraining<T> Train(Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        var result = Fit(Network, onEpoch, cancellation);
        var evaluation = Evaluation.Of(Network, _data.Judging, Schema.Target);
        return new(new(Network, Schema, _plan.Summarise(TrainingRows, result, evaluation)), result, evaluation);
    }

    /// <summary>How well simple models do on the validation rows: a linear one, trained in the same way, and a constant.</summary>
    /// <param name="cancellation">Ends the training of the linear model early, with its best parameters so far.</param>
    public IReadOnlyList<Baseline> Baselines(CancellationToken cancellation = default)
    {
        var constant = Baseline.Constant(Network, _data.Training, _data.Judging, Schema.Target);
        if (_plan.Hidden.Count == 0) return [constant];
        var linear = NewNetwork(_plan with { Hidden = [] });
        return Fit(linear, null, cancellation).Best.Epoch > 0
            ? [new(BaselineKind.Linear, Evaluation.Of(linear, _data.Judging, Schema.Target)), constant]
            : [constant];
    }

    private Network<T> NewNetwork(TrainingPlan plan) =>
        new(Schema.InputCount, plan.LayersFor(Schema.Task, Schema.OutputCount), plan.LossFor(Schema.Task), seed: plan.Seed);

    private TrainingResult Fit(Network<T> network, Action<EpochReport>? onEpoch, CancellationToken cancellation)
    {
        var trainer = new Trainer<T>(network, _plan.Optimizer, new()
        {
            Epochs = _plan.Epochs,
            BatchSize = BatchSize,
            Patience = _plan.Patience,
            Seed = _plan.Seed,
            Schedule = _plan.Schedule,
            Gradients = _plan.Gradients,
        });
        return trainer.Fit(_data.Training, _data.Validation, onEpoch, cancellation);
    }
}
