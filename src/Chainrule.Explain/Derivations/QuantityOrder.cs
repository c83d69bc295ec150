namespace Chainrule.Explain;

/// <summary>All ids of a step in the order in which the quantities are computed, one after another.</summary>
internal static class QuantityOrder
{
    public static IEnumerable<QuantityId> Of(StepShape shape) => Every(shape).Where(shape.Has);

    /// <summary>How many there are at most.</summary>
    public static long Count(StepShape shape)
    {
        var (samples, outputs) = ((long)shape.Samples, (long)shape.Network.Outputs);
        var parameters = shape.Network.Layers.Sum(layer => (long)layer.Weights.Length + layer.Units);
        var units = shape.Network.Layers.Sum(layer => (long)layer.Units);
        var forward = parameters + samples * (shape.Network.Inputs + (shape.Dropout.Any ? 5 : 2) * units) + NormalizationOrder.Count(shape);
        if (shape.IsForwardOnly) return forward;
        var terms = shape.Network.Layers.Skip(1).Sum(layer => (long)layer.Weights.Length);
        var perGradient = (shape.Gradients.HasPenalty ? 2 : 0) + (shape.Gradients.HasLimit ? 1 : 0);
        return forward + samples * (4 * outputs + 3 * units + terms + 1) + 6
            + parameters * (3 + perGradient + 2 * shape.Memories + (shape.IsBatch ? samples : 0));
    }

    /// <summary>More than there are: what a network does not have is left out by <see cref="StepShape.Has"/>.</summary>
    private static IEnumerable<QuantityId> Every(StepShape shape)
    {
        var layers = Enumerable.Range(1, shape.Depth);
        return PerSample(shape, n => Row(QuantityKind.Input, 0, shape.Network.Inputs, n))
            .Concat(PerSample(shape, n => Row(QuantityKind.Target, 0, shape.Network.Outputs, n)))
            .Concat(PerSample(shape, n => [new(QuantityKind.RowWeight, Sample: n)]))
            .Concat(layers.SelectMany(layer => Parameters(shape, layer)))
            .Concat(layers.SelectMany(layer => NormalizationOrder.Running(shape, layer)))
            .Concat(layers.SelectMany(layer => Memory(shape, layer)))
            .Concat(Losses(shape))
            .Append(new(QuantityKind.WeightSum)).Concat(shape.IsBatch ? [new(QuantityKind.BatchLoss)] : [])
            .Append(new(QuantityKind.Penalty)).Append(new(QuantityKind.Objective))
            .Concat(layers.Reverse().SelectMany(layer => PerSample(shape, n => Backward(shape, layer, n))
                .Concat(NormalizationOrder.Backward(shape, layer)).Concat(Gradients(shape, layer))))
            .Concat(layers.SelectMany(layer => NormalizationOrder.NewRunning(shape, layer)))
            .Concat(layers.SelectMany(layer => Penalties(shape, layer)))
            .Append(new(QuantityKind.GradientNorm)).Append(new(QuantityKind.ClipFactor))
            .Concat(layers.SelectMany(layer => Updates(shape, layer)));
    }

    private static IEnumerable<QuantityId> PerSample(StepShape shape, Func<int, IEnumerable<QuantityId>> ofSample) =>
        shape.SampleNumbers.SelectMany(ofSample);

    private static IEnumerable<QuantityId> Row(QuantityKind kind, int layer, int count, int sample) =>
        Enumerable.Range(1, count).Select(j => new QuantityId(kind, layer, j, 0, sample));

    /// <summary>The weights of each unit, then its bias and its gain.</summary>
    private static IEnumerable<QuantityId> Parameters(StepShape shape, int layer) =>
        Enumerable.Range(1, shape.Units(layer)).SelectMany(j => Enumerable.Range(1, shape.Inputs(layer))
            .Select(i => new QuantityId(QuantityKind.Weight, layer, j, i))
            .Append(new(QuantityKind.Bias, layer, j)).Append(new(QuantityKind.Gain, layer, j, QuantityId.OfGain)));

