using System.Globalization;

namespace Chainrule.Explain;

/// <summary>
/// Numbers as the tutorial prints them: nine decimals without trailing zeros, and nine significant digits where that would say too little.
/// </summary>
internal static class Digits
{
    private const int Decimals = 9;

    /// <summary>0.593269992, −0.038098237, 0.0000351018778, 1.5e−20.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value)) return Minus(value.ToString(CultureInfo.InvariantCulture)).Replace("Infinity", "∞");
        var magnitude = Math.Abs(value);
        if (magnitude is >= 1e15 or (> 0 and < 1e-15)) return Minus(value.ToString("0.########e0", CultureInfo.InvariantCulture));
        var decimals = magnitude is > 0 and < 1e-4 ? Decimals - 1 - (int)Math.Floor(Math.Log10(magnitude)) : Decimals;
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return Minus(text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text);
    }

    /// <summary>The number that a reader of <see cref="Of"/> has: the shown digits and no more.</summary>
    public static double Shown(double value) => double.Parse(Of(value).Replace('−', '-').Replace("∞", "Infinity"), CultureInfo.InvariantCulture);

    /// <summary>With the typographic minus sign, and none before a zero.</summary>
    private static string Minus(string text) => text.TrimStart('-').Trim('0', '.').Length == 0 ? "0" : text.Replace('-', '−');
}
