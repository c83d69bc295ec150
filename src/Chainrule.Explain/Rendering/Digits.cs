using System.Globalization;

namespace Chainrule.Explain;

/// <summary>Numbers as the tutorial prints them: nine decimals without trailing zeros, and nine significant digits where that would say too little.</summary>
internal static class Digits
{
    private const int Decimals = 9;

    /// <summary>0.593269992, −0.038098237, 0.0000351018778.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(value);
        if (magnitude >= 1e15) return Minus(value.ToString("R", CultureInfo.InvariantCulture));
        var decimals = magnitude is > 0 and < 1e-4 ? Math.Min(40, Decimals - 1 - (int)Math.Floor(Math.Log10(magnitude))) : Decimals;
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return Minus(text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text);
    }

    /// <summary>With the typographic minus sign, and none before a zero.</summary>
    private static string Minus(string text) => text.TrimStart('-').Trim('0', '.').Length == 0 ? "0" : text.Replace('-', '−');
}
