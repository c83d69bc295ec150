namespace Chainrule.Explain;

/// <summary>What an explanation says of normalised layers; nothing where there are none.</summary>
internal sealed class NormalizationWriter(StepPage page)
{
    private readonly StepShape _shape = page.Shape;

    private IEnumerable<int> Layers => Enumerable.Range(1, _shape.Depth).Where(_shape.IsNormalized);

    /// <summary>How layers are normalised, and how gradients come back through that.</summary>
    public IEnumerable<(Prose Term, Prose Text)> Conventions()
    {
        if (Layers.Any(layer => _shape.NormalizationOf(layer) == Normalization.Layer))
            yield return (Say(NormalizationPhrase.LayerTerm), Say(NormalizationPhrase.LayerText));
        if (Layers.Any(layer => _shape.NormalizationOf(layer) == Normalization.Batch))
            yield return (Say(NormalizationPhrase.BatchTerm), Say(NormalizationPhrase.BatchText));
        if (Layers.Any() && !_shape.IsForwardOnly) yield return (Say(NormalizationPhrase.BackTerm), Say(NormalizationPhrase.BackText));
        if (!_shape.IsBatchNormalized) yield break;
        yield return _shape.Samples > 1
            ? ("@n", Say(NormalizationPhrase.RowsTogether))
            : (page.Say(ExplainPhrase.BatchTerm), Say(NormalizationPhrase.OneRow));
    }

    /// <summary>A quantity of each kind that only normalised layers have, and what it is.</summary>
    /// <param name="place">Says where a quantity belongs.</param>
    public IEnumerable<(QuantityId Id, Prose Meaning)> Names(Func<QuantityId, string> place)
    {
        if (!Layers.Any()) yield break;
        var (layer, n) = (Layers.First(), _shape.FirstSample);
        var isOfRow = _shape.NormalizationOf(layer) == Normalization.Layer;
        QuantityId Unit(QuantityKind kind, int sample = 0) => new(kind, layer, 1, 0, sample);
        QuantityId Statistic(QuantityKind kind) => isOfRow ? new(kind, layer, 0, 0, n) : Unit(kind);
        (QuantityId Id, NormalizationPhrase Meaning)[] all =
        [
            (Unit(QuantityKind.WeightedSum, n), NormalizationPhrase.SumName),
            (Statistic(QuantityKind.Mean), NormalizationPhrase.MeanName),
            (Statistic(QuantityKind.Variance), NormalizationPhrase.VarianceName),
            (Statistic(QuantityKind.InverseDeviation), NormalizationPhrase.InverseDeviationName),
            (Unit(QuantityKind.Standard, n), NormalizationPhrase.StandardName),
            (Unit(QuantityKind.Gain).ToGain(), NormalizationPhrase.GainName),
            (Unit(QuantityKind.StandardSlope, n), NormalizationPhrase.StandardSlopeName),
            (Statistic(QuantityKind.MeanSlope), NormalizationPhrase.MeanSlopeName),
            (Statistic(QuantityKind.MeanAlong), NormalizationPhrase.MeanAlongName),
            (Unit(QuantityKind.SumSlope, n), NormalizationPhrase.SumSlopeName),
            (Unit(QuantityKind.Gain).ToGain().With(QuantityKind.WeightGradient), NormalizationPhrase.GainGradientName),
            (Unit(QuantityKind.NewRunningMean), NormalizationPhrase.RunningMeanName),
            (Unit(QuantityKind.NewRunningVariance), NormalizationPhrase.RunningVarianceName),
        ];
        foreach (var (id, meaning) in all)
            if (_shape.Has(id)) yield return (id, Say(meaning, id.Unit > 0 ? place(id) : ""));
    }

    /// <summary>The gains of a layer, and what it remembers of batches.</summary>
    public IEnumerable<(Prose Term, Prose Text)> Given(int layer)
    {
        (QuantityKind Kind, NormalizationPhrase Title)[] all =
        [
            (QuantityKind.Gain, NormalizationPhrase.GainsOfLayer), (QuantityKind.RunningMean, NormalizationPhrase.RunningMeansOfLayer),
            (QuantityKind.RunningVariance, NormalizationPhrase.RunningVariancesOfLayer),
        ];
        foreach (var (kind, title) in all)
        {
            QuantityId[] ids = [.. Enumerable.Range(1, _shape.Units(layer)).Select(j => Of(kind, layer, j)).Where(_shape.Has)];
            if (ids.Length > 0) yield return (Say(title, layer), page.List(ids));
        }
    }

    /// <summary>The statistics of a layer: of the first row how they come about, of a batch those of some units.</summary>
    /// <param name="layer">The layer, counted from 1.</param>
    /// <param name="units">The units to show.</param>
    public IEnumerable<Block> Statistics(int layer, IReadOnlyList<int> units)
    {
        QuantityKind[] kinds = [QuantityKind.Mean, QuantityKind.Variance, QuantityKind.InverseDeviation];
        if (_shape.NormalizationOf(layer) == Normalization.Layer)
            yield return new Formulas([.. kinds.Select(kind => page.Lines.Line(new QuantityId(kind, layer, 0, 0, _shape.FirstSample))!)]);
        if (_shape.NormalizationOf(layer) != Normalization.Batch) yield break;
        Prose[] header = [page.Say(ExplainPhrase.Unit), Say(NormalizationPhrase.Mean), Say(NormalizationPhrase.Variance), "rstd"];
        yield return new Table(header, [.. units.Select(j => (IReadOnlyList<Prose>)
            [page.Unit(layer, j, _shape.FirstSample), .. kinds.Select(kind => page.Number(new(kind, layer, j)))])]);
    }

    private static QuantityId Of(QuantityKind kind, int layer, int unit) =>
        kind == QuantityKind.Gain ? new QuantityId(kind, layer, unit).ToGain() : new(kind, layer, unit);

    private Prose Say(NormalizationPhrase phrase, params object[] arguments) => page.Say(phrase, arguments);
}
