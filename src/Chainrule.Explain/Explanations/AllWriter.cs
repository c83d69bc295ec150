namespace Chainrule.Explain;

/// <summary>Every quantity of a step, phase by phase, in the order in which they are computed.</summary>
internal sealed class AllWriter(StepQuantities step, DocumentTerms terms, Words<ExplainPhrase> words, ExplainOptions options)
{
    private readonly LineWriter _lines = new(step, terms, words, options.Top);

    public IEnumerable<Block> Write()
    {
        var phases = QuantityOrder.Of(step.Shape).Where(IsShown).Select(id => (Phase: PhaseOf(id.Kind), Line: _lines.Line(id)))
            .Where(item => item.Line is not null).GroupBy(item => item.Phase);
        return phases.Select(phase => new Section(
            $"{phase.Key.ToString().ToLowerInvariant()}{step.Shape.Suffix}", words.Prose(phase.Key), [new Formulas([.. phase.Select(item => item.Line!)])]));
    }

    /// <summary>Parts that come back stand in their sum; a bias of a whole layer is one number.</summary>
    private bool IsShown(QuantityId id) => id.Kind != QuantityKind.BackTerm && (id.From > 0 || id.Unit <= 1 || !step.Names.HasSharedBiases
        || id.Kind is not (QuantityKind.BiasGradient or >= QuantityKind.DecayedGradient));

    private static ExplainPhrase PhaseOf(QuantityKind kind) => kind switch
    {
        <= QuantityKind.Output => ExplainPhrase.Forward,
        <= QuantityKind.BatchLoss => ExplainPhrase.Error,
        <= QuantityKind.BiasGradient => ExplainPhrase.Backward,
        _ => ExplainPhrase.Update,
    };
}
