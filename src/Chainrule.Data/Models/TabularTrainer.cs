using System.Numerics;

namespace Chainrule.Data;

/// <summary>A trained model and how it went.</summary>
/// <param name="Model">The model with its best parameters.</param>
/// <param name="Result">Why and when training ended.</param>
/// <param name="Validation">How well the model does on the rows that judge it: those of the validation, or of a fold.</param>
/// <param name="Calibration">What was made of its probabilities, if that was asked for.</param>
public sealed record TabularTraining<T>(TabularModel<T> Model, TrainingResult Result, Evaluation Validation, Calibration? Calibration)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Where the row stands that training diverged at, such as <c>t.csv:7</c>; null where it did not, at no single row, or where the rows are
    /// not in memory.
    /// </summary>
    public string? DivergedAt { get; init; }
}

/// <summary>
/// From a table of text to a trained model. Made, it has split, inferred and encoded the table and can say what it found;
/// <see cref="Train"/> then trains and judges.
/// </summary>
public sealed class TabularTrainer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingPlan _plan;
    private readonly Trainer<T> _trainer;
    private readonly TabularData<T> _data;
    private readonly RowSource<T> _training, _validation;

    /// <param name="table">The rows to learn from, and to validate on unless there is a table of its own for that.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train; null is the plan that suits most tables.</param>
    /// <param name="validationTable">Rows to validate on; null splits them off.</param>
    /// <exception cref="BadInputException">Table, options and plan do not go together.</exception>
    public TabularTrainer(Table table, SchemaOptions options, TrainingPlan? plan = null, Table? validationTable = null)
        : this(TabularData<T>.InMemory(table, options, plan ??= new(), validationTable), plan) { }

    /// <param name="data">What to learn from and to be judged by.</param>
    /// <param name="plan">How to train: the plan that the data was prepared for.</param>
    /// <exception cref="BadInputException">Data and plan do not go together.</exception>
    public TabularTrainer(TabularData<T> data, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(plan);
        (_data, _plan) = (data, plan);
        if (plan.Calibrate && data.Schema.Target is not ClassTarget)
            throw new BadInputException($"probabilities are calibrated, but the target {Sentence.Quoted(data.Schema.Target.Name)} is an amount: "
                + "leave out --calibrate, or say --task classification");
        (_training, _validation) = data.Weighed(plan);
        Network = NewNetwork(plan);
        _trainer = NewTrainer(Network, Options() with
        {
            Watch = plan.Watch,
            Score = plan.Watch ? Score : null,
            // The numbers of a row do not say what its columns are called.
            Checkpoint = plan.Checkpoint is { } checkpoint ? checkpoint with { Context = SchemaJson.Write(Schema).ToJsonString() } : null,
        });
    }

    /// <summary>What the columns are.</summary>
    public TableSchema Schema => _data.Schema;

    /// <summary>How many rows of the table have no value, for each of its columns.</summary>
    public IReadOnlyDictionary<string, int> MissingCounts => _data.MissingCounts;

    /// <summary>What a person should know of the data.</summary>
    public IReadOnlyList<DataNote> Notes => _data.Notes;

    /// <summary>What is trained.</summary>
    public Network<T> Network { get; }

    /// <summary>What fixes the first weights and the order of the rows.</summary>
    public ulong Seed => _plan.Seed;

    /// <summary>How many rows are learned from.</summary>
    public int TrainingRows => _training.Rows;

    /// <summary>How many rows judge.</summary>
    public int ValidationRows => _validation.Rows;

    /// <summary>
    /// The rows that judge, none of them weighted, to be looked at one by one, and the table that they are of: all rows, or where those are not
    /// in memory a sample that the seed fixes, for which their file is read once more.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read any more.</exception>
    public (Table Table, EncodedTable<T> Rows) JudgedSample() => _data.JudgedSample();

    /// <summary>How many training rows each class has; empty for amounts.</summary>
    public IReadOnlyList<int> TrainingClassCounts => Schema.Target is ClassTarget ? RowWeights.ClassCounts(_training) : [];

    /// <summary>Rows per update.</summary>
    public int BatchSize => _plan.BatchSizeFor(TrainingRows);

    /// <summary>Another training on the same rows, split by the seed of this one.</summary>
    /// <exception cref="BadInputException">Table and plan do not go together.</exception>
    /// <exception cref="InvalidOperationException">The table is not in memory.</exception>
    public TabularTrainer<T> With(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(InMemory.For(plan), plan);
    }

    /// <summary>Tries learning rates on a copy of the network, from small to too large.</summary>
    /// <param name="cancellation">Ends the test early, with what was seen so far.</param>
    public LearningRateCurve FindLearningRate(CancellationToken cancellation = default) =>
        new LearningRateTest<T>(Network, _plan.OptimizerFor(TrainingRows), Options()).Run(_training, cancellation);

    /// <summary>
    /// Trains the network and judges it on the validation rows. Weights count in the validation loss that training is steered by, and not
    /// in the final judgement, which anybody can repeat without them.
    /// </summary>
    /// <param name="onEpoch">Told at the end of each epoch.</param>
    /// <param name="cancellation">Ends the training early, with the best parameters so far, and with a checkpoint.</param>
    /// <exception cref="BadInputException">There is no checkpoint to resume from, it is of another training, or none can be written.</exception>
    /// <exception cref="IOException">The disk has no room for a checkpoint; the one before it is still there.</exception>
    public TabularTraining<T> Train(Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        var result = _trainer.Fit(_training, _validation, onEpoch, cancellation);
        var calibration = _plan.Calibrate && result.Best.Epoch > 0 ? Calibration.Of(Network, _data.StoppingRows, Schema.Target) : null;
        var evaluation = Evaluation.Of(Network, _data.JudgedRows, Schema.Target);
        var summary = _plan.Summarise(TrainingRows, result, evaluation);
        if (calibration is not null) summary["calibration"] = calibration.ToJson();
        return new(new(Network, Schema, summary), result, evaluation, calibration)
        {
            DivergedAt = result.Divergence is { Row: { } row } found ? _data.PlaceOf(row, isOfTraining: found.Batch > 0) : null,
        };
    }

    /// <summary>The accuracy, or R², that the network as it now is has on the validation rows; to be asked in the course of a training.</summary>
    public double Score() => new StreamedJudgement<T>(Network, _data.JudgedRows).Score(Schema.Target);

    /// <summary>How well simple models do on the validation rows: a linear one, trained in the same way, and a constant.</summary>
    /// <param name="onEpoch">Told of every epoch of the linear one.</param>
    /// <param name="cancellation">Ends its training early, with its best parameters so far.</param>
    public IReadOnlyList<Baseline> Baselines(Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        var constant = Baseline.Constant(Network, _training, _data.JudgedRows, Schema.Target);
        if (_plan.Hidden.Count == 0) return [constant];
        var linear = NewNetwork(_plan with { Hidden = [] });
        return NewTrainer(linear, Options()).Fit(_training, _validation, onEpoch, cancellation).Best.Epoch > 0
            ? [new(BaselineKind.Linear, Evaluation.Of(linear, _data.JudgedRows, Schema.Target)), constant]
            : [constant];
    }

    private Network<T> NewNetwork(TrainingPlan plan) =>
        new(Schema.InputCount, plan.LayersFor(Schema.Task, Schema.OutputCount), plan.LossFor(Schema.Task), seed: plan.Seed);

    private Trainer<T> NewTrainer(Network<T> network, TrainingOptions options) => new(network, _plan.OptimizerFor(TrainingRows), options);

    private TrainingOptions Options() => new()
    {
        Epochs = _plan.Epochs,
        BatchSize = BatchSize,
        Patience = _plan.Patience,
        Seed = _plan.Seed,
        Schedule = _plan.Schedule,
        Gradients = _plan.Gradients,
        OnProgress = _plan.OnProgress,
    };

    private PreparedTable<T> InMemory =>
        _data as PreparedTable<T> ?? throw new InvalidOperationException($"The rows of {_data.Name} are not in memory.");
}
