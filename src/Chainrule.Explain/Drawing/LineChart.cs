using System.Globalization;
using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>Lines over two logarithmic axes, with a tick at every power of ten, and the name of each line at its end.</summary>
internal sealed class LineChart
{
    private const double Width = 480, Height = 300, Left = 64, Right = 84, Top = 28, Bottom = 46;

    private readonly Range _x, _y;

    private LineChart(IReadOnlyList<ChartLine> lines)
    {
        var points = lines.SelectMany(line => line.Points).ToList();
        (_x, _y) = (Range.Of(points.Select(point => point.X), isExact: true), Range.Of(points.Select(point => point.Y), isExact: false));
    }

    /// <summary>The drawing, or null where there is no line to draw: of fewer than two points.</summary>
    public static XElement? Draw(ChartFigure figure, Func<Prose, string> text, Words<PageText> words)
    {
        IReadOnlyList<ChartLine> lines = [.. figure.Lines
            .Select(line => line with { Points = [.. line.Points.Where(point => point.X > 0 && point.Y > 0)] }).Where(line => line.Points.Count > 1)];
        if (lines.Count == 0) return null;
        var chart = new LineChart(lines);
        var (first, last) = (lines[0].Points[0], lines[0].Points[^1]);
        var description = words[PageText.ChartFromTo, text(figure.Y), Digits.Of(first.Y), Count(first.X), Digits.Of(last.Y), Count(last.X)];
        var content = chart.Content(lines, words[PageText.LogScale, text(figure.X)], words[PageText.LogScale, text(figure.Y)]);
        return Svg.Drawing(figure.Id, Width, Height, text(figure.Title), description, content);
    }

    private IEnumerable<XElement> Content(IReadOnlyList<ChartLine> lines, string xTitle, string yTitle)
    {
        foreach (var tick in _x.Ticks)
        {
            yield return Svg.Line("grid", X(tick), Top, X(tick), Height - Bottom);
            yield return Svg.Words("tick", X(tick), Height - Bottom + 17, Count(tick));
        }
        foreach (var tick in _y.Ticks)
        {
            yield return Svg.Line("grid", Left, Y(tick), Width - Right, Y(tick));
            yield return Svg.Words("tick", Left - 8, Y(tick) + 4, tick >= 1e-4 ? Count(tick) : Power(tick), "end");
        }
        yield return Svg.Words("axis", (Left + Width - Right) / 2, Height - 8, xTitle);
        yield return Svg.Words("axis", 8, 14, yTitle, "start");
        // The most important line is drawn last, over the others; labels that would touch are moved apart.
        var labels = Apart([.. lines.Select(line => Y(line.Points[^1].Y) + 4)]);
        for (var n = lines.Count - 1; n >= 0; n--)
        {
            yield return Svg.Path($"line line{n + 1}", lines[n].Points.Select(point => (X(point.X), Y(point.Y))));
            yield return Svg.Words($"label line{n + 1}", X(lines[n].Points[^1].X) + 6, labels[n], lines[n].Label, "start");
        }
    }

    private static double[] Apart(double[] heights)
    {
        const double Least = 14;
        var order = Enumerable.Range(0, heights.Length).OrderBy(n => heights[n]).ToList();
        for (var n = 1; n < order.Count; n++) heights[order[n]] = Math.Max(heights[order[n]], heights[order[n - 1]] + Least);
        return heights;
    }

    /// <summary>10⁻⁵</summary>
    private static object[] Power(double tick)
    {
        var exponent = Math.Round(Math.Log10(tick)).ToString(CultureInfo.InvariantCulture).Replace('-', '−');
        return [new XElement("tspan", "10"), new XElement("tspan", new XAttribute("class", "sub"), new XAttribute("dy", "-5"), exponent)];
    }

    private static string Count(double value) => value >= 1 ? value.ToString("#,0.###", CultureInfo.InvariantCulture) : Digits.Of(value);

    private double X(double value) => Left + _x.Share(value) * (Width - Left - Right);

    private double Y(double value) => Height - Bottom - _y.Share(value) * (Height - Top - Bottom);

    /// <summary>The reach of a logarithmic axis.</summary>
    private readonly record struct Range(double Low, double High, IReadOnlyList<double> Ticks)
    {
        public static Range Of(IEnumerable<double> values, bool isExact)
        {
            var list = values.ToList();
            var (low, high) = (Math.Log10(list.Min()), Math.Log10(list.Max()));
            // An axis that is not exact has room up to the next tick, so that a line keeps clear of the frame.
            if (!isExact) (low, high) = (Math.Floor(low), Math.Ceiling(high));
            if (high - low < 1e-9) high = low + 1;
            var step = Math.Max(1, (int)Math.Ceiling((high - low) / 8));
            var ticks = new List<double>();
            for (var power = (int)Math.Ceiling(low - 1e-9); power <= high + 1e-9; power += step) ticks.Add(Math.Pow(10, power));
            return new(low, high, ticks);
        }

        public double Share(double value) => (Math.Log10(value) - Low) / (High - Low);
    }
}
