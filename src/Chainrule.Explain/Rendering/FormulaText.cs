using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// Writes a formula in one line of text, twice from the same tree: with the names of its quantities, or with their numbers.
/// </summary>
/// <param name="nameOf">The text of a variable, by its id: an alias or a number.</param>
/// <param name="showNumbers">Whether named constants such as η appear as numbers.</param>
/// <param name="decimals">How many decimals constants have.</param>
internal sealed class FormulaText(Func<string, string> nameOf, bool showNumbers, int decimals = Digits.Decimals)
{
    // Binding strength. A quotient binds less than a product: the dot sits closer than the spaced slash, so that a / b·c would be misread.
    private const int SumStrength = 1, QuotientStrength = 2, ProductStrength = 3, PowerStrength = 4, AtomStrength = 5;

    public string Write(Symbol formula) => Write(formula, 0);

    private string Write(Symbol s, int needed)
    {
        switch (s.Operation)
        {
            case Operation.Constant:
                return Constant(s, needed);
            case Operation.Variable:
                return Atom(nameOf(s.Name), needed);
            case Operation.Add:
                return Bracket(SumStrength, needed, Sum(Write(s.Operands[0], SumStrength), Write(s.Operands[1], SumStrength)));
            case Operation.Subtract:
                return Bracket(SumStrength, needed, $"{Write(s.Operands[0], SumStrength)} − {Write(s.Operands[1], QuotientStrength)}");
            // A square is one by its quantities: two factors that only happen to print the same number are a product.
            case Operation.Multiply when s.Operands[0] == s.Operands[1]:
                return Bracket(PowerStrength, needed, $"{Power(Write(s.Operands[0], AtomStrength))}²");
            case Operation.Multiply:
                return Bracket(ProductStrength, needed, Product(Write(s.Operands[0], ProductStrength), Write(s.Operands[1], PowerStrength)));
            case Operation.Divide:
                return Bracket(QuotientStrength, needed, $"{Write(s.Operands[0], QuotientStrength)} / {Write(s.Operands[1], PowerStrength)}");
            case Operation.Negate when Minimum.In(s) is var (x, y):
                return $"min({Write(x, 0)}, {Write(y, 0)})";
            case Operation.Negate:
                return Bracket(SumStrength, needed, $"−{Write(s.Operands[0], PowerStrength)}");
            case Operation.Exp:
                return Bracket(PowerStrength, needed, $"e^{Write(s.Operands[0], AtomStrength)}");
            case Operation.Select:
                return $"[{Write(s.Operands[0], 0)} > 0 ? {Write(s.Operands[1], 0)} : {Write(s.Operands[2], 0)}]";
            case Operation.LogP1:
                return $"ln(1 + {Write(s.Operands[0], SumStrength)})";
            case Operation.ExpM1:
                return Bracket(SumStrength, needed, $"e^{Write(s.Operands[0], AtomStrength)} − 1");
            default:
                return $"{FunctionName(s.Operation)}({string.Join(", ", s.Operands.Select(operand => Write(operand, 0)))})";
        }
    }

    /// <summary>A sum with a negative number is a difference.</summary>
    private static string Sum(string left, string right) => right.StartsWith('−') ? $"{left} − {right[1..]}" : $"{left} + {right}";

    /// <summary>Derivatives are set apart, so that no slash is read across the dot.</summary>
    private static string Product(string left, string right) => left.Contains('∂') || right.Contains('∂') ? $"{left} · {right}" : $"{left}·{right}";

    private static string FunctionName(Operation operation) => operation switch
    {
        Operation.Log => "ln",
        Operation.Sqrt => "√",
        _ => operation.ToString().ToLowerInvariant(),
    };

    /// <summary>The square of a derivative, or of a name that ends in a sample, is bracketed: it would be read as that of its end.</summary>
    private static string Power(string text) => text[0] != '(' && text.AsSpan().ContainsAny('∂', '@') ? $"({text})" : text;

    private string Constant(Symbol constant, int needed)
    {
        if (constant.Name.Length > 0) return showNumbers ? Atom(Digits.Of(constant.Value, decimals), needed)
            : Bracket(constant.Name.Contains('/', StringComparison.Ordinal) ? QuotientStrength : AtomStrength, needed, constant.Name);
        if (constant.Value == 0.5) return "½";
        return Digits.PartOf(constant.Value) is { } n
            ? Bracket(QuotientStrength, needed, $"1 / {n}")
            : Atom(Digits.Of(constant.Value, decimals), needed);
    }

    /// <summary>A negative number is bracketed wherever a sign could be misread.</summary>
    private static string Atom(string text, int needed) => text.StartsWith('−') ? Bracket(SumStrength, needed, text) : text;

    private static string Bracket(int own, int needed, string text) => own < needed ? $"({text})" : text;
}
