namespace Chainrule.Explain;

/// <summary>
/// The names of normalised layers' quantities in the manner of the tutorial: sum_h1, norm_h1; mean_1 of a row over layer 1, mean_h1 of a unit
/// over the batch.
/// </summary>
internal static class NormalizerAliases
{
    /// <summary>The name without its sample; null for all other kinds.</summary>
    /// <param name="id">The quantity.</param>
    /// <param name="unit">What its unit is called, if it has one.</param>
    public static string? Of(QuantityId id, string unit) => id.Kind switch
    {
        QuantityKind.WeightedSum => $"sum_{unit}",
        QuantityKind.Standard => $"norm_{unit}",
        QuantityKind.StandardSlope => $"dE_total/dnorm_{unit}",
        QuantityKind.SumSlope => $"dE_total/dsum_{unit}",
        QuantityKind.RunningMean => $"runningmean_{unit}",
        QuantityKind.RunningVariance => $"runningvar_{unit}",
        QuantityKind.NewRunningMean => $"runningmean_{unit}+",
        QuantityKind.NewRunningVariance => $"runningvar_{unit}+",
        _ => NormalizerIds.LettersOf(id.Kind) is not { } letters ? null : id.Unit > 0 ? $"{letters}_{unit}" : $"{letters}_{id.Layer}",
    };

    /// <summary>The kind behind a name of a unit, such as that of sum_h1; null where there is none.</summary>
    public static QuantityKind? KindOf(string word, bool isNew) => (word, isNew) switch
    {
        ("sum", false) => QuantityKind.WeightedSum,
        ("norm", false) => QuantityKind.Standard,
        ("runningmean", false) => QuantityKind.RunningMean,
        ("runningvar", false) => QuantityKind.RunningVariance,
        ("runningmean", true) => QuantityKind.NewRunningMean,
        ("runningvar", true) => QuantityKind.NewRunningVariance,
        _ => isNew ? null : NormalizerIds.StatisticOf(word),
    };
}
