namespace Chainrule.Explain;

/// <summary>What stands at the top of every explanation: the network in a sentence, what was agreed on, and what everything is called.</summary>
internal sealed class Preamble(StepPage page)
{
    private readonly StepShape _shape = page.Shape;
    private readonly NormalizationWriter _normalization = new(page);

    public Prose Setting() => page.Say(ExplainPhrase.Setting, _shape.Network.Inputs,
        string.Join(" → ", _shape.Network.Layers.Select(layer => $"{layer.Units} {layer.Function}")), $"{_shape.Network.ParameterCount:N0}");

    public Section Conventions()
    {
        List<(Prose, Prose)> items = [.. OfStep()];
        void Add(ExplainPhrase term, Prose text) => items.Add((page.Say(term), text));
        Add(ExplainPhrase.BiasTerm, page.Say(_shape.Network.Biases switch
        {
            BiasPolicy.PerUnit => ExplainPhrase.BiasPerUnit,
            BiasPolicy.Shared => ExplainPhrase.BiasShared,
            _ when !_shape.HasBiases => ExplainPhrase.BiasNone,
            _ => ExplainPhrase.BiasFrozen,
        }));
        Add(ExplainPhrase.WeightTerm, page.Say(ExplainPhrase.WeightText));
        items.AddRange(_normalization.Conventions());
        if (_shape.IsFolded) Add(ExplainPhrase.FoldedTerm, page.Say(ExplainPhrase.FoldedText));
        if (_shape.IsJoint(_shape.Depth) && Enumerable.Range(1, _shape.Samples).Any(n => _shape.LargestNet(n) is not null))
            items.Add(("z_max", page.Say(ExplainPhrase.ShiftText)));
        Add(ExplainPhrase.RoundingTerm, page.Say(ExplainPhrase.RoundingText));
        return new("conventions", page.Say(ExplainPhrase.Conventions), [new Definitions(items)]);
    }

    /// <summary>What was agreed on for a step: its loss, its optimizer, and where it comes from; nothing of a prediction.</summary>
    public IEnumerable<(Prose Term, Prose Text)> OfStep()
    {
        if (_shape.IsForwardOnly) yield break;
        (Prose, Prose) Of(ExplainPhrase term, Prose text) => (page.Say(term), text);
        yield return Of(ExplainPhrase.LossTerm, page.Say(ExplainPhrase.LossText, _shape.Network.Loss.Name, page.Say(LossPhrase())));
        yield return Of(ExplainPhrase.OptimizerTerm, OptimizerPhrase());
        if (page.Options.Origin != StepOrigin.Training)
            yield return Of(ExplainPhrase.OriginTerm,
                page.Say(page.Options.Origin == StepOrigin.Model ? ExplainPhrase.OriginModel : ExplainPhrase.OriginUnknown));
        yield return Of(ExplainPhrase.UpdateTerm, page.Say(ExplainPhrase.UpdateText));
        foreach (var term in new TermsWriter(page).Conventions()) yield return term;
        if (_shape.Weights.Any) yield return Of(ExplainPhrase.BatchTerm, page.Say(TermPhrase.WeightedBatch, _shape.Samples));
        else if (_shape.IsBatch) yield return Of(ExplainPhrase.BatchTerm, page.Say(ExplainPhrase.BatchText, _shape.Samples));
    }

