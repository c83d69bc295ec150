using Chainrule.Kernels;
using Chainrule.Schedules;

namespace Chainrule;

/// <summary>γ^epoch, epochs counted from 0: the rate comes down by γ with every epoch. As ExponentialLR.</summary>
public sealed record ExponentialSchedule : Schedule
{
    /// <summary>γ, above 0 and below 1.</summary>
    public double Gamma { get; init => field = NumberRange.Part.Require(value); } = 0.98;

    /// <inheritdoc/>
    public override string Name => "exponential";

    private protected override double FactorAfterWarmUp(Moment now) => Doubles.Power(Gamma, now.Epoch);
}
