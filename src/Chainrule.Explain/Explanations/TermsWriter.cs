namespace Chainrule.Explain;

/// <summary>
/// The parts of an explanation about penalties, limits and weighted rows: what was agreed on, what they are called, and their numbers.
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
        if (options?.ClipValue is { } value) yield return (page.Say(TermPhrase.LimitTerm), page.Say(TermPhrase.ValueText, value));
    }

    /// <summary>One name of each kind and what it means.</summary>
    public IEnumerable<(QuantityId Id, Prose Meaning)> Names()
    {
        QuantityId Weight(QuantityKind kind) => new(kind, page.Shape.Depth, 1, 1);
        (QuantityId Id, TermPhrase Meaning)[] all =
        [
            (new(QuantityKind.RowWeight, Sample: 1), TermPhrase.RowWeightName), (new(QuantityKind.WeightSum), TermPhrase.WeightSumName),
            (new(QuantityKind.Penalty), TermPhrase.PenaltyName), (new(QuantityKind.Objective), TermPhrase.ObjectiveName),
            (Weight(QuantityKind.PenaltySlope), TermPhrase.PenaltySlopeName), (Weight(QuantityKind.PenalisedGradient), TermPhrase.PenalisedName),
            (new(QuantityKind.GradientNorm), TermPhrase.NormName), (new(QuantityKind.ClipFactor), TermPhrase.FactorName),
            (Weight(QuantityKind.ClippedGradient), TermPhrase.ClippedName),
        ];
        return all.Where(item => page.Shape.Has(item.Id)).Select(item => (item.Id, page.Say(item.Meaning)));
    }

    /// <summary>The numbers that all gradients share.</summary>
    public IEnumerable<Block> Write()
    {
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
}
