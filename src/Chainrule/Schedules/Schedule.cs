using Chainrule.Schedules;

namespace Chainrule;

/// <summary>
/// How the learning rate changes during a training: a factor on the optimizer's own, asked for before every update. Definitions are
/// PyTorch's (torch.optim.lr_scheduler).
/// </summary>
public abstract record Schedule
{
    /// <summary>Every schedule there is, with its default settings.</summary>
    public static IReadOnlyList<Schedule> All { get; } =
    [
        new ConstantSchedule(), new StepSchedule(), new ExponentialSchedule(), new CosineSchedule(), new PlateauSchedule(), new OneCycleSchedule(),
    ];

    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// So many epochs at the beginning, of W updates in all, the rate climbs in equal steps, from 1/(W + 1) of it before the first update;
    /// only then does the schedule itself begin. 0 is none. As LinearLR, then the schedule, in a SequentialLR.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int WarmUp
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The schedule of that name, with its default settings.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Schedule Named(string name) => Catalogue.Find(All, schedule => schedule.Name, name, "schedule");

    /// <summary>What the learning rate of an update is multiplied by.</summary>
    internal double Factor(Moment now)
    {
        var warm = (long)WarmUp * now.UpdatesPerEpoch;
        return now.Update < warm
            ? (now.Update + 1.0) / (warm + 1.0)
            : FactorAfterWarmUp(now with { Update = now.Update - warm, Epochs = now.Epochs - WarmUp });
    }

    /// <summary>The same for a training that begins after the warm-up.</summary>
    private protected abstract double FactorAfterWarmUp(Moment now);

    /// <summary>What is known of the losses after an epoch with this one; most schedules do not look at it.</summary>
    internal virtual Plateau Learn(Plateau before, double loss) => before;
}
