namespace Chainrule.Explain;

/// <summary>
/// The part of an explanation about one quantity: of a parameter its three-factor chain and its update, of any other where it comes
/// from.
/// </summary>
internal sealed class FocusWriter(StepPage page)
{
    private readonly ParameterWriter _parameters = new(page);

    public Section Write(QuantityId focus)
    {
        var isOfParameter = focus.Kind is QuantityKind.Weight or QuantityKind.Bias or QuantityKind.Gain
            or QuantityKind.FirstMoment or QuantityKind.SecondMoment
            or (>= QuantityKind.WeightGradient and not (QuantityKind.GradientNorm or QuantityKind.ClipFactor))
            && !NormalizerIds.IsRunning(focus.Kind);
        return isOfParameter && !page.Shape.IsForwardOnly ? _parameters.Write(focus) : Other(focus);
    }

    /// <summary>Any quantity but those of a parameter: its line, and behind it those of its parents.</summary>
    private Section Other(QuantityId focus)
    {
        var lines = page.Lines.TraceBack([focus], Math.Max(1, page.Options.Depth - 1));
        var blocks = new List<Block>
        {
            lines.Count > 0 ? new Formulas(lines) : new Paragraph(page.Say(ExplainPhrase.IsGiven, page.Name(focus), page.Step.Value(focus))),
        };
        if (page.Options.Depth >= ExplainOptions.Deepest && FusedProof.Of(focus, page) is { } proof) blocks.Add(proof);
        return new(page.Id(focus), page.Say(ExplainPhrase.WhereFrom, page.Name(focus)), blocks);
    }
}
