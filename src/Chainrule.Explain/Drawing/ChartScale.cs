namespace Chainrule.Explain;

/// <summary>The reach of an axis and its ticks: every power of ten, or round numbers at even distances.</summary>
internal sealed class ChartScale
{
    private const int MostPowers = 8, MostSteps = 6;

    private readonly bool _isLogarithmic;
    private readonly double _low, _high;

    private ChartScale(bool isLogarithmic, double low, double high, IReadOnlyList<double> ticks) =>
        (_isLogarithmic, _low, _high, Ticks) = (isLogarithmic, low, high, ticks);

    /// <summary>The numbers that have a line across the chart.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Makes an axis long enough for some values.</summary>
    /// <param name="axis">What it is to be.</param>
    /// <param name="values">What has to fit; at least one, all of which have a place on it.</param>
    /// <param name="isExact">Whether it ends where the values do, and not at the next tick, which keeps lines clear of the frame.</param>
    public static ChartScale Of(ChartAxis axis, IReadOnlyCollection<double> values, bool isExact) => axis.IsLogarithmic
        ? Powers(Math.Log10(axis.From ?? values.Min()), Math.Log10(axis.To ?? values.Max()), isExact)
        : Steps(axis.From ?? values.Min(), axis.To ?? values.Max(), isExact, values.All(double.IsInteger));

    /// <summary>Whether a number has a place on an axis.</summary>
    public static bool Takes(ChartAxis axis, double value) => double.IsFinite(value) && (!axis.IsLogarithmic || value > 0);

    /// <summary>How far along the axis a number stands: 0 at its beginning, 1 at its end.</summary>
    public double Share(double value) => ((_isLogarithmic ? Math.Log10(value) : value) - _low) / (_high - _low);

    private static ChartScale Powers(double low, double high, bool isExact)
    {
        if (!isExact) (low, high) = (Math.Floor(low), Math.Ceiling(high));
        if (high - low < 1e-9) high = low + 1;
        var step = Math.Max(1, (int)Math.Ceiling((high - low) / MostPowers));
        var ticks = new List<double>();
        for (var power = (int)Math.Ceiling(low - 1e-9); power <= high + 1e-9; power += step) ticks.Add(Math.Pow(10, power));
        return new(true, low, high, ticks);
    }

    private static ChartScale Steps(double low, double high, bool isExact, bool areWhole)
    {
        // One value alone has some room around it.
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))) (low, high) = (low - Room(low), high + Room(high));
        var step = Round((high - low) / MostSteps);
        if (areWhole) step = Math.Max(1, step);
        if (!isExact) (low, high) = (step * Math.Floor(low / step + 1e-9), step * Math.Ceiling(high / step - 1e-9));
        var first = (long)Math.Ceiling(low / step - 1e-9);
        var count = (int)Math.Floor(high / step + 1e-9 - first) + 1;
        return new(false, low, high, [.. Enumerable.Range(0, count).Select(n => (first + n) * step)]);
    }

    private static double Room(double value) => value == 0 ? 1 : Math.Abs(value) / 2;

    /// <summary>The next of 1, 2 and 5 times a power of ten.</summary>
    private static double Round(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var digit = step / power;
        return power * (digit <= 1 + 1e-9 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
