using System.Globalization;

namespace Chainrule.Explain;

/// <summary>
/// Numbers as the tutorial prints them: nine decimals without trailing zeros; nine significant digits where that would say too little, and
/// ten where it would say too much.
/// </summary>
public static class Digits
{
    /// <summary>How many decimals the tutorial shows.</summary>
    public const int Decimals = 9;

    /// <summary>0.593269992, −0.038098237, 0.0000351018778, 1.5e−20.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many decimals are shown, and of a small number how many significant digits.</param>
    public static string Of(double value, int decimals = Decimals)
    {
        if (!double.IsFinite(value)) return Minus(value.ToString(CultureInfo.InvariantCulture)).Replace("Infinity", "∞");
        var magnitude = Math.Abs(value);
        if (magnitude is >= 1e15 or (> 0 and < 1e-15))
            return Minus(value.ToString($"0.{new string('#', decimals - 1)}e0", CultureInfo.InvariantCulture));
        var text = value.ToString($"F{Places(magnitude, decimals)}", CultureInfo.InvariantCulture);
        return Minus(text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text);
    }

    /// <summary>The same number of decimals, whatever they are: 0.9000.</summary>
    public static string Fixed(double value, int decimals) => Minus(value.ToString($"F{decimals}", CultureInfo.InvariantCulture));

    /// <summary>The number that a reader of <see cref="Of"/> has: the shown digits and no more.</summary>
    public static double Shown(double value, int decimals = Decimals) =>
        double.Parse(Of(value, decimals).Replace('−', '-').Replace("∞", "Infinity"), CultureInfo.InvariantCulture);

    /// <summary>The n of a constant 1/n that would take more than nine decimals to write, such as a third; otherwise null.</summary>
    public static int? PartOf(double value)
    {
        if (!(value is > 0 and < 1) || Shown(value) == value) return null;
        var n = (int)Math.Min(int.MaxValue, Math.Round(1 / value));
        return 1.0 / n == value ? n : null;
    }

    /// <summary>One unit in the last of the nine places that <see cref="Of"/> shows.</summary>
    public static double Unit(double value)
    {
        var magnitude = Math.Abs(value);
        var hasExponent = magnitude is >= 1e15 or (> 0 and < 1e-15);
        return Math.Pow(10, hasExponent ? Math.Floor(Math.Log10(magnitude)) + 1 - Decimals : -Places(magnitude, Decimals));
    }

    private static int Places(double magnitude, int decimals) => magnitude switch
    {
        > 0 and < 1e-4 => decimals - 1 - (int)Math.Floor(Math.Log10(magnitude)),
        >= 10 and < 1e15 => Math.Max(0, decimals - (int)Math.Floor(Math.Log10(magnitude))),
        _ => decimals,
    };

    /// <summary>With the typographic minus sign, and none before a zero.</summary>
    private static string Minus(string text) => text.Trim('-', '0', '.').Length == 0 ? text.TrimStart('-') : text.Replace('-', '−');
}
