using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>Writes one quantity as a line: its rule in symbols, in numbers, and the result, with long sums cut down to what matters.</summary>
/// <param name="step">Whose quantities.</param>
/// <param name="terms">The terms of the document.</param>
/// <param name="words">The language.</param>
/// <param name="top">How many of the largest terms of a long sum are shown.</param>
internal sealed class LineWriter(StepQuantities step, DocumentTerms terms, Words<ExplainPhrase> words, int top)
{
    /// <summary>The line of a quantity by its own rule; null for what is given.</summary>
    public FormulaLine? Line(QuantityId id, Prose? remark = null)
    {
        var sum = step.SumOf(id);
        if (sum is null && step.Make(id).Rule is null) return null;
        if (id.Kind == QuantityKind.BackSum) return BackSum(id, sum!, remark);
        var form = Textbook.FormOf(id, step) ?? (sum is null ? step.Make(id).Rule! : Shortened(id, sum));
        return Line(id, [form], form, remark ?? Cause(id, sum));
    }

    /// <summary>The line of a quantity by a rule that is given in symbols and in numbers.</summary>
    public FormulaLine Line(QuantityId id, IReadOnlyList<Symbol> symbols, Symbol numbers, Prose? remark = null) =>
        Line(id + step.Shape.Suffix, symbols, numbers, remark);

    /// <summary>The line of any term of the document.</summary>
    public FormulaLine Line(string variable, IReadOnlyList<Symbol> symbols, Symbol numbers, Prose? remark = null)
    {
        var (decimals, addsUp) = ShownArithmetic.Fit(numbers, name => terms[name].Value, terms[variable].Value);
        // A rule that is one name, or the number itself, says nothing more in numbers.
        return new(variable, symbols, numbers.Operands.Count == 0 ? null : numbers, decimals, addsUp, remark);
    }

    /// <summary>
    /// ∂E/∂out of a hidden unit: where the errors of the outputs are apart, first as the sum of what each sends back; then each part as
    /// δ times weight.
    /// </summary>
    private FormulaLine BackSum(QuantityId id, LongSum sum, Prose? remark)
    {
        Symbol Product(int k) => step.Make(id with { Kind = QuantityKind.BackTerm, From = k }).Rule!;
        var products = Shortened(id, sum with { Term = Product });
        var hasParts = id.Layer == step.Depth - 1 && !step.Names.HasJointOutput && sum.Count > 1 && sum.Count <= top;
        return Line(id, hasParts ? [sum.Whole(), products] : [products], products, remark ?? Cause(id, sum));
    }

    /// <summary>The rule with the first term of its sum, the largest and the last, and one number for the rest.</summary>
    private Symbol Shortened(QuantityId id, LongSum sum)
    {
        if (!IsLong(sum)) return sum.Whole();
        var selection = Selection.Of(sum.Count, top, i => step.Evaluate(sum.Term(i)));
        var rest = terms.Add($"rest({id}{step.Shape.Suffix})", new(
            MathName.OfWord("…"), selection.Rest, null, words.Prose(ExplainPhrase.MoreTerms, selection.RestCount)));
        var shown = selection.Indices;
        // The rest stands before the last term.
        Symbol Shown(int n) => n == shown.Count ? Symbol.Variable(rest) : sum.Term(shown[Math.Min(n, shown.Count) - 1]);
        return sum.Around(LongSum.Of(shown.Count + 1, Shown));
    }

    /// <summary>Why many terms of a long sum are 0.</summary>
    private Prose? Cause(QuantityId id, LongSum? sum)
    {
        if (sum is null || !IsLong(sum) || id.Kind is not (QuantityKind.Net or QuantityKind.BackSum)) return null;
        var zeros = 0;
        for (var i = 1; i <= sum.Count; i++)
            if (step.Evaluate(sum.Term(i)) == 0) zeros++;
        if (zeros == 0) return null;
        var phrase = id.Kind == QuantityKind.BackSum ? ExplainPhrase.NothingComesBack : id.Layer == 1 ? ExplainPhrase.InputsAreZero : ExplainPhrase.UnitsAreOff;
        return words.Prose(phrase, zeros, sum.Count);
    }

    /// <summary>Whether there is something to leave out; two terms saved would not pay for the words about them.</summary>
    private bool IsLong(LongSum sum) => sum.Count > top + 4;
}
