using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>What a person decides about the training of a table; what is left out is chosen from the data.</summary>
public sealed record TrainingPlan
{
    /// <summary>Units of each hidden layer, from input to output; empty for a linear model.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [32];

    /// <summary>The activation of the hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What the sums of the hidden layers are measured against.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>The share of the outputs of hidden layers that a training step leaves out, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>What training makes small; cross-entropy for classes and mean squared error for amounts if left out.</summary>
    public Loss? Loss { get; init; }

    /// <summary>How parameters follow gradients, given the number of rows that they learn from.</summary>
    public Func<int, Optimizer> OptimizerFor { get; init; } = rows => OptimizerNamed("adam", rows);

    /// <summary>How the learning rate changes; null leaves it as the optimizer has it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// Penalties on the weights and limits on the gradients; null for none, except with an optimizer that has no decay and goes to the very
    /// minimum: there it is an L2 of 0.01.
    /// </summary>
    public GradientOptions? Gradients
    {
        get => field ?? (OptimizerFor(1) is SecondOrder ? new() { L2 = 0.01 } : null);
        init;
    }

    /// <summary>Whether the report of every epoch says how the layers fare.</summary>
    public bool Watch { get; init; }

    /// <summary>Told a few times a second how far an epoch is; nothing that is learned depends on it. Null for nobody.</summary>
    public Action<EpochProgress>? OnProgress { get; init; }

    /// <summary>What the rows of each class count in training; null where all count alike.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>Whether the probabilities of classes are calibrated on the validation rows after the training.</summary>
    public bool Calibrate { get; init; }

    /// <summary>The most passes over the training rows.</summary>
    public int Epochs { get; init; } = 500;

    /// <summary>Rows per update; chosen from the number of training rows if left out.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How many epochs to wait for a better validation loss before stopping.</summary>
    public int Patience { get; init; } = 40;

    /// <summary>The share of the rows to validate on, in (0, 1); not used with a validation table of its own.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>Fixes the split, the initial weights and the order of the rows.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where and how often a checkpoint is written, and whether to resume from one; null for none.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>
    /// The optimizer of that name with settings that suit tables. Above 1,000 rows the weight decay falls with their number, as many rows
    /// are overfitted less, and where the optimizer finds a length of its own for each parameter, the learning rate with its fourth root,
    /// as an epoch then has more updates.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">How many rows are learned from.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Optimizer OptimizerNamed(string name, int rows)
    {
        var few = Math.Min(1, 1000.0 / rows);
        var (decay, rate) = (0.001 * few, Math.Sqrt(Math.Sqrt(few)));
        return Optimizer.Named(name) switch
        {
            Sgd => new Sgd(0.05) { Momentum = 0.9, WeightDecay = decay },
            Adagrad => new Adagrad(0.05 * rate) { WeightDecay = decay },
            RmsProp => new RmsProp(0.002 * rate) { WeightDecay = decay },
            Adam => new Adam(0.005 * rate) { WeightDecay = decay },
            AdamW => new AdamW(0.005 * rate),
            var other => other,
        };
    }

    /// <summary>Whether an amount is learned as a count.</summary>
    internal bool IsForCounts => Loss == Loss.Poisson;

    /// <summary>The loss for a task.</summary>
    /// <exception cref="BadInputException">The given loss is not for this task.</exception>
    internal Loss LossFor(LearningTask task)
    {
        if (Loss is null) return task == LearningTask.Classification ? Loss.CrossEntropy : Loss.MeanSquaredError;
        if (Loss == Loss.BinaryCrossEntropy)
            throw new BadInputException($"the loss {Loss} is for outputs that do not exclude each other, as classes do: use {Loss.CrossEntropy}");
        if (task == LearningTask.Regression && Loss == Loss.CrossEntropy)
            throw new BadInputException(
                $"the loss {Loss} is for classes, but the target is an amount: leave --loss out, or say --task classification");
        if (task == LearningTask.Classification && (Loss == Loss.Poisson || Loss.Tau is not null))
            throw new BadInputException($"the loss {Loss.Name} is for amounts, but the target has classes: use {Loss.CrossEntropy}");
        return Loss;
    }

    /// <summary>The weight of each class, if classes have weights, given how many training rows each has.</summary>
    /// <exception cref="BadInputException">The target has no classes, or not these.</exception>
    internal double[]? ClassWeightsFor(Target target, Func<int[]> counts) =>
        ClassWeights is null ? null
        : target is ClassTarget named ? ClassWeights.ForCounts(named, counts())
        : throw new BadInputException(
            $"class weights are for classes, but the target {Sentence.Quoted(target.Name)} is an amount: "
            + "leave them out, or say --task classification");

    /// <summary>The layers for a task; classes are probabilities under any loss.</summary>
    internal Dense[] LayersFor(LearningTask task, int outputs) =>
    [
        .. Hidden.Select(units => new Dense(units, Activation) { Normalization = Normalization, Dropout = Dropout }),
        new(outputs, task == LearningTask.Classification ? Activation.Softmax : Activation.Identity),
    ];

    /// <summary>
    /// About forty updates an epoch, in batches of 8 to 256 rows: small data is seen in small portions. Some optimizers need
    /// it whole.
    /// </summary>
    internal int BatchSizeFor(int rows) =>
        OptimizerFor(rows).IsFullBatch ? rows : BatchSize ?? Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)rows / 40 + 1), 8, 256);

    /// <summary>Every decision under its name, those that were left to the data or to the defaults too.</summary>
    /// <param name="task">What is learned.</param>
    /// <param name="trainingRows">From how many rows.</param>
    public JsonObject ToJson(LearningTask task, int trainingRows) => PlanJson.Write(this, task, trainingRows);

    /// <summary>The decisions and how it went, for the model file. No times: the same training writes the same bytes.</summary>
    internal JsonObject Summarise(int trainingRows, TrainingResult result, Evaluation validation) => new()
    {
        ["rows"] = trainingRows,
        ["optimizer"] = OptimizerFor(trainingRows).Name,
        ["learningRate"] = OptimizerFor(trainingRows).LearningRate,
        ["settings"] = PlanJson.Write(OptimizerFor(trainingRows)),
        ["schedule"] = PlanJson.Write(Schedule ?? new ConstantSchedule()),
        ["gradients"] = NetworkSpec.Describe(Gradients ?? new()),
        ["batchSize"] = BatchSizeFor(trainingRows),
        ["seed"] = Seed,
        ["epochs"] = result.Epochs,
        ["bestEpoch"] = result.Best.Epoch,
        ["validation"] = validation.ToJson(),
    };
}
