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

    /// <summary>How parameters follow gradients.</summary>
    public Optimizer Optimizer { get; init; } = OptimizerNamed("adam");

    /// <summary>How the learning rate changes; null leaves it as the optimizer has it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Penalties on the weights and limits on the gradients; null for none.</summary>
    public GradientOptions? Gradients { get; init; }

    /// <summary>What the rows of each class count in training; null where all count alike.</summary>
    public ClassWeights? ClassWeights { get; init; }

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

    /// <summary>The optimizer of that name with settings that suit tables, most of which are small.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Optimizer OptimizerNamed(string name) => Optimizer.Named(name) switch
    {
        Sgd => new Sgd(0.05) { Momentum = 0.9, WeightDecay = 0.001 },
        Adagrad => new Adagrad(0.05) { WeightDecay = 0.001 },
        RmsProp => new RmsProp(0.002) { WeightDecay = 0.001 },
        Adam => new Adam(0.005) { WeightDecay = 0.001 },
        AdamW => new AdamW(0.005),
        var other => other,
    };

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
        Optimizer.IsFullBatch ? rows : BatchSize ?? Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)rows / 40 + 1), 8, 256);

    /// <summary>The decisions and how it went, for the model file. No times: the same training writes the same bytes.</summary>
    internal JsonObject Summarise(int trainingRows, TrainingResult result, Evaluation validation) => new()
    {
        ["rows"] = trainingRows,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["schedule"] = Summarise(Schedule ?? new ConstantSchedule()),
        ["gradients"] = Summarise(Gradients ?? new()),
        ["batchSize"] = BatchSizeFor(trainingRows),
        ["seed"] = Seed,
        ["epochs"] = result.Epochs,
        ["bestEpoch"] = result.Best.Epoch,
        ["validation"] = validation.ToJson(),
    };

    private static JsonObject Summarise(GradientOptions gradients)
    {
        var summary = new JsonObject { ["l1"] = gradients.L1, ["l2"] = gradients.L2 };
        if (gradients.ClipNorm is { } norm) summary["clipNorm"] = norm;
        if (gradients.ClipValue is { } value) summary["clipValue"] = value;
        return summary;
    }

    private static JsonObject Summarise(Schedule schedule)
    {
        var summary = new JsonObject { ["name"] = schedule.Name };
        if (schedule.WarmUp > 0) summary["warmUp"] = schedule.WarmUp;
        switch (schedule)
        {
            case StepSchedule step:
                (summary["factor"], summary["epochs"]) = (step.Gamma, step.Every);
                break;
            case ExponentialSchedule exponential:
                summary["factor"] = exponential.Gamma;
                break;
            case PlateauSchedule plateau:
                (summary["factor"], summary["epochs"]) = (plateau.Gamma, plateau.Patience);
                break;
        }
        return summary;
    }
}
