using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// The text of an optimizer's update, taken apart: what it computes once and reads again (the gradient with its decay, the new m and v)
/// gets a name of its own, where the optimizer's formula would repeat it in full.
/// </summary>
internal sealed class UpdateRule
{
    private readonly Symbol _w, _m, _v;

    public UpdateRule(Optimizer optimizer, long update, Symbol w, Symbol g, Symbol m, Symbol v)
    {
        (_w, _m, _v) = optimizer.Formulas(update, w, g, m, v);
        Decayed = Find(_w, node => node.Operation == Operation.Add && node.Operands[0] == g && IsDecay(node.Operands[1], w));
    }

    /// <summary>g + λ·w, or null without weight decay.</summary>
    public Symbol? Decayed { get; }

    /// <summary>The new m, where the gradient with its decay is called <paramref name="decayed"/>.</summary>
    public Symbol FirstMoment(Symbol decayed) => Named(_m, (Decayed, decayed));

    /// <summary>The new v, likewise.</summary>
    public Symbol SecondMoment(Symbol decayed) => Named(_v, (Decayed, decayed));

    /// <summary>The new parameter, where the new m and v have names too.</summary>
    public Symbol Parameter(Symbol decayed, Symbol m, Symbol v) => Named(_w, (_m, m), (_v, v), (Decayed, decayed));

    private static bool IsDecay(Symbol node, Symbol w) =>
        node.Operation == Operation.Multiply && node.Operands[1] == w && node.Operands[0] is { Operation: Operation.Constant, Name: "λ" };

    private static Symbol? Find(Symbol node, Func<Symbol, bool> isWanted) =>
        isWanted(node) ? node : node.Operands.Select(operand => Find(operand, isWanted)).FirstOrDefault(found => found is not null);

    /// <summary>The formula with names in place of whole parts of it.</summary>
    private static Symbol Named(Symbol formula, params ReadOnlySpan<(Symbol? Part, Symbol Name)> names)
    {
        foreach (var (part, name) in names)
            // An optimizer without memory returns its m and v as they came, and reads neither.
            if (part is { Operands.Count: > 0 }) formula = formula.Rewrite(node => node == part ? name : null);
        return formula;
    }
}
