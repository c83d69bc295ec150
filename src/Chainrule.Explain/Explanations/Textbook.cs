using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// The form in which books write what the engine computes on logits, so that no finite net input overflows: −t·ln p for the
/// cross-entropies, (p − t) for their slope. Shown where it gives the same number; the engine's own form stays in the rule.
/// </summary>
internal static class Textbook
{
    /// <summary>The book's form of a rule, or null where there is none or where it would lose digits.</summary>
    public static Symbol? FormOf(QuantityId id, StepQuantities step)
    {
        var shape = step.Shape;
        if (!shape.IsFused || (id.Kind != QuantityKind.OutputError && (id.Kind != QuantityKind.Delta || id.Layer != shape.Depth))) return null;
        Symbol o = Symbol.Variable(new QuantityId(QuantityKind.Output, shape.Depth, id.Unit, 0, id.Sample) + shape.Suffix);
        Symbol t = Symbol.Variable(new QuantityId(QuantityKind.Target, 0, id.Unit, 0, id.Sample) + shape.Suffix);
        var form = (id.Kind, shape.IsJoint(shape.Depth)) switch
        {
            (QuantityKind.Delta, true) => null,
            (QuantityKind.Delta, false) => shape.Weights.Weighted(id.Sample, Share(o - t, shape.Network.Outputs)),
            (_, true) => -(t * Symbol.Log(o)),
            _ => Share(-(t * Symbol.Log(o) + (1 - t) * Symbol.Log(1 - o)), shape.Network.Outputs),
        };
        return form is not null && Math.Abs(step.Evaluate(form) - step.Value(id)) <= 1e-12 ? form : null;
    }

    private static Symbol Share(Symbol ofOne, int outputs) => outputs == 1 ? ofOne : ofOne / outputs;
}
