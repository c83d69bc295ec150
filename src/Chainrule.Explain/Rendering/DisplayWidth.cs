using System.Globalization;
using System.Text;

namespace Chainrule.Explain;

/// <summary>How many columns of a terminal a text takes: Chinese characters and full-width punctuation take two, combining marks none.</summary>
public static class DisplayWidth
{
    /// <summary>The width in columns.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(rune => IsWide(rune) ? 2 : IsCombining(rune) ? 0 : 1);

    /// <summary>Fills a text up with spaces on the right.</summary>
    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Fills a text up with spaces on the left.</summary>
    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Of(text))) + text;

    private static bool IsCombining(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // The wide ranges of Unicode's East Asian Width that occur in Chinese, Japanese and Korean text.
    private static bool IsWide(Rune rune) => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or
        (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or
        (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
