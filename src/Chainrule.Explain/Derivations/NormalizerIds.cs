namespace Chainrule.Explain;

/// <summary>The ids of what a normalised layer has beside others. A statistic has a unit, or none where it is of a row over all units.</summary>
internal static class NormalizerIds
{
    private static readonly (string Letters, QuantityKind Kind)[] s_statistics =
    [
        ("mean", QuantityKind.Mean), ("var", QuantityKind.Variance), ("rstd", QuantityKind.InverseDeviation),
        ("meanq", QuantityKind.MeanSlope), ("meanqn", QuantityKind.MeanAlong),
    ];

    private static readonly (string Letters, QuantityKind Kind)[] s_ofUnits =
    [
        ("h", QuantityKind.WeightedSum), ("n", QuantityKind.Standard), ("q", QuantityKind.StandardSlope), ("dh", QuantityKind.SumSlope),
        ("M", QuantityKind.RunningMean), ("V", QuantityKind.RunningVariance), .. s_statistics,
    ];

    /// <summary>As those of <see cref="QuantityId"/>.</summary>
    public static IEnumerable<(string Letters, QuantityKind Kind, bool IsNew)> Letters { get; } =
    [
        .. s_ofUnits.Select(item => (item.Letters, item.Kind, false)),
        ("M", QuantityKind.NewRunningMean, true), ("V", QuantityKind.NewRunningVariance, true),
        ("G", QuantityKind.Gain, false), ("G", QuantityKind.NewGain, true), ("gG", QuantityKind.GainGradient, false),
        ("cG", QuantityKind.ClippedGradient, false), ("rG", QuantityKind.DecayedGradient, false),
        ("mG", QuantityKind.FirstMoment, false), ("vG", QuantityKind.SecondMoment, false),
        ("mG", QuantityKind.NewFirstMoment, true), ("vG", QuantityKind.NewSecondMoment, true),
    ];

    /// <summary>Whether only a normalised layer has such a quantity.</summary>
    public static bool IsOfNormalizer(QuantityId id) =>
        id.From == QuantityId.OfGain || IsRunning(id.Kind) || s_ofUnits.Any(item => item.Kind == id.Kind);

    /// <summary>Whether it is kept from batch to batch for predictions.</summary>
    public static bool IsRunning(QuantityKind kind) =>
        kind is QuantityKind.RunningMean or QuantityKind.RunningVariance or QuantityKind.NewRunningMean or QuantityKind.NewRunningVariance;

    /// <summary>Whether it is a mean over the sums that are normalised together, or follows from such means alone.</summary>
    public static bool IsStatistic(QuantityKind kind) => LettersOf(kind) is not null;

    /// <summary>The kind of a statistic of these letters; null where there is none.</summary>
    public static QuantityKind? StatisticOf(string letters) =>
        s_statistics.FirstOrDefault(item => item.Letters == letters) is { Letters: not null } found ? found.Kind : null;

    /// <summary>The letters of a statistic: mean, var, rstd, meanq or meanqn; null for any other kind.</summary>
    public static string? LettersOf(QuantityKind kind) => s_statistics.FirstOrDefault(item => item.Kind == kind).Letters;

    /// <summary>The id without its sample: h1[2], mean1, mean1[2], M1'[2].</summary>
    public static string Of(QuantityId id)
    {
        var (letters, _, isNew) = Letters.First(item => item.Kind == id.Kind);
        return $"{letters}{id.Layer}{(isNew ? "'" : "")}{(id.Unit > 0 ? $"[{id.Unit}]" : "")}";
    }

    /// <summary>Reads the id of a statistic without a unit, such as mean1.</summary>
    public static bool TryParseOfLayer(ReadOnlySpan<char> text, int sample, out QuantityId id)
    {
        id = default;
        var letters = text.TrimEnd("0123456789");
        if (!QuantityId.Number(text[letters.Length..], out var layer)) return false;
        foreach (var (candidate, kind) in s_statistics)
            if (letters.SequenceEqual(candidate)) id = new(kind, layer, 0, 0, sample);
        return id.Layer > 0;
    }
}
