using System.Runtime.CompilerServices;

namespace Chainrule;

/// <summary>How long and in what portions to train.</summary>
public sealed record TrainingOptions
{
    /// <summary>The most passes over the training data; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value); } = 100;

    /// <summary>Rows per update, where the optimizer does not take all; the last batch of an epoch may be smaller. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int BatchSize { get; init => field = AtLeastOne(value); } = 32;

    /// <summary>Stop after this many epochs without a better validation loss, at least 1; null, or no validation data, never stops early.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? Patience { get; init => field = value is { } epochs ? AtLeastOne(epochs) : null; }

    /// <summary>Fixes the order of the rows in every epoch, and what is dropped.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the learning rate changes; null leaves it as the optimizer has it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Penalties on the weights and limits on the gradients; null for none.</summary>
    public GradientOptions? Gradients { get; init; }

    /// <summary>
    /// Whether <see cref="EpochReport.Layers"/> says how the layers fare. Costs a little time; what is learned has the same bits either way.
    /// Second-order optimizers have no steps to look at.
    /// </summary>
    public bool Watch { get; init; }

    /// <summary>
    /// Asked at the end of every epoch for a number that tells how good the network then is, by whatever measure; it becomes
    /// <see cref="EpochReport.Score"/>. Null for none.
    /// </summary>
    public Func<double>? Score { get; init; }

    /// <summary>
    /// Told a few times a second how far the epoch is, on the thread that trains; an epoch that is done sooner is told of as little. Costs
    /// nothing that can be measured, and what is learned has the same bits. Null for nobody.
    /// </summary>
    public Action<EpochProgress>? OnProgress { get; init; }

    /// <summary>Where and how often a checkpoint is written, and whether to resume from one; null for none.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    internal static int AtLeastOne(int value, [CallerMemberName] string option = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, option);
        return value;
    }
}

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss had not improved for <see cref="TrainingOptions.Patience"/> epochs.</summary>
    EarlyStopped,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The loss or a parameter became NaN or infinite; the best parameters before that are kept.</summary>
    Diverged,

    /// <summary>A <see cref="SecondOrder"/> optimizer has nothing left to do: the gradient is as good as 0, or no step lowers the loss.</summary>
    Converged,
}

/// <summary>What is known at the end of an epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainingLoss">The mean loss of its batches, each before its update.</param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; null without such data.</param>
/// <param name="IsBest">Whether these parameters are the best so far.</param>
public readonly record struct EpochReport(int Epoch, double TrainingLoss, double? ValidationLoss, bool IsBest)
{
    /// <summary>The learning rate of its last update.</summary>
    public double LearningRate { get; init; }

    /// <summary>How each layer fares, from the first hidden one to the output; null unless <see cref="TrainingOptions.Watch"/> asks for it.</summary>
    public IReadOnlyList<LayerReport>? Layers { get; init; }

    /// <summary>What <see cref="TrainingOptions.Score"/> said; null without it.</summary>
    public double? Score { get; init; }

    /// <summary>Whether the epoch was run before the training was resumed, and is told again.</summary>
    public bool IsFromCheckpoint { get; init; }
}

/// <summary>How a training went.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Epochs">How many epochs were begun.</param>
/// <param name="Best">The epoch whose parameters the network now has; epoch 0 is the initial state.</param>
public sealed record TrainingResult(TrainingEnd End, int Epochs, EpochReport Best)
{
    /// <summary>The first number that was NaN or infinite, where training diverged; otherwise null.</summary>
    public Divergence? Divergence { get; init; }
}
