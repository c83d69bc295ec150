using System.Text;
using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>Writes a formula as LaTeX that GitHub, GitLab and KaTeX all know: no macros of its own.</summary>
/// <param name="nameOf">The LaTeX of a variable: a name or a number.</param>
/// <param name="showNumbers">Whether named constants such as η appear as numbers.</param>
/// <param name="decimals">How many decimals constants have.</param>
internal sealed class FormulaLatex(Func<string, string> nameOf, bool showNumbers, int decimals = Digits.Decimals)
{
    // Binding strength; a fraction and a root bind like a bracket, as their bars say what they hold.
    private const int SumStrength = 1, ProductStrength = 2, PowerStrength = 3, AtomStrength = 4;

    public string Write(Symbol formula) => Write(formula, 0);

    private string Write(Symbol s, int needed)
    {
        string Inner(int index) => Write(s.Operands[index], 0);
        switch (s.Operation)
        {
            case Operation.Constant:
                return Constant(s, needed);
            case Operation.Variable:
                return Atom(nameOf(s.Name), needed);
            case Operation.Add:
                var right = Write(s.Operands[1], SumStrength);
                return Bracket(SumStrength, needed, right.StartsWith('-') ? $"{Write(s.Operands[0], SumStrength)} - {right[1..]}"
                    : $"{Write(s.Operands[0], SumStrength)} + {right}");
            case Operation.Subtract:
                return Bracket(SumStrength, needed, $"{Write(s.Operands[0], SumStrength)} - {Write(s.Operands[1], ProductStrength)}");
            case Operation.Multiply when s.Operands[0] == s.Operands[1]:
                return Bracket(PowerStrength, needed, $"{Power(Write(s.Operands[0], AtomStrength))}^{{2}}");
            case Operation.Multiply:
                return Bracket(ProductStrength, needed, $@"{Write(s.Operands[0], ProductStrength)} \cdot {Write(s.Operands[1], PowerStrength)}");
            case Operation.Divide:
                return Bracket(PowerStrength, needed, $@"\frac{{{Inner(0)}}}{{{Inner(1)}}}");
            case Operation.Negate when Minimum.In(s) is var (x, y):
                return $@"\min\left({Write(x, 0)},\, {Write(y, 0)}\right)";
            case Operation.Negate:
                return Bracket(SumStrength, needed, $"-{Write(s.Operands[0], ProductStrength)}");
            case Operation.Exp:
                return Bracket(PowerStrength, needed, $"e^{{{Inner(0)}}}");
            case Operation.ExpM1:
                return Bracket(SumStrength, needed, $"e^{{{Inner(0)}}} - 1");
            case Operation.Log:
                return $@"\ln\left({Inner(0)}\right)";
            case Operation.LogP1:
                return $@"\ln\left(1 + {Inner(0)}\right)";
            case Operation.Sqrt:
                return $@"\sqrt{{{Inner(0)}}}";
            case Operation.Abs:
                return $@"\left|{Inner(0)}\right|";
            case Operation.Select:
                return $@"\begin{{cases}} {Inner(1)} & {Inner(0)} \gt 0 \\ {Inner(2)} & \text{{else}} \end{{cases}}";
            case Operation.Max:
                return $@"\max\left({Inner(0)},\, {Inner(1)}\right)";
            default:
                return $@"\mathrm{{{s.Operation.ToString().ToLowerInvariant()}}}\left({Inner(0)}\right)";
        }
    }

    /// <summary>A fraction, or a name that has an exponent of its own, is bracketed.</summary>
    private static string Power(string latex) =>
        latex.StartsWith(@"\frac", StringComparison.Ordinal) || latex.Contains('^', StringComparison.Ordinal) ? $@"\left({latex}\right)" : latex;

    private string Constant(Symbol constant, int needed)
    {
        var (name, value) = (constant.Name, constant.Value);
        var strength = name.Contains('/', StringComparison.Ordinal) ? ProductStrength : AtomStrength;
        if (name.Length > 0 && !showNumbers) return Bracket(strength, needed, Greek(name));
        if (name.Length > 0) return Atom(Number(value, decimals), needed);
        return value == 0.5 ? @"\tfrac{1}{2}"
            : Digits.PartOf(value) is { } n ? $@"\tfrac{{1}}{{{n}}}"
            : Atom(Number(value, decimals), needed);
    }

    /// <summary>A number; an exponent is written as a power of ten.</summary>
    public static string Number(double value, int decimals)
    {
        var text = Digits.Of(value, decimals).Replace('−', '-').Replace("∞", @"\infty", StringComparison.Ordinal);
        return text.IndexOf('e', StringComparison.Ordinal) is var e and > 0 ? $@"{text[..e]} \cdot 10^{{{text[(e + 1)..]}}}"
            : text == "NaN" ? @"\mathrm{NaN}" : text;
    }

    /// <summary>A name with its indices where they belong.</summary>
    public static string Name(MathName name)
    {
        if (name.By is { } by) return $@"\frac{{\partial {Name(name with { By = null })}}}{{\partial {Name(by)}}}";
        var stem = name.Base.Length == 1 ? Greek(name.Base) : $@"\mathrm{{{Greek(name.Base)}}}";
        var above = string.Join(",", new[]
        {
            name.Layer.Length > 0 ? $"({name.Layer})" : "", name.IsNew ? "+" : "", name.Sample.Length > 0 ? $@"\langle {name.Sample} \rangle" : "",
        }.Where(part => part.Length > 0));
        // A subscript of words is upright, one of numbers needs no care.
        var below = name.Subscript.Any(char.IsLetter) ? $@"\mathrm{{{name.Subscript.Replace("_", ",", StringComparison.Ordinal)}}}" : name.Subscript;
        return stem + (below.Length > 0 ? $"_{{{below}}}" : "") + (above.Length > 0 ? $"^{{{above}}}" : "");
    }

    private static string Greek(string text)
    {
        var latex = new StringBuilder();
        foreach (var c in text)
            latex.Append(c switch
            {
                'δ' => @"\delta",
                'η' => @"\eta",
                'λ' => @"\lambda",
                'μ' => @"\mu",
                'ε' => @"\varepsilon",
                'β' => @"\beta",
                'α' => @"\alpha",
                'τ' => @"\tau",
                'κ' => @"\kappa",
                'ω' => @"\omega",
                'Σ' => @"\Sigma",
                '‖' => @"\Vert ",
                'Δ' => @"\Delta",
                '·' => @" \cdot ",
                '⁺' => "^{+}",
                '⁻' => "^{-}",
                '₁' => "_{1}",
                '₂' => "_{2}",
                'ᵗ' => "^{t}",
                '√' => @"\surd",
                '−' => "-",
                '…' => @"\dots",
                '_' => @"\_",
                _ => c.ToString(),
            });
        return latex.ToString();
    }

    private static string Atom(string text, int needed) => text.StartsWith('-') ? Bracket(SumStrength, needed, text) : text;

    private static string Bracket(int own, int needed, string text) => own < needed ? $@"\left({text}\right)" : text;
}
