using Chainrule.Kernels;

namespace Chainrule.Explain;

/// <summary>
/// The parts of an explanation about penalties, limits, weighted rows and dropout: what was agreed on, what they are called, and their numbers.
/// </summary>
internal sealed class TermsWriter(StepPage page)
{
    private readonly GradientTerms _terms = page.Shape.Gradients;

    /// <summary>What was agreed on.</summary>
    public IEnumerable<(Prose Term, Prose Text)> Conventions()
    {
        var options = page.Shape.Trace.Gradients;
        if (_terms.HasPenalty)
            yield return (page.Say(TermPhrase.PenaltyTerm), page.Say(options switch
            {
                { L2: 0 } => TermPhrase.L1Text,
                { L1: 0 } => TermPhrase.L2Text,
                _ => TermPhrase.BothText,
            }, options!.L1, options.L2));
        if (options?.ClipNorm is { } norm) yield return (page.Say(TermPhrase.LimitTerm), page.Say(TermPhrase.NormText, norm));
        foreach (var layer in Dropped())
        {
            var p = page.Shape.Layer(layer).Before.Dropout;
            yield return (page.Say(TermPhrase.DropoutTerm), page.Say(TermPhrase.DropoutText, layer, p, 1 / (1 - p)));
        }
        if (options?.ClipValue is { } value) yield return (page.Say(TermPhrase.LimitTerm), page.Say(TermPhrase.ValueText, value));
    }

    /// <summary>One name of each kind and what it means.</summary>
    public IEnumerable<(QuantityId Id, Prose Meaning)> Names()
    {
        QuantityId Weight(QuantityKind kind) => new(kind, page.Shape.Depth, 1, 1);
        (QuantityId Id, TermPhrase Meaning)[] all =
        [
            (new(QuantityKind.RowWeight, Sample: 1), TermPhrase.RowWeightName), (new(QuantityKind.WeightSum), TermPhrase.WeightSumName),
            .. Dropped().Take(1).SelectMany(layer => new[]
            {
                (new QuantityId(QuantityKind.Draw, layer, 1, 0, page.Shape.FirstSample), TermPhrase.DrawName),
                (new QuantityId(QuantityKind.Mask, layer, 1, 0, page.Shape.FirstSample), TermPhrase.MaskName),
                (new QuantityId(QuantityKind.Kept, layer, 1, 0, page.Shape.FirstSample), TermPhrase.KeptName),
            }),
            (new(QuantityKind.Penalty), TermPhrase.PenaltyName), (new(QuantityKind.Objective), TermPhrase.ObjectiveName),
            (Weight(QuantityKind.PenaltySlope), TermPhrase.PenaltySlopeName), (Weight(QuantityKind.PenalisedGradient), TermPhrase.PenalisedName),
            (new(QuantityKind.GradientNorm), TermPhrase.NormName), (new(QuantityKind.ClipFactor), TermPhrase.FactorName),
            (Weight(QuantityKind.ClippedGradient), TermPhrase.ClippedName),
        ];
        return all.Where(item => page.Shape.Has(item.Id)).Select(item => (item.Id, page.Say(item.Meaning)));
    }

    /// <summary>What was dropped, and the numbers that all gradients share.</summary>
    public IEnumerable<Block> Write()
    {
        if (page.Shape.Dropout.Any)
            yield return new Section($"dropout{page.Shape.Suffix}", page.Say(TermPhrase.DropoutTitle), [.. Dropped().SelectMany(Dropout)]);
        FormulaLine Line(QuantityKind kind, Prose? remark = null) => page.Lines.Line(new(kind), remark)!;
        if (_terms.HasPenalty)
            yield return new Section($"penalty{page.Shape.Suffix}", page.Say(TermPhrase.PenaltyTitle),
                [new Formulas([Line(QuantityKind.Penalty), Line(QuantityKind.Objective)])]);
        if (_terms.HasNorm)
            yield return new Section($"clipping{page.Shape.Suffix}", page.Say(TermPhrase.LimitTitle),
            [
                new Formulas(
                [
                    Line(QuantityKind.GradientNorm),
                    Line(QuantityKind.ClipFactor, page.Say(page.Shape.Trace.ClipFactor < 1 ? TermPhrase.IsLimited : TermPhrase.KeepsToLimit)),
                ]),
            ]);
    }

    private IEnumerable<int> Dropped() => Enumerable.Range(1, page.Shape.Depth).Where(page.Shape.Dropout.In);

    /// <summary>Why some outputs of a layer are dropped and others not, and the draws of the first sample.</summary>
    private IEnumerable<Block> Dropout(int layer)
    {
        var (shape, sample) = (page.Shape, page.Shape.FirstSample);
        var units = shape.Units(layer);
        QuantityId Of(QuantityKind kind, int j) => new(kind, layer, j, 0, sample);
        yield return new Paragraph(page.Say(
            TermPhrase.WhereDrawsComeFrom, layer, shape.Trace.Update, shape.Trace.Seed, units, shape.Dropout.FirstDraw, Draws.Dropout(layer - 1)));
        var dropped = shape.Layer(layer).Kept.Count(factor => factor == 0);
        yield return new Paragraph(page.Say(TermPhrase.SoManyDropped, dropped, shape.Layer(layer).Kept.Length, shape.Layer(layer).Before.Dropout));
        if (sample > 0) yield return new Paragraph(page.Say(ExplainPhrase.OfFirstSample, shape.Samples));
        Prose[] header =
        [
            page.Say(ExplainPhrase.Unit), page.Say(TermPhrase.DrawHeader), "mask", page.Say(TermPhrase.OutputHeader), page.Say(TermPhrase.SeenHeader),
        ];
        QuantityKind[] kinds = [QuantityKind.Draw, QuantityKind.Mask, QuantityKind.Output, QuantityKind.Kept];
        var rows = Enumerable.Range(1, Math.Min(units, Math.Max(page.Options.Top, 1))).Select(j => (IReadOnlyList<Prose>)
            [page.Unit(layer, j, sample), .. kinds.Select(kind => page.Number(Of(kind, j)))]).ToList();
        if (units > rows.Count) rows.Add(page.RestRow(units - rows.Count, header.Length, ""));
        yield return new Table(header, rows);
    }
}
