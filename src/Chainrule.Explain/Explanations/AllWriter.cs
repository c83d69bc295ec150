namespace Chainrule.Explain;

/// <summary>Every quantity of a step, phase by phase, in the order in which they are computed.</summary>
internal sealed class AllWriter(StepPage page)
{
    public IEnumerable<Block> Write() => QuantityOrder.Of(page.Shape).Where(IsShown)
        .Select(id => (Phase: PhaseOf(id.Kind), Line: page.Lines.Line(id)))
        .Where(item => item.Line is not null)
        .GroupBy(item => item.Phase, item => item.Line!)
        .Select(phase => new Section(
            $"{phase.Key.ToString().ToLowerInvariant()}{page.Shape.Suffix}", page.Say(phase.Key), [new Formulas([.. phase])]));

    /// <summary>Parts that come back stand in their sum; a bias of a whole layer is one number.</summary>
    private bool IsShown(QuantityId id) => id.Kind != QuantityKind.BackTerm && (id.From > 0 || id.Unit <= 1 || !page.Step.Names.HasSharedBiases
        || id.Kind is not (QuantityKind.BiasGradient or >= QuantityKind.DecayedGradient));

    private static ExplainPhrase PhaseOf(QuantityKind kind) => kind switch
    {
        <= QuantityKind.Output => ExplainPhrase.Forward,
        <= QuantityKind.BatchLoss => ExplainPhrase.Error,
        <= QuantityKind.BiasGradient => ExplainPhrase.Backward,
        _ => ExplainPhrase.Update,
    };
}
