using System.Text;

namespace Chainrule.Explain;

/// <summary>Mathematical symbols spelled out for terminals without them; words of any language stay.</summary>
internal static class AsciiText
{
    public static string Of(string text)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var c in text)
            if (Spelled(c) is { } letters) spelled.Append(letters);
            else spelled.Append(c);
        return spelled.ToString();
    }

    private static string? Spelled(char c) => c switch
    {
        '∂' => "d",
        'δ' => "delta",
        'η' => "eta",
        'λ' => "lambda",
        'μ' => "mu",
        'ε' => "eps",
        'κ' => "kappa",
        'ω' => "omega",
        'β' => "beta",
        'Σ' => "sum ",
        '₁' => "1",
        '₂' => "2",
        'ᵗ' => "^t",
        '²' => "^2",
        '⁺' => "+",
        '½' => "0.5",
        '−' or '─' => "-",
        '·' => "*",
        '×' => "x",
        '√' => "sqrt",
        '≈' => "~",
        '≤' => "<=",
        '→' => "->",
        '←' => "<-",
        '…' => "...",
        '‖' => "||",
        '✓' => "ok:",
        '∞' => "inf",
        '═' => "=",
        '\u0302' => "^",
        '’' => "'",
        _ => null,
    };
}
