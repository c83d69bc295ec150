using System.Globalization;
using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>Lines and dots over two axes, with the name of each line at its end.</summary>
internal sealed class LineChart
{
    private const double Width = 480, Height = 300, Left = 64, Right = 84, Top = 28, Bottom = 46;

    /// <summary>How many styles of lines the page has; further lines have them again.</summary>
    private const int Styles = 6;

    private const int LongestLabel = 13;

    private readonly ChartScale _x, _y;
    private readonly ChartFigure _figure;

    private LineChart(ChartFigure figure)
    {
        var points = figure.Lines.SelectMany(line => line.Points).ToList();
        _figure = figure;
        _x = ChartScale.Of(figure.X, [.. points.Select(point => point.X)], isExact: true);
        _y = ChartScale.Of(figure.Y, [.. points.Select(point => point.Y)], isExact: false);
    }

    /// <summary>The drawing, or null where there is no line to draw: of fewer than two points.</summary>
    public static XElement? Draw(ChartFigure figure, Func<Prose, string> text, Words<PageText> words, string prefix = "")
    {
        bool HasPlace((double X, double Y) point) => ChartScale.Takes(figure.X, point.X) && ChartScale.Takes(figure.Y, point.Y);
        figure = figure with
        {
            Lines = [.. figure.Lines.Select(line => line with { Points = [.. line.Points.Where(HasPlace)] }).Where(line => line.Points.Count > 1)],
        };
        if (figure.Lines.All(line => line.Style == ChartStyle.Reference)) return null;
        var content = new LineChart(figure).Content(AxisTitle(figure.X, text, words), AxisTitle(figure.Y, text, words));
        return Svg.Drawing(prefix + figure.Id, Width, Height, text(figure.Title), Description(figure, text, words), content);
    }

    private static string Description(ChartFigure figure, Func<Prose, string> text, Words<PageText> words)
    {
        var main = figure.Lines.First(line => line.Style != ChartStyle.Reference);
        var (first, last) = (main.Points[0], main.Points[^1]);
        return main.Style == ChartStyle.Dots
            ? words[PageText.ChartDots, main.Points.Count, text(figure.Y.Title), text(figure.X.Title)]
            : words[PageText.ChartFromTo, text(figure.Y.Title), Digits.Of(first.Y), Count(first.X), Digits.Of(last.Y), Count(last.X)];
    }

    private static string AxisTitle(ChartAxis axis, Func<Prose, string> text, Words<PageText> words) =>
        axis.IsLogarithmic ? words[PageText.LogScale, text(axis.Title)] : text(axis.Title);

    private IEnumerable<XElement> Content(string xTitle, string yTitle)
    {
        foreach (var tick in _x.Ticks)
        {
            yield return Svg.Line("grid", X(tick), Top, X(tick), Height - Bottom);
            yield return Svg.Words("tick", X(tick), Height - Bottom + 17, Count(tick));
        }
        foreach (var tick in _y.Ticks)
        {
            yield return Svg.Line("grid", Left, Y(tick), Width - Right, Y(tick));
            yield return Svg.Words("tick", Left - 8, Y(tick) + 4, tick >= 1e-4 || !_figure.Y.IsLogarithmic ? Count(tick) : Power(tick), "end");
        }
        yield return Svg.Words("axis", (Left + Width - Right) / 2, Height - 8, xTitle);
        yield return Svg.Words("axis", 8, 14, yTitle, "start");
        if (_figure.Mark is { } mark)
        {
            yield return Svg.Line("mark", X(mark.X), Top, X(mark.X), Height - Bottom);
            var isLeft = _x.Share(mark.X) < 0.5;
            yield return Svg.Words("tick", X(mark.X) + (isLeft ? 5 : -5), Top + 12, mark.Label, isLeft ? "start" : "end");
        }
        // The most important line is drawn last, over the others; labels that would touch are moved apart.
        var lines = _figure.Lines;
        var labels = Apart([.. lines.Select(line => Y(line.Points[^1].Y) + 4)]);
        for (var n = lines.Count - 1; n >= 0; n--)
        {
            var style = lines[n].Style == ChartStyle.Reference ? "reference" : $"line{n % Styles + 1}";
            foreach (var shape in Shapes(lines[n], style)) yield return shape;
            if (lines[n].Label.Length > 0)
                yield return Svg.Words($"label {style}", X(lines[n].Points[^1].X) + 6, labels[n], Shortened(lines[n].Label), "start");
        }
    }

    private IEnumerable<XElement> Shapes(ChartLine line, string style)
    {
        var points = line.Points.Select(point => (X(point.X), Y(point.Y)));
        if (line.Style != ChartStyle.Dots) yield return Svg.Path($"line {style}", points);
        if (line.Style is ChartStyle.Dots or ChartStyle.DottedLine)
            yield return Svg.Dots($"dots {(line.Style == ChartStyle.Dots ? "many " : "")}{style}", points);
    }

    private static string Shortened(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";

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
}
