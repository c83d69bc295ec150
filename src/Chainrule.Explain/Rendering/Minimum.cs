using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>The smaller of two: the algebra, which has the larger alone, writes it as −max(−x, −y).</summary>
internal static class Minimum
{
    /// <summary>x and y, where a formula is such a one; else null.</summary>
    public static (Symbol X, Symbol Y)? In(Symbol s) => s.Operation == Operation.Negate && s.Operands[0] is
    {
        Operation: Operation.Max,
        Operands: [{ Operation: Operation.Negate } x, { Operation: Operation.Negate } y],
    }
        ? (x.Operands[0], y.Operands[0])
        : null;
}
