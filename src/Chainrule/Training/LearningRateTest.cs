using System.Numerics;
using Chainrule.Algebra;

namespace Chainrule;

/// <summary>
/// Finds a good learning rate by trying them all: a short training whose rate grows exponentially from update to update, until the loss
/// explodes (Smith, "Cyclical learning rates for training neural networks", 2015). The network itself is not changed.
/// </summary>
/// <param name="network">What would be trained, from its present parameters.</param>
/// <param name="optimizer">How parameters would follow gradients; its own rate is not used.</param>
/// <param name="options">The batches and what is made of the gradients; epochs, patience and schedule are not used.</param>
public sealed class LearningRateTest<T>(Network<T> network, Optimizer optimizer, TrainingOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The loss has exploded when it is more than this many times the lowest so far.</summary>
    private const double Explosion = 4;

    /// <summary>The rate of the first update.</summary>
    public double From { get; init => field = NumberRange.Positive.Require(value); } = 1e-6;

    /// <summary>The rate of the last update, unless the loss explodes before.</summary>
    public double To { get; init => field = NumberRange.Positive.Require(value); } = 10;

    /// <summary>How many updates lead from one to the other, at least 2.</summary>
    public int Updates
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            field = value;
        }
    } = 140;

    /// <summary>Trains a copy of the network.</summary>
    /// <param name="training">What to learn, in as many epochs as the updates take.</param>
    /// <param name="cancellation">Ends the test after the current batch, with what was seen so far.</param>
    /// <exception cref="ArgumentException">The rows of the data do not have the width of the network.</exception>
    public LearningRateCurve Run(RowSource<T> training, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        network.Require(training);
        var step = new Step<T>(network.Clone(), optimizer, options.Gradients) { Seed = options.Seed };
        using var batches = training.Shuffled(options.BatchSize, options.Seed);
        var (rates, losses) = (new List<double>(), new List<double>());
        var (lowest, epoch) = (double.PositiveInfinity, 0);
        batches.Begin(epoch);
        while (rates.Count < Updates && !cancellation.IsCancellationRequested)
        {
            if (!batches.Next())
            {
                batches.Begin(++epoch);
                continue;
            }
            step.LearningRate = Rate(rates.Count);
            var loss = step.Run(batches.Inputs, batches.Targets, batches.Weights);
            if (!double.IsFinite(loss)) break;
            rates.Add(step.LearningRate);
            losses.Add(loss);
            // A mean, as one batch may be hard by chance.
            var recent = losses.TakeLast(LearningRateCurve.Reach).Average();
            if (rates.Count > LearningRateCurve.Reach && recent > Explosion * lowest) break;
            if (rates.Count >= LearningRateCurve.Reach) lowest = Math.Min(lowest, recent);
        }
        return new(rates, losses);
    }

    private double Rate(int update) =>
        From * Scalar<double>.Exp(new(update / (Updates - 1.0) * Scalar<double>.Log(new(To / From)).Value)).Value;
}
