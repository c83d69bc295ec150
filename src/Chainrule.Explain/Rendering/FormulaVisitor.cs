using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// Reads a formula from the outside in, for formats that set a quotient as a fraction: decides where brackets stand, which sum is a
/// difference and which product a square. What these look like is up to the format.
/// </summary>
/// <typeparam name="TOut">A piece of the format.</typeparam>
/// <param name="terms">What the variables stand for.</param>
/// <param name="decimals">How many decimals a number has; null to read the formula in symbols.</param>
internal abstract class FormulaVisitor<TOut>(ITerms terms, int? decimals) where TOut : class
{
    // Binding strength. A fraction has its own edges, so that only a power needs it bracketed.
    private const int SumStrength = 1, ProductStrength = 2, FractionStrength = 3, AtomStrength = 5;

    /// <summary>Whether named constants and quantities appear as numbers.</summary>
    private bool ShowNumbers => decimals is not null;

    /// <summary>The whole formula.</summary>
    public TOut Visit(Symbol formula) => Visit(formula, 0);

    /// <summary>A number without its sign, and the term that it is the value of.</summary>
    protected abstract TOut Number(string digits, Term? term);

    /// <summary>A name, and the term that it is the name of.</summary>
    protected abstract TOut Name(MathName name, Term? term);

    /// <summary>The rest of a long sum: what was left out, and in numbers how much it comes to.</summary>
    protected abstract TOut Rest(TOut? amount, Prose leftOut);

    /// <summary>A constant 1/n of the formula, such as ½.</summary>
    protected virtual TOut Part(int n) => Fraction(Number("1", null), Number(Digits.Of(n), null));

    protected abstract TOut Minus(TOut operand);

    protected abstract TOut Plus(TOut left, TOut right);

    protected abstract TOut Minus(TOut left, TOut right);

    protected abstract TOut Times(TOut left, TOut right);

    protected abstract TOut Fraction(TOut above, TOut below);

    protected abstract TOut Square(TOut root);

    protected abstract TOut Exponential(TOut power);

    protected abstract TOut Root(TOut operand);

    protected abstract TOut Magnitude(TOut operand);

    protected abstract TOut Function(string name, IReadOnlyList<TOut> arguments);

    protected abstract TOut Cases(TOut test, TOut positive, TOut otherwise);

    protected abstract TOut Bracket(TOut inner);

    private TOut Visit(Symbol s, int needed)
    {
        TOut Operand(int index, int strength = 0) => Visit(s.Operands[index], strength);
        switch (s.Operation)
        {
            case Operation.Constant:
                return Constant(s, needed);
            case Operation.Variable:
                return Variable(terms[s.Name], needed);
            case Operation.Add:
                return In(SumStrength, needed, Sum(Operand(0, SumStrength), s.Operands[1]));
            case Operation.Subtract:
                return In(SumStrength, needed, Minus(Operand(0, SumStrength), Operand(1, ProductStrength)));
            // A square is one by its quantities: two factors that only happen to be the same number are a product.
            case Operation.Multiply when s.Operands[0] == s.Operands[1]:
                return Square(Operand(0, AtomStrength));
            case Operation.Multiply:
                return In(ProductStrength, needed, Times(Operand(0, ProductStrength), Operand(1, FractionStrength)));
            case Operation.Divide:
                return In(FractionStrength, needed, Fraction(Operand(0), Operand(1)));
            case Operation.Negate when Minimum.In(s) is var (x, y):
                return Function("min", [Visit(x, 0), Visit(y, 0)]);
            case Operation.Negate:
                return In(SumStrength, needed, Minus(Operand(0, FractionStrength)));
            case Operation.Exp:
                return In(FractionStrength, needed, Exponential(Operand(0)));
            case Operation.ExpM1:
                return In(SumStrength, needed, Minus(Exponential(Operand(0)), Number("1", null)));
            case Operation.LogP1:
                return Function("ln", [Plus(Number("1", null), Operand(0, SumStrength))]);
            case Operation.Sqrt:
                return Root(Operand(0));
            case Operation.Abs:
                return Magnitude(Operand(0));
            case Operation.Select:
                return In(SumStrength, needed, Cases(Operand(0), Operand(1), Operand(2)));
            default:
                return Function(FunctionName(s.Operation), [.. s.Operands.Select(operand => Visit(operand, 0))]);
        }
    }

    /// <summary>Adds what is on the right term by term: a sum with a negative number is a difference, and no plus stands before a minus.</summary>
    private TOut Sum(TOut left, Symbol right) => right.Operation switch
    {
        Operation.Add => Sum(Sum(left, right.Operands[0]), right.Operands[1]),
        Operation.Subtract => Minus(Sum(left, right.Operands[0]), Visit(right.Operands[1], ProductStrength)),
        _ => Negated(right) is { } taken ? Minus(left, taken) : Plus(left, Visit(right, SumStrength)),
    };

    private TOut Constant(Symbol s, int needed)
    {
        if (s.Name.Length > 0 && !ShowNumbers) return Name(new(s.Name), null);
        var part = s.Name.Length > 0 ? null : s.Value == 0.5 ? 2 : Digits.PartOf(s.Value);
        return part is { } n ? In(FractionStrength, needed, Part(n)) : Signed(s.Value, null, needed);
    }

    private TOut Variable(Term term, int needed)
    {
        if (term.Rest is { } leftOut) return Rest(ShowNumbers ? Signed(term.Value, term, needed) : null, leftOut);
        if (ShowNumbers) return Signed(term.Value, term, needed);
        return In(term.Name.By is null ? AtomStrength : FractionStrength, needed, Name(term.Name, term));
    }

    /// <summary>A negative number is bracketed wherever a sign could be misread.</summary>
    private TOut Signed(double value, Term? term, int needed)
    {
        var digits = Digits.Of(value, decimals ?? Digits.Decimals);
        return digits.StartsWith('−') ? In(SumStrength, needed, Minus(Number(digits[1..], term))) : Number(digits, term);
    }

    /// <summary>What is taken away where a negative operand is added; null for any other.</summary>
    private TOut? Negated(Symbol s)
    {
        if (s.Operation == Operation.Negate) return Visit(s.Operands[0], FractionStrength);
        var term = s.Operation == Operation.Variable && ShowNumbers ? terms[s.Name] : null;
        var isNumber = s.Operation == Operation.Constant && (s.Name.Length == 0 || ShowNumbers) || term is not null;
        var digits = isNumber ? Digits.Of(term?.Value ?? s.Value, decimals ?? Digits.Decimals) : "";
        if (!digits.StartsWith('−')) return null;
        return term?.Rest is { } leftOut ? Rest(Number(digits[1..], term), leftOut) : Number(digits[1..], term);
    }

    private static string FunctionName(Operation operation) => operation switch
    {
        Operation.Log => "ln",
        _ => operation.ToString().ToLowerInvariant(),
    };

    private TOut In(int own, int needed, TOut piece) => own < needed ? Bracket(piece) : piece;
}
