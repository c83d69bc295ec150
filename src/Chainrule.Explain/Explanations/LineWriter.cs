using System.Globalization;
using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>Writes quantities as lines: a rule in symbols, in numbers, and the result, with long sums cut down to what matters.</summary>
internal sealed class LineWriter(StepPage page)
{
    private readonly StepQuantities _step = page.Step;
    private readonly int _top = page.Options.Top;

    /// <summary>The line of a quantity by its own rule; null for what is given.</summary>
    public FormulaLine? Line(QuantityId id, Prose? remark = null)
    {
        var sum = _step.SumOf(id);
        if (sum is null && _step.RuleOf(id) is null) return null;
        if (id.Kind == QuantityKind.BackSum) return BackSum(id, sum!, remark);
        var form = Textbook.FormOf(id, _step) ?? (sum is null ? _step.RuleOf(id)! : Shortened(id, sum));
        return Line(id, [form], form, remark ?? Cause(id, sum));
    }

    /// <summary>The line of a quantity by a rule that is given in symbols and in numbers.</summary>
    public FormulaLine Line(QuantityId id, IReadOnlyList<Symbol> symbols, Symbol numbers, Prose? remark = null) =>
        Line(page.Id(id), symbols, numbers, remark);

    /// <summary>The line of any term of the document.</summary>
    public FormulaLine Line(string variable, IReadOnlyList<Symbol> symbols, Symbol numbers, Prose? remark = null)
    {
        var (decimals, addsUp) = ShownArithmetic.Fit(numbers, name => page.Terms[name].Value, page.Terms[variable].Value);
        // A rule that is one name, or the number itself, says nothing more in numbers.
        return new(variable, symbols, numbers.Operands.Count == 0 ? null : numbers, decimals, addsUp, remark);
    }

    /// <summary>Quantities with their rules, then those in these rules, and so on; each once, in the order in which they are met.</summary>
    public IReadOnlyList<FormulaLine> TraceBack(IReadOnlyList<QuantityId> roots, int levels)
    {
        var lines = new List<FormulaLine>();
        var seen = new HashSet<QuantityId>(roots);
        for (var level = 0; level < levels && roots.Count > 0; level++)
        {
            var parents = new List<QuantityId>();
            foreach (var id in roots)
            {
                // What would be cut off again is not worked out.
                if (lines.Count > page.Options.Lines || Line(id) is not { } line) continue;
                lines.Add(line);
                foreach (var name in line.Symbols.SelectMany(Quantity.Variables).Where(name => page.Terms[name].Link == name))
                    if (seen.Add(_step.Id(name))) parents.Add(_step.Id(name));
            }
            roots = parents;
        }
        return lines;
    }

    /// <summary>What a central difference says of the gradient of a parameter, or of its gradient with the penalty.</summary>
    public Prose Check(QuantityId parameter, QuantityKind kind = QuantityKind.WeightGradient)
    {
        var check = NumericCheck.Of(
            page.Shape, parameter, _step.Value(parameter.With(kind)), withPenalty: kind == QuantityKind.PenalisedGradient);
        static string Short(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
        return page.Say(check.Agrees ? ExplainPhrase.CheckAgrees : ExplainPhrase.CheckDiffers,
            Short(check.H, "0e-0"), check.Value, Short(check.RelativeError, "0.#e-0"));
    }

    /// <summary>
    /// ∂E/∂out of a hidden unit: where the errors of the outputs are apart, first as the sum of what each sends back; then each part as
    /// δ times weight.
    /// </summary>
    private FormulaLine BackSum(QuantityId id, LongSum sum, Prose? remark)
    {
        var products = Shortened(id, sum with { Term = k => _step.RuleOf(id with { Kind = QuantityKind.BackTerm, From = k })! });
        var hasParts = id.Layer == _step.Depth - 1 && !_step.Names.HasJointOutput && sum.Count > 1 && sum.Count <= _top;
        return Line(id, hasParts ? [sum.Whole(), products] : [products], products, remark ?? Cause(id, sum));
    }

    /// <summary>The rule with the first term of its sum, the largest and the last, and one number for the rest.</summary>
    private Symbol Shortened(QuantityId id, LongSum sum)
    {
        if (!IsLong(sum)) return sum.Whole();
        var selection = Selection.Of(sum.Count, _top, i => _step.Evaluate(sum.Term(i)));
        var words = page.Say(ExplainPhrase.MoreTerms, selection.RestCount);
        var rest = page.Terms.Add($"rest({page.Id(id)})", new(MathName.OfWord("…"), selection.Rest, null, words));
        var shown = selection.Indices;
        // The rest stands before the last term.
        Symbol Shown(int n) => n == shown.Count ? Symbol.Variable(rest) : sum.Term(shown[Math.Min(n, shown.Count) - 1]);
        return sum.Around(LongSum.Of(shown.Count + 1, Shown));
    }

    /// <summary>Why many terms of a long sum are 0.</summary>
    private Prose? Cause(QuantityId id, LongSum? sum)
    {
        if (sum is null || !IsLong(sum) || id.Kind is not (QuantityKind.Net or QuantityKind.WeightedSum or QuantityKind.BackSum)) return null;
        var zeros = Enumerable.Range(1, sum.Count).Count(i => _step.Evaluate(sum.Term(i)) == 0);
        if (zeros == 0) return null;
        var phrase = id.Kind == QuantityKind.BackSum ? ExplainPhrase.NothingComesBack
            : id.Layer == 1 ? ExplainPhrase.InputsAreZero
            : ExplainPhrase.UnitsAreOff;
        if (phrase == ExplainPhrase.UnitsAreOff && page.Shape.Dropout.In(id.Layer - 1)) return page.Say(TermPhrase.UnitsAreDropped, zeros, sum.Count);
        return page.Say(phrase, zeros, sum.Count);
    }

    /// <summary>Whether there is something to leave out; two terms saved would not pay for the words about them.</summary>
    private bool IsLong(LongSum sum) => sum.Count > _top + 4;
}
