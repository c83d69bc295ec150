using System.Globalization;

namespace Chainrule.Explain.Tests;

/// <summary>Reads printed arithmetic as a reader with a calculator does: <c>½·(0.01 − 0.75136507)²</c>.</summary>
internal sealed class PrintedArithmetic
{
    private readonly string _text;
    private int _at;

    private PrintedArithmetic(string text) => _text = text.Replace(" ", "");

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
        if (!Take("(")) return Number();
        var value = Sum();
        return Take(")") ? value : throw new FormatException($"<{_text}> lacks a bracket");
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        return double.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }

    private bool Take(string token)
    {
        if (!_text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal)) return false;
        _at += token.Length;
        return true;
    }
}
