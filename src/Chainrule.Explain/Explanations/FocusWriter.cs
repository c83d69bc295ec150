using System.Globalization;
using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>The part of an explanation about one quantity: of a parameter its three-factor chain and its update, of any other where it comes from.</summary>
internal sealed class FocusWriter(
    StepQuantities step, Notation notation, DocumentTerms terms, Words<ExplainPhrase> words, ExplainOptions options)
{
    private readonly LineWriter _lines = new(step, terms, words, options.Top);
    private readonly StepShape _shape = step.Shape;
    private bool _hasSaidOldWeights;

    public Section Write(QuantityId focus)
    {
        var isOfParameter = focus.Layer > 0 && !_shape.IsForwardOnly && focus.Kind is QuantityKind.Weight or QuantityKind.Bias
            or QuantityKind.FirstMoment or QuantityKind.SecondMoment or >= QuantityKind.WeightGradient;
        return isOfParameter ? Parameter(focus) : Other(focus);
    }

    /// <summary>Any quantity but those of a parameter: its line, and behind it those of its parents.</summary>
    private Section Other(QuantityId focus)
    {
        var blocks = new List<Block>();
        var levels = Math.Max(1, options.Depth - 1);
        var lines = TraceBack([focus], levels);
        if (lines.Count > 0) blocks.Add(new Formulas(lines));
        else blocks.Add(new Paragraph(words.Prose(ExplainPhrase.IsGiven, Name(focus), step.Value(focus))));
        if (options.Depth >= ExplainOptions.Deepest) blocks.AddRange(Proof(focus));
        return new(Id(focus), words.Prose(ExplainPhrase.WhereFrom, Name(focus)), blocks);
    }

    private Section Parameter(QuantityId focus)
    {
        var p = focus.OfParameter();
        var gradient = p.With(QuantityKind.WeightGradient);
        var ofSample = _shape.Samples > 1 ? gradient with { Sample = SampleToShow(focus, gradient) } : gradient;
        var blocks = new List<Block>();
        if (options.Depth >= 3)
        {
            if (_shape.Samples > 1) blocks.Add(new Paragraph(words.Prose(ExplainPhrase.SampleInFull, _shape.Samples, ofSample.Sample)));
            blocks.AddRange(Chain(p, ofSample));
        }
        if (options.Depth >= 2) blocks.AddRange(Unit(p, ofSample));
        if (options.Depth >= 3)
        {
            if (_shape.Samples > 1) blocks.AddRange(Batch(p, gradient));
            blocks.Add(Update(p));
            if (p.From > 0) blocks.AddRange(Likewise(p));
        }
        var unit = words.Prose(ExplainPhrase.Plain, notation.UnitOf(p.Layer, p.Unit));
        var title = p.From > 0
            ? words.Prose(ExplainPhrase.WeightTitle, Name(gradient), notation.Loss, Name(p), notation.UnitOf(p.Layer - 1, p.From), unit)
            : words.Prose(ExplainPhrase.BiasTitle, Name(gradient), notation.Loss, Name(p), unit);
        return new(Id(gradient), title, blocks);
    }

    /// <summary>The sample asked for, or the first; or where that has no part in the gradient, the one that has most.</summary>
    private int SampleToShow(QuantityId focus, QuantityId gradient)
    {
        double Part(int n) => Math.Abs(step.Value(gradient with { Sample = n }));
        return focus.Sample > 0 ? focus.Sample : Part(1) > 0 ? 1 : Enumerable.Range(1, _shape.Samples).MaxBy(Part);
    }

    /// <summary>∂E/∂out · ∂out/∂net · ∂net/∂w; a loss that contains its activation gives the first two factors as one.</summary>
    private IEnumerable<Block> Chain(QuantityId p, QuantityId gradient)
    {
        var sample = gradient.Sample;
        var delta = new QuantityId(QuantityKind.Delta, p.Layer, p.Unit, 0, sample);
        var isWhole = _shape.Samples == 1;
        if (p.From == 0 && _shape.Network.Biases == BiasPolicy.Shared)
        {
            yield return new Paragraph(words.Prose(ExplainPhrase.SharedBias, Name(p)));
            yield return new Formulas([_lines.Line(gradient, isWhole ? Check(p) : null)!]);
            yield break;
        }
        var slope = InputSlope(p, sample);
        if (p.Layer == _shape.Depth && (_shape.IsFused || _shape.IsJoint(p.Layer)))
            yield return new Paragraph(words.Prose(_shape.IsFused ? ExplainPhrase.Fused : ExplainPhrase.Joint, _shape.Network.Loss.Name,
                _shape.Activation(p.Layer).Name));
        var above = p.Layer == _shape.Depth && (_shape.IsFused || _shape.IsJoint(p.Layer))
            ? Ref(delta)
            : Ref(Arriving(delta)) * Ref(delta with { Kind = QuantityKind.ActivationSlope });
        var chain = slope is null ? above : above * Symbol.Variable(slope);
        yield return new Formulas([_lines.Line(gradient, [chain], chain, isWhole ? Check(p) : null)]);
    }

    /// <summary>The factors one by one, then where they come from, as deep as was asked.</summary>
    private IEnumerable<Block> Unit(QuantityId p, QuantityId gradient)
    {
        var delta = new QuantityId(QuantityKind.Delta, p.Layer, p.Unit, 0, gradient.Sample);
        var lines = new List<FormulaLine>();
        var slope = InputSlope(p, gradient.Sample);
        if (options.Depth >= 3 && slope is not null) lines.Add(_lines.Line(slope, [Ref(Source(p, gradient.Sample))], Ref(Source(p, gradient.Sample))));
        QuantityId[] roots = options.Depth >= 3
            ? [delta, Source(p, gradient.Sample)]
            : [new(QuantityKind.Net, p.Layer, p.Unit, 0, gradient.Sample), new(QuantityKind.Output, p.Layer, p.Unit, 0, gradient.Sample), delta];
        // At depth 3 δ and its two factors; at depth 4 what those are made of; at depth 5 all that is left.
        lines.AddRange(TraceBack(roots, options.Depth switch { <= 2 => 1, 3 => 2, 4 => 4, _ => 2 * _shape.Depth + 4 }));
        if (p.Layer < _shape.Depth && !_hasSaidOldWeights) yield return new Paragraph(OldWeights(p));
        _hasSaidOldWeights |= p.Layer < _shape.Depth;
        yield return new Formulas(lines);
        if (options.Depth >= ExplainOptions.Deepest && p.Layer == _shape.Depth)
            foreach (var block in Proof(delta))
                yield return block;
    }

    /// <summary>The weights above are those from before the update: the commonest mistake of all.</summary>
    private Prose OldWeights(QuantityId p)
    {
        var above = _shape.Units(p.Layer + 1);
        if (above > options.Top) return words.Prose(ExplainPhrase.OldWeightsOfLayer, $"W{p.Layer + 1}");
        var names = new List<Inline>();
        for (var k = 1; k <= above; k++)
        {
            if (k > 1) names.Add(new TextPart(words[ExplainPhrase.ListSeparator]));
            names.AddRange([new NamePart(Id(new(QuantityKind.Weight, p.Layer + 1, k, p.Unit))), new TextPart(" = "),
                new NumberPart(step.Value(new QuantityId(QuantityKind.Weight, p.Layer + 1, k, p.Unit)))]);
        }
        return words.Prose(ExplainPhrase.OldWeights, names);
    }

    /// <summary>The gradient of each sample, and their mean.</summary>
    private IEnumerable<Block> Batch(QuantityId p, QuantityId gradient)
    {
        var samples = Selection.Of(_shape.Samples, options.Top, n => step.Value(gradient with { Sample = n }));
        Prose[] header = [words.Prose(ExplainPhrase.Sample), words.Prose(ExplainPhrase.Gradient)];
        var isSimple = !(p.From == 0 && _shape.Network.Biases == BiasPolicy.Shared);
        if (isSimple) header = [header[0], "δ", words.Prose(ExplainPhrase.InputOfWeight), header[1]];
        var rows = samples.Indices.Select(n => (IReadOnlyList<Prose>)(isSimple
            ? [$"@{n}", Number(new(QuantityKind.Delta, p.Layer, p.Unit, 0, n)), p.From > 0 ? Number(Source(p, n)) : "1", Number(gradient with { Sample = n })]
            : [$"@{n}", Number(gradient with { Sample = n })])).ToList();
        if (samples.RestCount > 0)
            rows.Add([.. header.Select((_, column) => column == 0 ? words.Prose(ExplainPhrase.MoreRows, samples.RestCount)
                : column == header.Length - 1 ? words.Prose(ExplainPhrase.SumIs, samples.Rest) : (Prose)"")]);
        yield return new Table(header, rows);
        yield return new Formulas([_lines.Line(gradient, Check(p))!]);
    }

    private Formulas Update(QuantityId p) => new([
        .. new[] { QuantityKind.DecayedGradient, QuantityKind.NewFirstMoment, QuantityKind.NewSecondMoment, QuantityKind.NewWeight }
            .Select(p.With).Where(_shape.Has).Select(id => _lines.Line(id, _shape.IsTrained(p) ? null : words.Prose(ExplainPhrase.BiasStays))!),
    ]);

    /// <summary>The other weights that lead to the same unit: their chains differ in the last factor only.</summary>
    private IEnumerable<Block> Likewise(QuantityId p)
    {
        var others = Enumerable.Range(1, _shape.Inputs(p.Layer)).Where(i => i != p.From).ToArray();
        if (others.Length == 0) yield break;
        QuantityId Gradient(int i) => (p with { From = i }).With(QuantityKind.WeightGradient);
        var shown = others.OrderByDescending(i => Math.Abs(step.Value(Gradient(i)))).Take(options.Top).Order().ToArray();
        var isOneSample = _shape.Samples == 1;
        Prose[] header = [words.Prose(ExplainPhrase.Weight), words.Prose(ExplainPhrase.Value), words.Prose(ExplainPhrase.Gradient), words.Prose(ExplainPhrase.NewValue)];
        if (isOneSample) header = [.. header[..2], "δ", words.Prose(ExplainPhrase.InputOfWeight), .. header[2..]];
        var rows = shown.Select(i => (IReadOnlyList<Prose>)[
            Name(p with { From = i }), Number(p with { From = i }),
            .. isOneSample ? new[] { Number(new(QuantityKind.Delta, p.Layer, p.Unit)), Number(Source(p with { From = i }, 0)) } : [],
            Number(Gradient(i)), Number((p with { From = i }).With(QuantityKind.NewWeight))]).ToList();
        var hidden = others.Except(shown).ToArray();
        if (hidden.Length > 0)
            rows.Add([words.Prose(ExplainPhrase.MoreRows, hidden.Length), .. Enumerable.Repeat<Prose>("", header.Length - 3),
                words.Prose(ExplainPhrase.NormIs, Math.Sqrt(hidden.Sum(i => step.Value(Gradient(i)) * step.Value(Gradient(i))))), ""]);
        yield return new Paragraph(words.Prose(ExplainPhrase.Likewise, notation.UnitOf(p.Layer, p.Unit)));
        yield return new Table(header, rows);
    }

    /// <summary>Quantities with their rules, then those in these rules, and so on; each once, in the order in which they are met.</summary>
    private List<FormulaLine> TraceBack(QuantityId[] roots, int levels)
    {
        var lines = new List<FormulaLine>();
        var seen = new HashSet<QuantityId>(roots);
        for (var level = 0; level < levels && roots.Length > 0; level++)
        {
            var parents = new List<QuantityId>();
            foreach (var id in roots)
            {
                // What would be cut off again is not worked out.
                if (lines.Count > options.Lines || _lines.Line(id) is not { } line) continue;
                lines.Add(line);
                foreach (var name in line.Symbols.SelectMany(Quantity.Variables).Where(name => terms[name].Link == name))
                    if (seen.Add(step.Id(name))) parents.Add(step.Id(name));
            }
            roots = [.. parents];
        }
        return lines;
    }

    /// <summary>Why δ is p − t where loss and activation are differentiated as one: the chain rule through every output.</summary>
    private IEnumerable<Block> Proof(QuantityId delta)
    {
        if (delta.Kind != QuantityKind.Delta || delta.Layer != _shape.Depth || !_shape.IsFused) yield break;
        var outputs = Enumerable.Range(1, _shape.Network.Outputs).ToArray();
        Symbol P(int k) => Ref(new(QuantityKind.Output, _shape.Depth, k, 0, delta.Sample));
        Symbol T(int k) => Ref(new(QuantityKind.Target, 0, k, 0, delta.Sample));
        if (outputs.Any(k => step.Evaluate(P(k)) is 0 or 1)) yield break;
        var isJoint = _shape.IsJoint(_shape.Depth);
        // An output whose target is 0 sends nothing back: its loss is 0 whatever its probability.
        int[] senders = [.. outputs.Where(k => step.Evaluate(T(k)) != 0)];
        if (senders.Length > options.Top + 4) yield break;
        var i = delta.Unit;
        var proof = isJoint
            ? LongSum.Of(senders.Length, n => -(T(senders[n - 1]) / P(senders[n - 1])) * (P(senders[n - 1]) * ((senders[n - 1] == i ? 1 : 0) - P(i))))
            : ((1 - T(i)) / (1 - P(i)) - T(i) / P(i)) * (P(i) * (1 - P(i))) / outputs.Length;
        yield return new Section($"proof-{Id(delta)}", words.Prose(ExplainPhrase.ProofTitle, Name(delta)),
        [
            new Paragraph(words.Prose(isJoint ? ExplainPhrase.JacobianProof : ExplainPhrase.SigmoidProof)),
            new Formulas([_lines.Line(delta, [proof], proof)]),
        ], IsFolded: true);
    }

    private Prose Check(QuantityId p)
    {
        var check = NumericCheck.Of(_shape, p, step.Value(p.With(QuantityKind.WeightGradient)));
        return words.Prose(check.Agrees ? ExplainPhrase.CheckAgrees : ExplainPhrase.CheckDiffers,
            check.H.ToString("0e-0", CultureInfo.InvariantCulture), check.Value, check.RelativeError.ToString("0.#e-0", CultureInfo.InvariantCulture));
    }

    /// <summary>The variable for ∂net/∂w, whose number is that of what the weight multiplies; a bias multiplies 1 and needs none.</summary>
    private string? InputSlope(QuantityId p, int sample) => p.From == 0 ? null : terms.Add(
        $"slope({p}@{sample}){_shape.Suffix}",
        new(MathName.Parse(notation.InputSlope(p with { Sample = sample })), step.Value(Source(p, sample)), Id(Source(p, sample))));

    private QuantityId Arriving(QuantityId delta) => delta.Layer == _shape.Depth
        ? new(QuantityKind.LossSlope, 0, delta.Unit, 0, delta.Sample)
        : delta with { Kind = QuantityKind.BackSum };

    private static QuantityId Source(QuantityId p, int sample) => p.From == 0 ? p : p.Layer == 1
        ? new(QuantityKind.Input, 0, p.From, 0, sample)
        : new(QuantityKind.Output, p.Layer - 1, p.From, 0, sample);

    private string Id(QuantityId id) => id + _shape.Suffix;

    private NamePart Name(QuantityId id) => new NamePart(Id(id));

    private Prose Number(QuantityId id) => new NumberPart(step.Value(id));

    private Symbol Ref(QuantityId id) => Symbol.Variable(Id(id));
}
