using Chainrule.Kernels;
using Chainrule.Schedules;

namespace Chainrule;

/// <summary>
/// (1 + cos(π·t / T)) / 2 for update t of T, counted from 0: half a cosine from 1 to 0 at the end of all epochs, with a new rate for every
/// update. As CosineAnnealingLR; Loshchilov and Hutter 2017.
/// </summary>
public sealed record CosineSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "cosine";

    private protected override double FactorAfterWarmUp(Moment now) => Doubles.HalfCosine((double)now.Update / now.Updates);
}
