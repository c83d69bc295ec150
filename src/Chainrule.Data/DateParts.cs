using System.Numerics;

namespace Chainrule.Data;

/// <summary>What a network sees of a date beside its days: only parts that differ among the training rows are worth an input.</summary>
/// <param name="Months">Whether there is an indicator for each month.</param>
/// <param name="Weekdays">Whether there is an indicator for each day of the week, Monday first.</param>
/// <param name="Time">Whether there is the time of day, from -1 to 1.</param>
public readonly record struct DateParts(bool Months, bool Weekdays, bool Time)
{
    private const int MonthCount = 12, WeekdayCount = 7;

    /// <summary>How many numbers the parts are.</summary>
    public int Width => (Months ? MonthCount : 0) + (Weekdays ? WeekdayCount : 0) + (Time ? 1 : 0);

    /// <summary>Dates that all fall on the same day of the month, as the first of January, say nothing by their weekday.</summary>
    internal static DateParts In(DateTime[] dates) => dates.Aggregate(default(DateParts), (parts, date) => parts.With(dates[0], date));

    /// <summary>With the parts by which another date differs from the first.</summary>
    internal DateParts With(DateTime first, DateTime date) =>
        new(Months || date.Month != first.Month, Weekdays || date.Day != first.Day, Time || date.TimeOfDay != first.TimeOfDay);

    /// <summary>Writes the parts of a date to a place that is all zeros.</summary>
    internal void Write<T>(DateTime date, Span<T> place) where T : INumber<T>
    {
        if (Months)
        {
            place[date.Month - 1] = T.One;
            place = place[MonthCount..];
        }
        if (Weekdays)
        {
            place[((int)date.DayOfWeek + WeekdayCount - 1) % WeekdayCount] = T.One;
            place = place[WeekdayCount..];
        }
        if (Time) place[0] = T.CreateTruncating((date.TimeOfDay.TotalDays * 2) - 1);
    }
}
