using Chainrule.Kernels;
using Chainrule.Schedules;

namespace Chainrule;

/// <summary>
/// Up from 1/25 to 1 over the first three tenths of all updates, then down to 1/250,000, both along half a cosine; the learning rate is the
/// highest. As OneCycleLR with its defaults, but the momentum stays as it is (cycle_momentum=False). Smith and Topin 2018.
/// </summary>
public sealed record OneCycleSchedule : Schedule
{
    private const double First = 1 / 25.0, Last = First / 1e4, Rise = 0.3;

    /// <inheritdoc/>
    public override string Name => "one-cycle";

    private protected override double FactorAfterWarmUp(Moment now)
    {
        double top = Rise * now.Updates - 1, end = now.Updates - 1;
        return now.Update < top
            ? 1 + (First - 1) * Doubles.HalfCosine(now.Update / top)
            : Last + (1 - Last) * Doubles.HalfCosine((now.Update - top) / (end - top));
    }
}