    private static IEnumerable<QuantityId> Memory(StepShape shape, int layer) => shape.Memories == 0 ? [] : Parameters(shape, layer)
        .SelectMany(p => new[] { p.With(QuantityKind.FirstMoment), p.With(QuantityKind.SecondMoment) });

    /// <summary>The way to the losses, sample by sample, unless rows are normalised by each other: then layer by layer.</summary>
    private static IEnumerable<QuantityId> Losses(StepShape shape) => shape.IsBatchNormalized
        ? Forward(shape, shape.SampleNumbers).Concat(PerSample(shape, n => Losses(shape, n)))
        : PerSample(shape, n => Forward(shape, [n]).Concat(Losses(shape, n)));

    private static IEnumerable<QuantityId> Forward(StepShape shape, IReadOnlyList<int> samples) => Enumerable.Range(1, shape.Depth)
        .SelectMany(layer => NormalizationOrder.Forward(shape, layer, samples).Concat(samples.SelectMany(n => Forward(shape, layer, n))));

    private static IEnumerable<QuantityId> Forward(StepShape shape, int layer, int sample) =>
        // A softmax needs all net inputs.
        shape.IsJoint(layer)
            ? Row(QuantityKind.Net, layer, shape.Units(layer), sample).Concat(Row(QuantityKind.Output, layer, shape.Units(layer), sample))
            : Enumerable.Range(1, shape.Units(layer)).SelectMany(j => new QuantityId[]
            {
                new(QuantityKind.Net, layer, j, 0, sample), new(QuantityKind.Output, layer, j, 0, sample),
                new(QuantityKind.Draw, layer, j, 0, sample), new(QuantityKind.Mask, layer, j, 0, sample), new(QuantityKind.Kept, layer, j, 0, sample),
            });

    private static IEnumerable<QuantityId> Losses(StepShape shape, int sample) =>
        Row(QuantityKind.OutputError, 0, shape.Network.Outputs, sample).Append(new(QuantityKind.SampleLoss, Sample: sample));

    private static IEnumerable<QuantityId> Backward(StepShape shape, int layer, int sample) => shape.IsJoint(layer)
        ? Row(QuantityKind.LossSlope, 0, shape.Units(layer), sample).Concat(Row(QuantityKind.Delta, layer, shape.Units(layer), sample))
        : Enumerable.Range(1, shape.Units(layer)).SelectMany(j =>
        {
            var unit = new QuantityId(QuantityKind.Delta, layer, j, 0, sample);
            var terms = layer == shape.Depth
                ? [new(QuantityKind.LossSlope, 0, j, 0, sample)]
                : Enumerable.Range(1, shape.Units(layer + 1)).Select(k => unit with { Kind = QuantityKind.BackTerm, From = k })
                    .Append(unit with { Kind = QuantityKind.BackSum });
            return terms.Append(unit with { Kind = QuantityKind.ActivationSlope }).Append(unit);
        });

    /// <summary>Of a batch, the gradient on each sample, then their mean.</summary>
    private static IEnumerable<QuantityId> Gradients(StepShape shape, int layer) => Parameters(shape, layer)
        .Select(p => p.With(QuantityKind.WeightGradient))
        .SelectMany(g => !shape.IsBatch ? [g] : Enumerable.Range(1, shape.Samples).Select(n => g with { Sample = n }).Append(g));

    private static IEnumerable<QuantityId> Penalties(StepShape shape, int layer) => Parameters(shape, layer)
        .SelectMany(p => new[] { p.With(QuantityKind.PenaltySlope), p.With(QuantityKind.PenalisedGradient) });

    private static IEnumerable<QuantityId> Updates(StepShape shape, int layer) => Parameters(shape, layer).SelectMany(p => new[]
    {
        p.With(QuantityKind.ClippedGradient), p.With(QuantityKind.DecayedGradient), p.With(QuantityKind.NewFirstMoment),
        p.With(QuantityKind.NewSecondMoment), p.With(QuantityKind.NewWeight),
    });
}
