using Chainrule.Schedules;

namespace Chainrule;

/// <summary>
/// The rate comes down by γ after more than n epochs without a better validation loss (without validation data: training loss), and
/// another n + 1 later again. Better is below the best by a ten-thousandth of it. As ReduceLROnPlateau, whose least change of 1e-8 is left out.
/// </summary>
public sealed record PlateauSchedule : Schedule
{
    private const double Threshold = 1e-4;

    /// <summary>γ, above 0 and below 1.</summary>
    public double Gamma { get; init => field = NumberRange.Part.Require(value); } = 0.1;

    /// <summary>n, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Patience { get; init => field = TrainingOptions.AtLeastOne(value); } = 10;

    /// <inheritdoc/>
    public override string Name => "plateau";

    private protected override double FactorAfterWarmUp(Moment now) => now.Plateau.Factor;

    internal override Plateau Learn(Plateau before, double loss) =>
        loss < before.Best * (1 - Threshold) ? before with { Best = loss, Waited = 0 }
        : before.Waited < Patience ? before with { Waited = before.Waited + 1 }
        : before with { Factor = before.Factor * Gamma, Waited = 0 };
}
