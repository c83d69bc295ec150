using System.Numerics;
using Chainrule.Training;

namespace Chainrule;

/// <summary>
/// Runs <see cref="Step{T}"/> over shuffled batches, epoch after epoch, and leaves the network with its best parameters:
/// those of the lowest validation loss, or without validation data those of the last epoch. A <see cref="SecondOrder"/> optimizer it lets
/// look at all rows at once instead, an iteration an epoch.
/// </summary>
/// <param name="network">What is trained, in place.</param>
/// <param name="optimizer">How parameters follow gradients; <see cref="Adam"/> if left out.</param>
/// <param name="options">How long and in what portions; the defaults if left out.</param>
/// <exception cref="BadInputException">The optimizer is not for this network or these options; the message says why.</exception>
public sealed class Trainer<T>(Network<T> network, Optimizer? optimizer = null, TrainingOptions? options = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingOptions _options = options ?? new();
    private readonly Optimizer _optimizer = Fitting(optimizer ?? new Adam(), network, options ?? new());

    /// <summary>
    /// Trains the network, from its present parameters and with an optimizer that remembers nothing yet; or from a checkpoint, if the options
    /// say so.
    /// </summary>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to be judged by; never learned from.</param>
    /// <param name="onEpoch">Told at the end of each epoch, on this thread.</param>
    /// <param name="cancellation">Ends the training after the current batch, with the best parameters so far, and with a checkpoint.</param>
    /// <exception cref="ArgumentException">The rows of the data do not have the width of the network.</exception>
    /// <exception cref="BadInputException">There is no checkpoint to resume from, it is of another training, or none can be written.</exception>
    /// <exception cref="IOException">The disk has no room for a checkpoint; the one before it is still there.</exception>
    public TrainingResult Fit(
        DataSet<T> training, DataSet<T>? validation = null, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        network.Require(training);
        if (validation is not null) network.Require(validation);

        return new TrainingRun<T>(network, _optimizer, _options, training, validation).Run(
            onEpoch, () => cancellation.IsCancellationRequested, cancellation);
    }

    private static Optimizer Fitting(Optimizer optimizer, Network<T> network, TrainingOptions options)
    {
        (optimizer as SecondOrder)?.Require(network, options);
        return optimizer;
    }
}
