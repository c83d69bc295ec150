namespace Chainrule.Solvers;

/// <summary>A point of a line: how far along it lies, the value there, and the slope.</summary>
internal readonly record struct LinePoint(double Length, double Value, double Slope);

/// <summary>
/// Finds a step along a line that falls at its beginning with the strong Wolfe conditions: the value is lower by at least c₁·α times the slope
/// at the beginning, and the slope has at most c₂ times its magnitude. First ever longer steps until such a step must lie between two of
/// them, then ever smaller intervals; each next length is the minimum of the cubic through values and slopes of two points, kept away from
/// both. A step with both conditions is taken at once, wherever it is met. Source: Nocedal and Wright, algorithms 3.5 and 3.6, with (3.59).
/// </summary>
/// <param name="at">Values and slopes along the line. The point returned is always the last one asked for.</param>
/// <param name="settings">c₁, c₂ and how many points may be asked for.</param>
internal sealed class LineSearch(Func<double, LinePoint> at, Lbfgs settings)
{
    private LinePoint _start;
    private int _left;

    /// <summary>A step of both properties, or the best found of the first; null where there is not even that.</summary>
    public LinePoint? Run(LinePoint start, double first)
    {
        (_start, _left) = (start, settings.Evaluations);
        for (var (before, length) = (start, first); ;)
        {
            var here = Ask(length);
            if (IsWolfe(here)) return here;
            if (!IsLower(here) || (before.Length > 0 && here.Value >= before.Value)) return Between(before, here);
            if (_left == 0) return here;
            if (here.Slope >= 0) return Between(here, before);
            length = Minimum(before, here) is var minimum && double.IsFinite(minimum)
                ? Math.Clamp(minimum, here.Length + 0.01 * (here.Length - before.Length), 10 * here.Length)
                : 2 * here.Length;
            before = here;
        }
    }

    /// <summary>
    /// Such a step lies between the two: low has the lowest value of all points of a sufficient decrease, or is the beginning, and falls
    /// towards high.
    /// </summary>
    private LinePoint? Between(LinePoint low, LinePoint high)
    {
        while (_left > 0)
        {
            var width = high.Length - low.Length;
            var part = (Minimum(low, high) - low.Length) / width;
            var here = Ask(low.Length + width * (double.IsFinite(part) ? Math.Clamp(part, 0.1, 0.9) : 0.5));
            if (IsWolfe(here)) return here;
            if (!IsLower(here) || here.Value >= low.Value)
            {
                high = here;
                continue;
            }
            if (here.Slope * width >= 0) high = low;
            low = here;
        }
        return low.Length > 0 ? Ask(low.Length) : null;
    }

    /// <summary>A point whose value or slope is no number is infinitely high.</summary>
    private LinePoint Ask(double length)
    {
        _left--;
        var point = at(length);
        return double.IsFinite(point.Value) && double.IsFinite(point.Slope) ? point : point with { Value = double.PositiveInfinity };
    }

    private bool IsLower(LinePoint here) => here.Value <= _start.Value + settings.SufficientDecrease * here.Length * _start.Slope;

    private bool IsWolfe(LinePoint here) => IsLower(here) && Math.Abs(here.Slope) <= -settings.Curvature * _start.Slope;

    /// <summary>Where the cubic through two values with these slopes has its minimum; NaN if it has none.</summary>
    private static double Minimum(LinePoint a, LinePoint b)
    {
        var d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.Length - b.Length);
        var d2 = Math.CopySign(Math.Sqrt(d1 * d1 - a.Slope * b.Slope), b.Length - a.Length);
        return b.Length - (b.Length - a.Length) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2));
    }
}
