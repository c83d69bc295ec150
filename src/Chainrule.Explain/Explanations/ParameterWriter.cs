namespace Chainrule.Explain;

/// <summary>
/// The part of an explanation about one weight or bias: ∂E/∂out · ∂out/∂net · ∂net/∂w, its factors and where they come from, the mean
/// over the batch, the numeric check, the update, and the other weights of the unit.
/// </summary>
internal sealed class ParameterWriter(StepPage page)
{
    private readonly StepShape _shape = page.Shape;
    private bool _hasSaidOldWeights;

    private int Depth => page.Options.Depth;

    /// <summary>More levels than any quantity is away from what is given: through a normalised layer it is six more, there and back.</summary>
    private int AllLevels => 2 * _shape.Depth + 4 + 6 * Enumerable.Range(1, _shape.Depth).Count(_shape.IsNormalized);

    private bool IsBatch => _shape.IsBatch;

    /// <summary>The part about a parameter, given any of its quantities.</summary>
    public Section Write(QuantityId focus)
    {
        var p = focus.OfParameter();
        var gradient = p.With(QuantityKind.WeightGradient);
        var ofSample = IsBatch ? gradient with { Sample = SampleToShow(focus, gradient) } : gradient;
        var blocks = new List<Block>();
        if (Depth >= 3)
        {
            if (_shape.Samples > 1) blocks.Add(new Paragraph(page.Say(ExplainPhrase.SampleInFull, _shape.Samples, ofSample.Sample)));
            blocks.AddRange(Chain(p, ofSample));
        }
        blocks.AddRange(Unit(p, ofSample));
        if (Depth >= 3)
        {
            if (IsBatch) blocks.AddRange(Batch(p, gradient));
            blocks.Add(Update(p));
            if (p.From > 0) blocks.AddRange(Likewise(p));
        }
        return new(page.Id(gradient), Title(p, gradient), blocks);
    }

    private Prose Title(QuantityId p, QuantityId gradient)
    {
        var (notation, unit) = (page.Notation, page.Notation.UnitOf(p.Layer, p.Unit));
        if (IsOfLayer(p)) return page.Say(ExplainPhrase.LayerBiasTitle, page.Name(gradient), notation.Loss, page.Name(p), p.Layer);
        if (p.Kind == QuantityKind.Gain) return page.Say(NormalizationPhrase.GainTitle, page.Name(gradient), notation.Loss, page.Name(p), unit);
        return p.From > 0
            ? page.Say(ExplainPhrase.WeightTitle, page.Name(gradient), notation.Loss, page.Name(p), notation.UnitOf(p.Layer - 1, p.From), unit)
            : page.Say(ExplainPhrase.BiasTitle, page.Name(gradient), notation.Loss, page.Name(p), unit);
    }

    /// <summary>The sample asked for, or the first; or where that has no part in the gradient, the one that has most.</summary>
    private int SampleToShow(QuantityId focus, QuantityId gradient)
    {
        double Part(int n) => Math.Abs(page.Step.Value(gradient with { Sample = n }));
        return focus.Sample > 0 ? focus.Sample : Part(1) > 0 ? 1 : Enumerable.Range(1, _shape.Samples).MaxBy(Part);
    }

    /// <summary>The chain rule; where loss and activation are differentiated as one, its first two factors come as one.</summary>
    private IEnumerable<Block> Chain(QuantityId p, QuantityId gradient)
    {
        var check = IsBatch ? null : page.Lines.Check(p);
        if (IsOfLayer(p))
        {
            yield return new Paragraph(page.Say(ExplainPhrase.SharedBias, page.Name(p)));
            yield return new Formulas([page.Lines.Line(gradient, check)!]);
            yield break;
        }
        if (ChainRule.IsThroughNormalizer(p, _shape))
            yield return new Paragraph(page.Say(
                NormalizationPhrase.Together, page.Name(p), page.Name(ChainRule.DeltaOf(p, gradient.Sample, _shape))));
        else if (ChainRule.IsOne(p, _shape))
        {
            var phrase = _shape.IsFused ? ExplainPhrase.Fused : ExplainPhrase.Joint;
            yield return new Paragraph(page.Say(phrase, _shape.Network.Loss.Name, _shape.Activation(p.Layer).Name));
        }
        var chain = ChainRule.Of(gradient, page);
        yield return new Formulas([page.Lines.Line(gradient, [chain], chain, check)]);
    }

    /// <summary>The factors one by one, then where they come from, as deep as was asked.</summary>
    private IEnumerable<Block> Unit(QuantityId p, QuantityId gradient)
    {
        var (sample, delta) = (gradient.Sample, ChainRule.DeltaOf(p, gradient.Sample, _shape));
        var lines = new List<FormulaLine>();
        var source = page.Ref(ChainRule.Source(p, sample, _shape));
        if (Depth >= 3 && ChainRule.InputSlope(gradient, page) is { } slope) lines.Add(page.Lines.Line(slope, [source], source));
        QuantityId[] roots = Depth >= 3
            ? [delta, ChainRule.Source(p, sample, _shape)]
            : [delta with { Kind = QuantityKind.Net }, delta with { Kind = QuantityKind.Output }, delta];
        // At depth 3 δ and its two factors; at depth 4 what those are made of; at depth 5 all that is left.
        lines.AddRange(page.Lines.TraceBack(roots, Depth switch { <= 2 => 1, 3 => 2, 4 => 4, _ => AllLevels }));
        if (p.Layer < _shape.Depth && !_hasSaidOldWeights)
        {
            _hasSaidOldWeights = true;
            yield return new Paragraph(OldWeights(p));
        }
        yield return new Formulas(lines);
        if (Depth >= ExplainOptions.Deepest && FusedProof.Of(delta, page) is { } proof) yield return proof;
    }

