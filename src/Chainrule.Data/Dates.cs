using System.Globalization;

namespace Chainrule.Data;

/// <summary>Dates as cells write them, and as days.</summary>
internal static class Dates
{
    private const int ShortestText = 8;

    // K is the time zone, and may be nothing. 01/02/2024 is left out: half of the world reads February.
    private static readonly string[] s_formats =
    [
        .. from date in (string[])["yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy"]
           from time in (string[])["", " HH:mmK", " HH:mm:ss.FFFFFFFK", "'T'HH:mmK", "'T'HH:mm:ss.FFFFFFFK"]
           select date + time,
    ];

    /// <summary>A point in time, in UTC where a zone is given.</summary>
    public static bool TryParse(string text, out DateTime date)
    {
        date = default;
        return text.Length >= ShortestText && char.IsAsciiDigit(text[0]) && DateTime.TryParseExact(
            text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
    }

    /// <summary>Days since the beginning of 1970, with the time of day as their fraction.</summary>
    public static double Days(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>The point in time after so many days since the beginning of 1970, to the second.</summary>
    public static DateTime At(double days) => DateTime.UnixEpoch.AddSeconds(Math.Round(days * TimeSpan.SecondsPerDay));
}
