using Chainrule.Kernels;
using Chainrule.Schedules;

namespace Chainrule;

/// <summary>γ^⌊epoch / n⌋, epochs counted from 0: the rate comes down by γ every n epochs. As StepLR.</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>γ, above 0 and below 1.</summary>
    public double Gamma { get; init => field = NumberRange.Part.Require(value); } = 0.1;

    /// <summary>n, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Every { get; init => field = TrainingOptions.AtLeastOne(value); } = 30;

    /// <inheritdoc/>
    public override string Name => "step";

    private protected override double FactorAfterWarmUp(Moment now) => Doubles.Power(Gamma, now.Epoch / Every);
}
