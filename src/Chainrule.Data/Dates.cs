using System.Globalization;

namespace Chainrule.Data;

/// <summary>Dates as cells write them, and as days.</summary>
internal static class Dates
{
    private const int ShortestText = 8, DateLength = 10;

    // K is the time zone, and may be nothing. 01/02/2024 is left out: half of the world reads February.
    private static readonly (char Fifth, string Date, string[] Timed)[] s_formats =
    [
        .. from date in new[] { ('-', "yyyy-MM-dd"), ('/', "yyyy/MM/dd"), ('\0', "dd.MM.yyyy") }
           let timed = from time in (string[])[" HH:mmK", " HH:mm:ss.FFFFFFFK", "'T'HH:mmK", "'T'HH:mm:ss.FFFFFFFK"] select date.Item2 + time
           select (date.Item1, date.Item2, timed.ToArray()),
    ];

    /// <summary>A point in time, in UTC where a zone is given.</summary>
    public static bool TryParse(string text, out DateTime date)
    {
        date = default;
        if (text.Length < ShortestText || !char.IsAsciiDigit(text[0])) return false;
        // One format of a date fits by its fifth character, and a time of day makes it longer: to try all of them takes long in a long column.
        var (_, plain, timed) = Array.Find(s_formats, format => format.Fifth == text[4] || format.Fifth == '\0');
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Length <= DateLength
            ? DateTime.TryParseExact(text, plain, CultureInfo.InvariantCulture, Style, out date)
            : DateTime.TryParseExact(text, timed, CultureInfo.InvariantCulture, Style, out date);
    }

    /// <summary>Days since the beginning of 1970, with the time of day as their fraction.</summary>
    public static double Days(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>The point in time after so many days since the beginning of 1970, to the second.</summary>
    public static DateTime At(double days) => DateTime.UnixEpoch.AddSeconds(Math.Round(days * TimeSpan.SecondsPerDay));
}
