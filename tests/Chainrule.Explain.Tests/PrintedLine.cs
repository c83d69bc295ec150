using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>A line of numbers with the result below it, as they are printed, and whether a reader with a calculator agrees.</summary>
internal sealed partial record PrintedLine(string Numbers, string Sign, string Result)
{
    /// <summary>All such pairs of a page.</summary>
    public static IEnumerable<PrintedLine> In(string text)
    {
        var lines = text.Split('\n');
        for (var n = 1; n < lines.Length; n++)
        {
            var (numbers, result) = (NumbersLine().Match(lines[n - 1]), ResultLine().Match(lines[n]));
            if (numbers.Success && result.Success) yield return new(numbers.Groups[1].Value, result.Groups[1].Value, result.Groups[2].Value);
        }
    }

    /// <summary>
    /// Whether "=" stands where the shown numbers give the shown result, and "≈" where they miss it by one or two of its last digit, or where it is
    /// nothing but the rounding of terms that cancel.
    /// </summary>
    public bool Holds()
    {
        var byHand = PrintedArithmetic.Value(Numbers);
        var result = double.Parse(Result.Replace('−', '-'), CultureInfo.InvariantCulture);
        if (!double.IsFinite(byHand)) return Sign == "≈";
        var isEqual = Rounded(byHand) == Rounded(result);
        // Terms that cancel to the last digit leave the rounding of doubles.
        if (Sign == "=") return isEqual || IsTie(byHand) || (result == 0 && Math.Abs(byHand) < 1e-15);
        var isDust = Math.Abs(result) < 1e-12 && Math.Abs(byHand) < 1e-8;
        // Of 1 + erf(z) far to the left hardly a digit is left: two exact ways to it differ.
        var isTail = Numbers.Contains("erf(", StringComparison.Ordinal) && Math.Abs(byHand - result) < 1e-14;
        return isDust || isTail || ((!isEqual || IsTie(byHand)) && Math.Abs(byHand - result) <= 2.6 * Math.Pow(10, -Places(result)));
    }

    /// <summary>Whether it lies so close between two shown numbers that doubles cannot tell on which side.</summary>
    private static bool IsTie(double value)
    {
        var scaled = Math.Abs(value) * Math.Pow(10, Places(value));
        return Math.Abs(scaled - Math.Floor(scaled) - 0.5) < 1e-12 * scaled;
    }

    private static int Places(double value)
    {
        var order = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return order < -4 ? 8 - order : Math.Max(0, 9 - Math.Max(0, order));
    }

    /// <summary>In decimal, ties away from zero; the conversion keeps 15 digits, so that a tie of decimals is one.</summary>
    private static string Rounded(double value)
    {
        var places = Places(value);
        if (Math.Abs(value) > 1e13 || places > 23) return value.ToString("E8", CultureInfo.InvariantCulture);
        return Math.Round((decimal)value, places, MidpointRounding.AwayFromZero).ToString($"F{places}", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^ +(?:\S.* )?= ((?:[−0-9(½√\[]|e\^|ln\(|max\(|min\(|tanh\(|abs\(|erf\().*)$")]
    private static partial Regex NumbersLine();

    [GeneratedRegex(@"^ +([=≈]) (−?[0-9.]+(?:e−?[0-9]+)?)(?: {6}.*)?$")]
    private static partial Regex ResultLine();
}
