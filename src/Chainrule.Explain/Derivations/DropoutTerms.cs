using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Explain;

/// <summary>
/// Which outputs of a step are dropped: a draw for each, the factor that it makes, 0 or 1/(1 − p), and what is left of the output. The way
/// back has the same factor.
/// </summary>
internal sealed class DropoutTerms(StepShape shape)
{
    /// <summary>Whether outputs of a layer may be dropped here; a prediction drops none.</summary>
    public bool In(int layer) => layer > 0 && shape.Layer(layer).Kept.Length > 0;

    /// <summary>Whether outputs of any layer may.</summary>
    public bool Any => Enumerable.Range(1, shape.Depth).Any(In);

    /// <summary>Whether it is one of these numbers.</summary>
    public static bool Owns(QuantityKind kind) => kind is QuantityKind.Draw or QuantityKind.Mask or QuantityKind.Kept;

    /// <summary>What the layer above sees of a unit, or of an input in layer 0.</summary>
    public QuantityId Seen(int layer, int unit, int sample) =>
        new(layer == 0 ? QuantityKind.Input : In(layer) ? QuantityKind.Kept : QuantityKind.Output, layer, unit, 0, sample);

    /// <summary>How the factor and what is left follow; null for a draw, which is given.</summary>
    public Symbol? RuleOf(QuantityId id) => id.Kind switch
    {
        QuantityKind.Mask => shape.Layer(id.Layer).Before.DropoutFormula(shape.Ref(id with { Kind = QuantityKind.Draw })),
        QuantityKind.Kept => shape.Ref(id with { Kind = QuantityKind.Output }) * shape.Ref(id with { Kind = QuantityKind.Mask }),
        _ => null,
    };

    /// <summary>What comes back to a unit, as far as its output was kept.</summary>
    public Symbol Back(QuantityId id, Symbol sum) => In(id.Layer) ? sum * shape.Ref(id with { Kind = QuantityKind.Mask }) : sum;

    /// <summary>The draw of an output, in [0, 1).</summary>
    public double DrawOf(QuantityId id) =>
        new CounterRandom(shape.Trace.Seed, Draws.Dropout(id.Layer - 1)).Uniform(FirstDraw + (ulong)IndexOf(id));

    /// <summary>The number of the first draw of this update.</summary>
    public ulong FirstDraw => Draws.FirstOfUpdate(shape.Trace.Update - 1);

    /// <summary>Which of the draws of its layer it is, counted from 0: row by row.</summary>
    private int IndexOf(QuantityId id) => Math.Max(0, id.Sample - 1) * shape.Units(id.Layer) + id.Unit - 1;
}
