namespace Chainrule.Explain;

/// <summary>The ids of normalised layers in the order in which they are computed; others have none of them.</summary>
internal static class NormalizationOrder
{
    /// <summary>From the sums of some samples to their normalised ones.</summary>
    public static IEnumerable<QuantityId> Forward(StepShape shape, int layer, IReadOnlyList<int> samples) => !shape.IsNormalized(layer) ? []
        : Units(shape, layer, samples, QuantityKind.WeightedSum)
            .Concat(Statistics(shape, layer, samples, QuantityKind.Mean, QuantityKind.Variance, QuantityKind.InverseDeviation))
            .Concat(Units(shape, layer, samples, QuantityKind.Standard));

    /// <summary>From δ of all samples back to the sums.</summary>
    public static IEnumerable<QuantityId> Backward(StepShape shape, int layer) => !shape.IsNormalized(layer) ? []
        : Units(shape, layer, shape.SampleNumbers, QuantityKind.StandardSlope)
            .Concat(Statistics(shape, layer, shape.SampleNumbers, QuantityKind.MeanSlope, QuantityKind.MeanAlong))
            .Concat(Units(shape, layer, shape.SampleNumbers, QuantityKind.SumSlope));

    /// <summary>What is kept for predictions, before the step.</summary>
    public static IEnumerable<QuantityId> Running(StepShape shape, int layer) =>
        shape.NormalizationOf(layer) != Normalization.Batch ? [] : Units(shape, layer, [0], QuantityKind.RunningMean, QuantityKind.RunningVariance);

    /// <summary>The same after it.</summary>
    public static IEnumerable<QuantityId> NewRunning(StepShape shape, int layer) =>
        shape.NormalizationOf(layer) != Normalization.Batch ? []
        : Units(shape, layer, [0], QuantityKind.NewRunningMean, QuantityKind.NewRunningVariance);

    /// <summary>How many there are at most, with those of the gains.</summary>
    public static long Count(StepShape shape)
    {
        long units = 0, statistics = 0, samples = shape.Samples;
        for (var layer = 1; layer <= shape.Depth; layer++)
        {
            if (!shape.IsNormalized(layer)) continue;
            units += shape.Units(layer);
            statistics += Math.Max(samples, shape.Units(layer));
        }
        return 4 * samples * units + 5 * statistics + units * (9 + 2 * shape.Memories + samples);
    }

    private static IEnumerable<QuantityId> Units(StepShape shape, int layer, IReadOnlyList<int> samples, params QuantityKind[] kinds) =>
        from sample in samples
        from unit in Enumerable.Range(1, shape.Units(layer))
        from kind in kinds
        select new QuantityId(kind, layer, unit, 0, sample);

    private static IEnumerable<QuantityId> Statistics(StepShape shape, int layer, IReadOnlyList<int> samples, params QuantityKind[] kinds) =>
        shape.NormalizationOf(layer) == Normalization.Layer
            ? samples.SelectMany(sample => kinds.Select(kind => new QuantityId(kind, layer, 0, 0, sample)))
            : Enumerable.Range(1, shape.Units(layer)).SelectMany(unit => kinds.Select(kind => new QuantityId(kind, layer, unit)));
}