    /// <summary>One name of each kind, as it is written here, as an id, and in words.</summary>
    public Section NamesTable()
    {
        var (n, isMoments) = (_shape.FirstSample, _shape.Optimizer is Moments);
        (QuantityId Id, ExplainPhrase Meaning)[] all =
        [
            (new(QuantityKind.Input, 0, 1, 0, n), ExplainPhrase.InputName),
            (new(QuantityKind.Target, 0, 1, 0, n), ExplainPhrase.TargetName),
            (new(QuantityKind.Weight, _shape.Depth, 1, 1), ExplainPhrase.WeightName),
            (new(QuantityKind.Bias, _shape.Depth, 1), ExplainPhrase.BiasName),
            (new(QuantityKind.Net, 1, 1, 0, n), ExplainPhrase.NetName),
            (new(QuantityKind.Output, _shape.Depth, 1, 0, n), ExplainPhrase.OutputName),
            (new(QuantityKind.OutputError, 0, 1, 0, n), ExplainPhrase.OutputErrorName),
            (_shape.Loss, ExplainPhrase.LossName),
            (new(QuantityKind.ActivationSlope, 1, 1, 0, n), ExplainPhrase.SlopeName),
            (new(QuantityKind.BackSum, 1, 1, 0, n), ExplainPhrase.BackSumName),
            (new(QuantityKind.Delta, _shape.Depth, 1, 0, n), ExplainPhrase.DeltaName),
            (new(QuantityKind.WeightGradient, _shape.Depth, 1, 1), ExplainPhrase.GradientName),
            (new(QuantityKind.DecayedGradient, _shape.Depth, 1, 1), ExplainPhrase.DecayedName),
            (new(QuantityKind.NewFirstMoment, _shape.Depth, 1, 1), isMoments ? ExplainPhrase.FirstMomentName : ExplainPhrase.FirstMemoryName),
            (new(QuantityKind.NewSecondMoment, _shape.Depth, 1, 1), isMoments ? ExplainPhrase.SecondMomentName : ExplainPhrase.SecondMemoryName),
            (new(QuantityKind.NewWeight, _shape.Depth, 1, 1), ExplainPhrase.NewWeightName),
        ];
        Prose[] header = [page.Say(ExplainPhrase.NameHere), "id", page.Say(ExplainPhrase.Meaning)];
        var rows = all.Where(item => _shape.Has(item.Id)).Select(item => (item.Id, Meaning: page.Say(item.Meaning, Place(item.Id))))
            .Concat(new TermsWriter(page).Names()).Concat(_normalization.Names(Place)).OrderBy(item => item.Id.Kind)
            .Select(item => (IReadOnlyList<Prose>)[page.Name(item.Id), page.Id(item.Id), item.Meaning]).ToList();
        return new("names", page.Say(ExplainPhrase.Names), [new Table(header, rows), new Paragraph(page.Say(ExplainPhrase.NamesNote))]);
    }

    /// <summary>h1 → o1 of a weight, h1 of what belongs to a unit.</summary>
    private string Place(QuantityId id) => id.From > 0 && id.Kind != QuantityKind.BackTerm
        ? $"{page.Notation.UnitOf(id.Layer - 1, id.From)} → {page.Notation.UnitOf(id.Layer, id.Unit)}"
        : id.Layer == 0 ? $"{id.Unit}"
        : page.Notation.IsFlat ? page.Notation.UnitOf(id.Layer, id.Unit)
        : page.Words[ExplainPhrase.UnitOfLayer, id.Unit, id.Layer];

    private ExplainPhrase LossPhrase() => _shape.Network.Loss.Name switch
    {
        "half-squared-error" => ExplainPhrase.HalfSquaredError,
        "mean-squared-error" => ExplainPhrase.MeanSquaredError,
        "mean-absolute-error" => ExplainPhrase.MeanAbsoluteError,
        "huber" => ExplainPhrase.Huber,
        "binary-cross-entropy" => ExplainPhrase.BinaryCrossEntropy,
        "poisson" => ExplainPhrase.Poisson,
        "quantile" => ExplainPhrase.Quantile,
        _ => ExplainPhrase.CrossEntropy,
    };

    private Prose OptimizerPhrase() => _shape.Optimizer switch
    {
        Adam adam => page.Say(ExplainPhrase.Adam, adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, Decay(adam.WeightDecay)),
        Sgd { Momentum: > 0 } sgd => page.Say(
            sgd.Nesterov ? ExplainPhrase.Nesterov : ExplainPhrase.Momentum, sgd.LearningRate, sgd.Momentum, Decay(sgd.WeightDecay)),
        Sgd sgd => page.Say(ExplainPhrase.Sgd, sgd.LearningRate, Decay(sgd.WeightDecay)),
        AdamW adam => page.Say(ExplainPhrase.AdamW, adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        Adagrad adagrad => page.Say(ExplainPhrase.Adagrad, adagrad.LearningRate, adagrad.Epsilon, Decay(adagrad.WeightDecay)),
        RmsProp rms => page.Say(
            rms.Centered ? ExplainPhrase.RmsPropCentered : rms.Momentum > 0 ? ExplainPhrase.RmsPropMomentum : ExplainPhrase.RmsProp,
            rms.LearningRate, rms.Alpha, rms.Epsilon, Decay(rms.WeightDecay), rms.Momentum),
        Rprop rprop => page.Say(ExplainPhrase.Rprop, rprop.LearningRate, rprop.Grow, rprop.Shrink, rprop.Shortest, rprop.Longest),
        _ => _shape.Optimizer.Name,
    };

    private Prose Decay(double decay) => decay == 0 ? ""
        : page.Step.Names.HasGradientTerms ? page.Say(TermPhrase.Decay, decay)
        : page.Say(ExplainPhrase.Decay, decay);
}
