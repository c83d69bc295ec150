using Chainrule.Tracing;

namespace Chainrule;

/// <summary>What a number of a training step is; the order is that in which a step computes them.</summary>
public enum StepNumber
{
    /// <summary>x, of a row of the data.</summary>
    Input,

    /// <summary>t, of a row of the data.</summary>
    Target,

    /// <summary>W, before the step.</summary>
    Weight,

    /// <summary>b, before the step.</summary>
    Bias,

    /// <summary>γ of a normalised layer, before the step.</summary>
    Gain,

    /// <summary>z, the net input of a unit; with dropout and normalised layers as it is in training.</summary>
    Net,

    /// <summary>a, the output of a unit.</summary>
    Output,

    /// <summary>The error of an output.</summary>
    OutputError,

    /// <summary>The loss of a row, or of all rows of the batch where no row is named; with the penalty.</summary>
    Loss,

    /// <summary>∂E/∂a of an output.</summary>
    LossSlope,

    /// <summary>∂E/∂a of a hidden unit, the sum of what comes back.</summary>
    BackSum,

    /// <summary>δ = ∂E/∂z of a unit.</summary>
    Delta,

    /// <summary>∂E/∂W over the batch, with the penalty.</summary>
    WeightGradient,

    /// <summary>∂E/∂b over the batch.</summary>
    BiasGradient,

    /// <summary>∂E/∂γ over the batch.</summary>
    GainGradient,

    /// <summary>m, what the optimizer remembers of a parameter, after the update.</summary>
    FirstMoment,

    /// <summary>v, the second number that it remembers, after the update.</summary>
    SecondMoment,

    /// <summary>W after the update.</summary>
    NewWeight,

    /// <summary>b after the update.</summary>
    NewBias,

    /// <summary>γ after the update, or what the optimizer remembers of it.</summary>
    NewGain,

    /// <summary>The running mean or variance of a unit of a layer that is normalised over the batch, after the update.</summary>
    Statistics,
}

/// <summary>The first number of a training that was NaN or infinite, in the order in which they are computed.</summary>
/// <param name="Number">What it is.</param>
/// <param name="Value">NaN or an infinity.</param>
/// <param name="Epoch">In which epoch, counted from 1.</param>
/// <param name="Batch">In which of its batches, counted from 1; 0 for the validation at its end.</param>
/// <param name="Row">Of what belongs to a row: its number in the training or validation data, counted from 0; otherwise null.</param>
/// <param name="Layer">Its layer, counted from 1; 0 for what belongs to none.</param>
/// <param name="Unit">Its unit, counted from 1, or its place in the row; 0 for what belongs to none.</param>
/// <param name="From">Of a weight the unit or input below, counted from 1; otherwise 0, which of a moment means that of the bias.</param>
public sealed record Divergence(StepNumber Number, double Value, int Epoch, int Batch, int? Row, int Layer, int Unit, int From)
{
    /// <summary>Which update it was part of, counted from 1; of a validation the one before it.</summary>
    public long Update { get; init; }

    /// <summary>How parameters followed gradients in that update, with its learning rate.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>
    /// The step again, recorded: of a number of a row a step on that row alone if it has the same numbers there, of others on the whole
    /// batch; widened to double, so that a float that overflowed is infinite here too. Null where a trace would not tell what happened: of
    /// networks with normalised layers, and of solvers.
    /// </summary>
    public Trace<double>? Trace { get; init; }

    /// <summary>Which row of <see cref="Trace"/> it belongs to, counted from 1; 0 where the trace has no other, or it belongs to none.</summary>
    public int Sample { get; init; }

    /// <summary>The network as the step read it, widened to double.</summary>
    public required Network<double> Network { get; init; }
}