    /// <summary>The weights above are those from before the update: to forget that is the commonest mistake of all.</summary>
    private Prose OldWeights(QuantityId p)
    {
        var above = _shape.Units(p.Layer + 1);
        return above > page.Options.Top
            ? page.Say(ExplainPhrase.OldWeights, $"W{p.Layer + 1}")
            : page.Say(ExplainPhrase.OldWeights, page.List(
                Enumerable.Range(1, above).Select(k => new QuantityId(QuantityKind.Weight, p.Layer + 1, k, p.Unit))));
    }

    /// <summary>The gradient of each sample, and their mean.</summary>
    private IEnumerable<Block> Batch(QuantityId p, QuantityId gradient)
    {
        var samples = Selection.Of(_shape.Samples, page.Options.Top, n => page.Step.Value(gradient with { Sample = n }));
        Prose[] weight = _shape.Weights.Any ? ["ω"] : [], factors = IsOfLayer(p) ? [] : [SlopeHeader(p), page.Say(ExplainPhrase.InputOfWeight)];
        Prose[] header = [page.Say(ExplainPhrase.Sample), .. weight, .. factors, page.Say(ExplainPhrase.Gradient)];
        Prose InputOf(int n) => p.From != 0 ? page.Number(ChainRule.Source(p, n, _shape)) : new NumberPart(1);
        IReadOnlyList<Prose> Row(int n) =>
        [
            $"@{n}", .. weight.Select(_ => page.Number(new(QuantityKind.RowWeight, Sample: n))),
            .. IsOfLayer(p) ? [] : new[] { SlopeOf(p, n), InputOf(n) }, page.Number(gradient with { Sample = n }),
        ];
        var rows = samples.Indices.Select(Row).ToList();
        if (samples.RestCount > 0) rows.Add(page.RestRow(samples.RestCount, header.Length, page.Say(ExplainPhrase.SumIs, samples.Rest)));
        yield return new Table(header, rows);
        FormulaLine[] sumOfWeights = _shape.Weights.Any ? [page.Lines.Line(new(QuantityKind.WeightSum))!] : [];
        yield return new Formulas([.. sumOfWeights, page.Lines.Line(gradient, page.Lines.Check(p))!]);
    }

    private Formulas Update(QuantityId p)
    {
        var note = _shape.IsTrained(p) ? null : page.Say(ExplainPhrase.BiasStays);
        QuantityKind[] kinds =
        [
            QuantityKind.PenaltySlope, QuantityKind.PenalisedGradient, QuantityKind.ClippedGradient, QuantityKind.DecayedGradient,
            QuantityKind.NewFirstMoment, QuantityKind.NewSecondMoment, QuantityKind.NewWeight,
        ];
        return new([.. kinds.Select(p.With).Where(_shape.Has).Select(id =>
            page.Lines.Line(id, id.Kind == QuantityKind.PenalisedGradient ? page.Lines.Check(p, id.Kind) : note)!)]);
    }

    /// <summary>The other weights that lead to the same unit: their chains differ in the last factor only.</summary>
    private IEnumerable<Block> Likewise(QuantityId p)
    {
        QuantityId[] others =
            [.. Enumerable.Range(1, _shape.Inputs(p.Layer)).Where(i => i != p.From).Select(i => p with { From = i })];
        if (others.Length == 0) yield break;
        static QuantityId Gradient(QuantityId weight) => weight.With(QuantityKind.WeightGradient);
        QuantityId[] shown =
            [.. others.OrderByDescending(w => Math.Abs(page.Step.Value(Gradient(w)))).Take(page.Options.Top).OrderBy(w => w.From)];
        Prose[] factors = IsBatch ? [] : [SlopeHeader(p), page.Say(ExplainPhrase.InputOfWeight)];
        Prose[] header =
        [
            page.Say(ExplainPhrase.Weight), page.Say(ExplainPhrase.Value), .. factors,
            page.Say(ExplainPhrase.Gradient), page.Say(ExplainPhrase.NewValue),
        ];
        IReadOnlyList<Prose> Row(QuantityId w) =>
        [
            page.Name(w), page.Number(w),
            .. IsBatch ? [] : new[] { SlopeOf(w, 0), page.Number(ChainRule.Source(w, 0, _shape)) },
            page.Number(Gradient(w)), page.Number(w.With(QuantityKind.NewWeight)),
        ];
        var rows = shown.Select(Row).ToList();
        var hidden = others.Except(shown).ToArray();
        if (hidden.Length > 0) rows.Add(page.RestRow(hidden.Length, header.Length, page.NormOf(hidden.Select(Gradient)), behind: 1));
        yield return new Paragraph(page.Say(ExplainPhrase.Likewise, page.Notation.UnitOf(p.Layer, p.Unit)));
        yield return new Table(header, rows);
    }

    /// <summary>∂E by what the parameter is a part of.</summary>
    private Prose SlopeOf(QuantityId p, int sample) => page.Number(ChainRule.DeltaOf(p, sample, _shape));

    private Prose SlopeHeader(QuantityId p) => page.Notation.HeaderOf(ChainRule.DeltaOf(p, 0, _shape).Kind);

    /// <summary>Whether the parameter is a bias that all units of its layer share.</summary>
    private bool IsOfLayer(QuantityId p) => p.From == 0 && page.Step.Names.HasSharedBiases;
}
