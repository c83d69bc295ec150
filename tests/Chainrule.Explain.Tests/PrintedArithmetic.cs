using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>Reads printed arithmetic as a reader with a calculator does: <c>½·(0.01 − 0.75136507)²</c>.</summary>
internal sealed partial class PrintedArithmetic
{
    private readonly string _text;
    private int _at;

    // How many terms a number stands for is no arithmetic.
    private PrintedArithmetic(string text) => _text = Counts().Replace(text, "").Replace(" ", "");

    public static double Value(string text)
    {
        var reader = new PrintedArithmetic(text);
        var value = reader.Sum();
        return reader._at == reader._text.Length ? value : throw new FormatException($"<{text}> has no reading at {reader._at}");
    }

    private double Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take("+")) value += Product();
            else if (Take("−")) value -= Product();
            else return value;
        }
    }

    private double Product()
    {
        var value = Power();
        while (true)
        {
            if (Take("·")) value *= Power();
            else if (Take("/")) value /= Power();
            else return value;
        }
    }

    private double Power()
    {
        if (Take("−")) return -Power();
        var value = Take("e^") ? Math.Exp(Atom()) : Atom();
        return Take("²") ? value * value : value;
    }

    private double Atom()
    {
        if (Take("½")) return 0.5;
        if (Take("ln(")) return Math.Log(Closed());
        if (Take("tanh(")) return Math.Tanh(Closed());
        if (Take("abs(")) return Math.Abs(Closed());
        if (Take("√(")) return Math.Sqrt(Closed());
        if (Take("erf(")) return Testing.HighPrecision.Erf(Closed()).ToDouble();
        if (Take("max(")) return Math.Max(Sum(), Take(",") ? Closed() : double.NaN);
        if (Take("min(")) return Math.Min(Sum(), Take(",") ? Closed() : double.NaN);
        if (Take("[")) return Choice();
        return Take("(") ? Closed() : Number();
    }

    private double Closed()
    {
        var value = Sum();
        return Take(")") ? value : throw new FormatException($"<{_text}> lacks a bracket");
    }

    /// <summary>[a > 0 ? b : c]</summary>
    private double Choice()
    {
        var test = Sum();
        if (!Take(">0?")) throw new FormatException($"<{_text}> has no test");
        var positive = Sum();
        if (!Take(":")) throw new FormatException($"<{_text}> has no other case");
        var otherwise = Sum();
        return Take("]") ? test > 0 ? positive : otherwise : throw new FormatException($"<{_text}> lacks a bracket");
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        var digits = _text[start.._at];
        if (!Take("e")) return double.Parse(digits, CultureInfo.InvariantCulture);
        start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || (_at == start && _text[_at] == '−'))) _at++;
        return double.Parse($"{digits}e{_text[start.._at].Replace('−', '-')}", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@" \[(其余 )?\d+ (more|项)\]")]
    private static partial Regex Counts();

    private bool Take(string token)
    {
        if (!_text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal)) return false;
        _at += token.Length;
        return true;
    }
}
