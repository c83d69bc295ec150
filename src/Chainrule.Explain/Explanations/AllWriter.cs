namespace Chainrule.Explain;

/// <summary>Every quantity of a step, phase by phase, in the order in which they are computed.</summary>
internal sealed class AllWriter(StepPage page)
{
    /// <summary>Each numeric check takes two forward passes: of more parameters than this, none is checked here.</summary>
    private const int MostChecks = 2000;

    private readonly bool _hasChecks = page.Shape.Network.ParameterCount <= MostChecks;

    public IEnumerable<Block> Write() => QuantityOrder.Of(page.Shape).Where(IsShown)
        .Select(id => (Phase: PhaseOf(id.Kind), Line: Line(id)))
        .Where(item => item.Line is not null)
        .GroupBy(item => item.Phase, item => item.Line!)
        .Select(phase => new Section(
            $"{phase.Key.ToString().ToLowerInvariant()}{page.Shape.Suffix}", page.Say(phase.Key), [new Formulas([.. phase])]));

    /// <summary>A weight by its three factors, and every gradient with its check; all else by its own rule.</summary>
    private FormulaLine? Line(QuantityId id)
    {
        if (id.Kind is not (QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient or QuantityKind.PenalisedGradient))
            return page.Lines.Line(id);
        var check = _hasChecks && id.Sample == 0 ? page.Lines.Check(id.OfParameter(), id.Kind) : null;
        if (id.Kind == QuantityKind.PenalisedGradient) return page.Lines.Line(id, check);
        if (id.From <= 0 || page.Step.SumOf(id) is not null) return page.Lines.Line(id, check);
        var chain = ChainRule.Of(id, page);
        return page.Lines.Line(id, ChainRule.IsOne(id, page.Shape) ? [chain] : [chain, page.Step.RuleOf(id)!], page.Step.RuleOf(id)!, check);
    }

    /// <summary>Parts that come back stand in their sum; a bias of a whole layer is one number.</summary>
    private bool IsShown(QuantityId id) => id.Kind != QuantityKind.BackTerm && (id.From != 0 || id.Unit <= 1 || !page.Step.Names.HasSharedBiases
        || id.Kind is not (QuantityKind.BiasGradient or >= QuantityKind.ClippedGradient));

    private static ExplainPhrase PhaseOf(QuantityKind kind) => kind switch
    {
        <= QuantityKind.Output => ExplainPhrase.Forward,
        <= QuantityKind.Objective => ExplainPhrase.Error,
        <= QuantityKind.GainGradient => ExplainPhrase.Backward,
        _ => ExplainPhrase.Update,
    };
}
