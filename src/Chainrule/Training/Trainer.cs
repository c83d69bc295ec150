using System.Numerics;
using Chainrule.Schedules;
using Chainrule.Solvers;
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

    /// <summary>Trains the network, from its present parameters and with an optimizer that remembers nothing yet.</summary>
    /// <param name="training">What to learn.</param>
    /// <param name="validation">What to be judged by; never learned from.</param>
    /// <param name="onEpoch">Told at the end of each epoch, on this thread.</param>
    /// <param name="cancellation">Ends the training after the current batch, with the best parameters so far.</param>
    /// <exception cref="ArgumentException">The rows of the data do not have the width of the network.</exception>
    public TrainingResult Fit(
        RowSource<T> training, RowSource<T>? validation = null, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        network.Require(training);
        if (validation is not null) network.Require(validation);

        var best = new EpochReport(
            0, network.Evaluate(training, cancellation), validation is null ? null : network.Evaluate(validation, cancellation), true);
        var bestNetwork = network.Clone();
        var step = new Step<T>(network, _optimizer, _options.Gradients) { Seed = _options.Seed };
        var solver = (_optimizer as SecondOrder)?.Solve(Objective.Of(network, InMemory(training), _options.Gradients));
        using var batches = training.Shuffled(_options.BatchSize, _options.Seed);
        var watch = _options.Watch && solver is null ? new LayerWatch<T>(step, training) : null;
        var now = new Moment(0, batches.PerEpoch, _options.Epochs, Plateau.Start);
        var end = TrainingEnd.Completed;
        var epoch = 0;
        while (end == TrainingEnd.Completed && epoch < _options.Epochs)
        {
            epoch++;
            var loss = solver is null ? RunEpoch(step, watch, batches, epoch - 1, now, cancellation) : Iterate(solver, cancellation);
            var validationLoss = validation is null ? (double?)null : network.Evaluate(validation, cancellation);
            if (cancellation.IsCancellationRequested)
            {
                end = TrainingEnd.Cancelled;
                break;
            }
            // The loss of an epoch is from before its last update: the parameters have to be looked at themselves.
            if (double.IsNaN(loss) || !double.IsFinite(validationLoss ?? loss) || !network.IsFinite)
            {
                end = TrainingEnd.Diverged;
                break;
            }
            var report = new EpochReport(epoch, loss, validationLoss, validation is null || validationLoss < best.ValidationLoss)
            {
                LearningRate = step.LearningRate,
                Layers = watch?.Report(),
            };
            if (_options.Schedule is { } schedule) now = now with { Plateau = schedule.Learn(now.Plateau, validationLoss ?? loss) };
            if (report.IsBest)
            {
                best = report;
                bestNetwork.CopyFrom(network);
            }
            else if (epoch - best.Epoch >= _options.Patience)
            {
                end = TrainingEnd.EarlyStopped;
            }
            if (solver is { HasConverged: true }) end = TrainingEnd.Converged;
            onEpoch?.Invoke(report);
        }
        network.CopyFrom(bestNetwork);
        return new(end, epoch, best);
    }

    private static Optimizer Fitting(Optimizer optimizer, Network<T> network, TrainingOptions options)
    {
        (optimizer as SecondOrder)?.Require(network, options);
        return optimizer;
    }

    private static DataSet<T> InMemory(RowSource<T> rows) => rows as DataSet<T>
        ?? throw new BadInputException("a second-order optimizer looks at all rows at once: give it rows in memory, or train with another");

    /// <summary>One iteration over all rows; returns the loss before it.</summary>
    private double Iterate(Solver solver, CancellationToken cancellation)
    {
        try
        {
            var loss = solver.Iterate(cancellation);
            ParameterVector.Write(solver.Parameters, network);
            return loss;
        }
        catch (OperationCanceledException)
        {
            return double.NaN;
        }
    }

    /// <summary>One pass over the shuffled rows; returns the mean loss of its rows, each before the update of its batch.</summary>
    private double RunEpoch(
        Step<T> step, LayerWatch<T>? watch, Batches<T> batches, int epoch, Moment now, CancellationToken cancellation)
    {
        var (sum, total) = (0.0, 0.0);
        batches.Begin(epoch);
        while (!cancellation.IsCancellationRequested && batches.Next())
        {
            if (_options.Schedule is { } schedule)
                step.LearningRate = _optimizer.LearningRate * schedule.Factor(now with { Update = step.Updates });
            sum += batches.Weight * (watch is null
                ? step.Run(batches.Inputs, batches.Targets, batches.Weights)
                : watch.Run(batches.Inputs, batches.Targets, batches.Weights));
            total += batches.Weight;
        }
        return sum / total;
    }
}
