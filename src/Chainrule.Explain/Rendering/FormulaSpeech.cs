using System.Text.RegularExpressions;

namespace Chainrule.Explain;

/// <summary>Formulas as one says them: the text that stands in for a formula where it cannot be seen.</summary>
/// <param name="terms">What the variables stand for.</param>
/// <param name="decimals">How many decimals a number has; null to read the formula in symbols.</param>
/// <param name="words">The language.</param>
/// <param name="text">How the words in a formula are shown.</param>
internal sealed partial class FormulaSpeech(ITerms terms, int? decimals, Words<Spoken> words, Func<Prose, string> text)
    : FormulaVisitor<string>(terms, decimals)
{
    /// <summary>net h1, the derivative of E total by w5, new w5.</summary>
    public static string Of(MathName name, Words<Spoken> words)
    {
        if (name.By is { } by) return words[Spoken.Derivative, Of(name with { By = null }, words), Of(by, words)];
        // A number follows its letter at once, w5; a word or an index stands apart, net h1.
        var isNumber = name.Layer.Length == 0 && name.Subscript.All(char.IsAsciiDigit);
        var spoken = Sounding(name.Base, words) + (isNumber ? "" : " ") + name.Subscript.Replace('_', ' ');
        if (name.Layer.Length > 0) spoken = words[Spoken.Layer, spoken, name.Layer];
        if (name.Sample.Length > 0) spoken = words[Spoken.Sample, spoken, name.Sample];
        return name.IsNew ? words[Spoken.New, spoken] : spoken;
    }

    /// <summary>Several pieces in one sentence, with one pause where several meet.</summary>
    public static string Sentence(IEnumerable<string> pieces, string pause)
    {
        var text = string.Join(pause, pieces);
        return Pauses().Replace(text, commas => commas.Value.Contains('，', StringComparison.Ordinal) ? "，" : ", ").Trim(' ', ',', '，');
    }

    protected override string Number(string digits, Term? term) => digits;

    protected override string Name(MathName name, Term? term) => Of(name, words);

    /// <summary>The name of a constant, such as (1 − η·λ) or η⁺, in signs that have a sound.</summary>
    private static string Sounding(string name, Words<Spoken> words) =>
        name.Replace('⁺', '+').Replace('⁻', '−').Split('·').Aggregate((left, right) => words[Spoken.Times, left, right]);

    protected override string Rest(string? amount, Prose leftOut) => amount is null ? "…" : words[Spoken.Rest, amount, text(leftOut)];

    protected override string Part(int n) => n == 2 ? words[Spoken.Half] : base.Part(n);

    protected override string Minus(string operand) => words[Spoken.Negative, operand];

    protected override string Plus(string left, string right) => words[Spoken.Plus, left, right];

    protected override string Minus(string left, string right) => words[Spoken.Minus, left, right];

    protected override string Times(string left, string right) => words[Spoken.Times, left, right];

    protected override string Fraction(string above, string below) => words[Spoken.Over, above, below];

    protected override string Square(string root) => words[Spoken.Square, root];

    protected override string Exponential(string power) => words[Spoken.Exponential, power];

    protected override string Root(string operand) => words[Spoken.Root, operand];

    protected override string Magnitude(string operand) => words[Spoken.Magnitude, operand];

    protected override string Function(string name, IReadOnlyList<string> arguments) => words[Spoken.Function, name, string.Join(", ", arguments)];

    protected override string Cases(string test, string positive, string otherwise) => words[Spoken.Cases, test, positive, otherwise];

    protected override string Bracket(string inner) => words[Spoken.Bracket, inner];

    [GeneratedRegex(@"\s*(?:[,，]\s*)+")]
    private static partial Regex Pauses();
}
