using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// A rule that is a sum of many equal terms with something around it, such as Σ w·a + b. Its terms are made one at a time, so that
/// a sum of a million terms can be looked through without being there.
/// </summary>
/// <param name="Count">How many terms.</param>
/// <param name="Term">A term, counted from 1.</param>
/// <param name="Around">The rule, given the sum.</param>
internal sealed record LongSum(int Count, Func<int, Symbol> Term, Func<Symbol, Symbol> Around)
{
    /// <summary>The rule with all its terms.</summary>
    public Symbol Whole() => Around(Of(Count, Term));

    /// <summary>A sum of terms from left to right, as a tree that is not deep: there may be a million.</summary>
    public static Symbol Of(int count, Func<int, Symbol> term) => Of(1, count, term);

    private static Symbol Of(int first, int last, Func<int, Symbol> term)
    {
        if (first == last) return term(first);
        // The left part is the longer one, so that a sum of three is (a + b) + c.
        var middle = first + (last - first) / 2;
        return Of(first, middle, term) + Of(middle + 1, last, term);
    }
}
