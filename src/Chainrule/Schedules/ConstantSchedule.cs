using Chainrule.Schedules;

namespace Chainrule;

/// <summary>The same rate from beginning to end; of use with a <see cref="Schedule.WarmUp"/>.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "constant";

    private protected override double FactorAfterWarmUp(Moment now) => 1;
}
