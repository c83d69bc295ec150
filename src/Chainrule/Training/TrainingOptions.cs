namespace Chainrule;

/// <summary>How long and in what portions to train.</summary>
public sealed record TrainingOptions
{
    /// <summary>The most passes over the training data; at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Rows per update; the last batch of an epoch may be smaller. At least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Stop after this many epochs without a better validation loss; null never stops early.</summary>
    public int? Patience { get; init; }

    /// <summary>Fixes the order of the rows in every epoch.</summary>
    public ulong Seed { get; init; }
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

    /// <summary>The loss became NaN or infinite; the best parameters before that are kept.</summary>
    Diverged,
}

/// <summary>What is known at the end of an epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainingLoss">The mean loss of its batches, each before its update.</param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; null without such data.</param>
/// <param name="IsBest">Whether these parameters are the best so far.</param>
public readonly record struct EpochReport(int Epoch, double TrainingLoss, double? ValidationLoss, bool IsBest);

/// <summary>How a training went.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Epochs">How many epochs were begun.</param>
/// <param name="Best">The epoch whose parameters the network now has; epoch 0 is the initial state.</param>
public sealed record TrainingResult(TrainingEnd End, int Epochs, EpochReport Best);
