namespace Chainrule;

/// <summary>What a <see cref="LearningRateTest{T}"/> saw.</summary>
public sealed class LearningRateCurve
{
    /// <summary>How many neighbours on each side smooth a loss.</summary>
    internal const int Reach = 5;

    internal LearningRateCurve(IReadOnlyList<double> rates, IReadOnlyList<double> losses)
    {
        (Rates, Losses, Smoothed) = (rates, losses, [.. losses.Select((_, at) => Mean(losses, at))]);
        if (Rates.Count == 0) return;
        var lowest = Enumerable.Range(0, Rates.Count).MinBy(at => Smoothed[at]);
        if (lowest > 0) Suggestion = Rates[lowest] / 10;
    }

    /// <summary>The learning rate of each update, ascending.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The loss of the batch of each update, before it.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>
    /// The losses as means of neighbours: of five on each side, or of as many as there are on both, the nearer the more, as 6 : 5 : 4 : 3 : 2 : 1.
    /// </summary>
    public IReadOnlyList<double> Smoothed { get; }

    /// <summary>
    /// A tenth of the rate at which the smoothed loss is lowest: there the loss falls fast, and is not about to explode. Null where no rate
    /// made the loss fall.
    /// </summary>
    public double? Suggestion { get; }

    private static double Mean(IReadOnlyList<double> losses, int at)
    {
        var reach = Math.Min(Reach, Math.Min(at, losses.Count - 1 - at));
        var (sum, total) = (0.0, 0);
        for (var offset = -reach; offset <= reach; offset++)
        {
            var weight = reach + 1 - Math.Abs(offset);
            (sum, total) = (sum + weight * losses[at + offset], total + weight);
        }
        return sum / total;
    }
}
