using Chainrule.Optimizers;
using Chainrule.Solvers;

namespace Chainrule;

/// <summary>
/// An optimizer that learns how the loss curves and moves all parameters together, after as many trials as it takes: for data that fits into
/// memory and networks that are not large. A <see cref="Trainer{T}"/> runs it, with all rows at once in their own order; an epoch is one
/// iteration. It computes in double for any network, whose parameters are then rounded, and ends a training that has nothing left to do as
/// <see cref="TrainingEnd.Converged"/>.
/// </summary>
public abstract record SecondOrder : Optimizer
{
    private protected SecondOrder() => LearningRate = 1;

    /// <summary>The training ends when no derivative of the objective is larger than this.</summary>
    public double GradientTolerance { get; init => field = NumberRange.NotNegative.Require(value); } = 1e-7;

    /// <inheritdoc/>
    public sealed override bool IsFullBatch => true;

    internal sealed override int Slots => 0;

    internal sealed override UpdateKernel<T> Kernel<T>() => throw new NotSupportedException(
        $"The optimizer {Name} moves all parameters together, so that none has a rule of its own: it works in a Trainer, not in a Step.");

    /// <exception cref="BadInputException">The network or the options are not for this optimizer.</exception>
    internal virtual void Require<T>(Network<T> network, TrainingOptions options)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (options.Gradients is { L1: > 0 })
            throw new BadInputException($"the optimizer {Name} needs a smooth objective, which a penalty L1 is not: use L2, or another optimizer");
        if (options.Gradients is { ClipNorm: not null } or { ClipValue: not null })
            throw new BadInputException($"the optimizer {Name} finds the length of its steps by trial: clip no gradients");
        if (network.HasBatchNormalization || network.Layers.Any(layer => layer.Dropout > 0))
            throw new BadInputException(
                $"the optimizer {Name} needs an objective of the parameters alone, without draws and statistics of a batch: "
                + "leave dropout and batch normalisation out");
        if (options.Schedule is not null)
            throw new BadInputException($"the optimizer {Name} finds the length of its steps by trial: give it no schedule");
    }

    /// <summary>The method at work on one objective.</summary>
    internal abstract Solver Solve(Objective objective);
}
