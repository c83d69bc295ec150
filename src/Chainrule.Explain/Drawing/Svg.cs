using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>The few elements of SVG that drawings are made of. Colours and fonts are the page's: every element has a class.</summary>
internal static class Svg
{
    /// <summary>How much larger a drawing is where there is room; on a small screen it shrinks to its width.</summary>
    private const double Scale = 1.15;

    /// <summary>A drawing with a title and a description for those who do not see it.</summary>
    public static XElement Drawing(string id, double width, double height, string title, string description, IEnumerable<XElement?> content) => new(
        "svg",
        new XAttribute("viewBox", $"0 0 {Text(width)} {Text(height)}"),
        new XAttribute("width", Text(Scale * width)), new XAttribute("height", Text(Scale * height)),
        new XAttribute("role", "img"), new XAttribute("aria-labelledby", $"{id}-title {id}-desc"),
        new XElement("title", new XAttribute("id", $"{id}-title"), title),
        new XElement("desc", new XAttribute("id", $"{id}-desc"), description),
        content);

    public static XElement Line(string style, double x1, double y1, double x2, double y2) => new(
        "line", Class(style), At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static XElement Circle(string style, double x, double y, double radius) => new(
        "circle", Class(style), At("cx", x), At("cy", y), At("r", radius));

    public static XElement Box(string style, double x, double y, double width, double height, double corner) => new(
        "rect", Class(style), At("x", x), At("y", y), At("width", width), At("height", height), At("rx", corner));

    public static XElement Path(string style, IEnumerable<(double X, double Y)> points) => new(
        "polyline", Class(style), new XAttribute("points", Points(points)));

    /// <summary>A dot at each point, all of them one element; the page says how large they are.</summary>
    public static XElement Dots(string style, IEnumerable<(double X, double Y)> points) => new(
        "path", Class(style), new XAttribute("d", string.Concat(points.Select(point => $"M{Text(point.X)},{Text(point.Y)}h0"))));

    /// <summary>A bar in a table, with the uncertainty of its end; it repeats a number for the eye, and is not heard.</summary>
    public static XElement Bar(double share, double deviation)
    {
        const double Length = 100, Height = 10, Middle = Height / 2;
        double At(double part) => Length * Math.Clamp(part, 0, 1);
        return new(
            "svg", Class("bar"), new XAttribute("aria-hidden", "true"), new XAttribute("viewBox", $"0 0 {Length} {Height}"),
            Box("bar", 0, 1, At(share), Height - 2, 1),
            deviation > 0 ? Line("whisker", At(share - deviation), Middle, At(share + deviation), Middle) : null);
    }

    /// <summary>A grey image: of each shade, the runs of pixels that have it are one line. It keeps its shades in the dark.</summary>
    public static IEnumerable<XElement> Pixels(int width, IReadOnlyList<double> shades)
    {
        const int Steps = 15;
        var runs = new SortedDictionary<int, StringBuilder>();
        for (var (start, end) = (0, 0); start < shades.Count; start = end)
        {
            int Step(int pixel) => (int)Math.Round(Steps * Math.Clamp(shades[pixel], 0, 1));
            for (; end < shades.Count && end / width == start / width && Step(end) == Step(start); end++) { }
            if (!runs.TryGetValue(Step(start), out var path)) runs[Step(start)] = path = new();
            path.Append(CultureInfo.InvariantCulture, $"M{start % width} {start / width}.5h{end - start}");
        }
        return runs.Select(run => new XElement(
            "path", new XAttribute("stroke", $"#{run.Key:x}{run.Key:x}{run.Key:x}"), new XAttribute("d", run.Value.ToString())));
    }

    /// <summary>The head of an arrow that arrives at a point from another.</summary>
    public static XElement Arrow(string style, (double X, double Y) from, (double X, double Y) to)
    {
        const double Length = 9, HalfWidth = 3.8;
        var (dx, dy) = Direction(from, to);
        var (x, y) = (to.X - Length * dx, to.Y - Length * dy);
        var corners = Points([to, (x - HalfWidth * dy, y + HalfWidth * dx), (x + HalfWidth * dy, y - HalfWidth * dx)]);
        return new("polygon", Class(style), new XAttribute("points", corners));
    }

    /// <summary>Words, centred on a point unless an anchor says otherwise.</summary>
    public static XElement Words(string style, double x, double y, object content, string anchor = "middle") => new(
        "text", Class(style), At("x", x), At("y", y), new XAttribute("text-anchor", anchor), content);

    /// <summary>A name with its subscript, as the content of a text.</summary>
    public static object[] Name(MathName name)
    {
        var sup = (name.Layer.Length > 0 ? $"({name.Layer})" : "") + (name.IsNew ? "+" : "");
        return
        [
            new XElement("tspan", Class(name.Base.Length > 1 ? "word" : "letter"), name.Base),
            .. name.Subscript.Length > 0 ? [new XElement("tspan", Class("sub"), At("dy", 4), name.Subscript)] : Array.Empty<object>(),
            .. sup.Length > 0 ? [new XElement("tspan", Class("sub"), At("dy", name.Subscript.Length > 0 ? -10 : -6), sup)] : Array.Empty<object>(),
        ];
    }

    /// <summary>A number behind a name, upright and back on the line.</summary>
    public static object[] Number(string number) => [new XElement("tspan", Class("value"), At("dy", -4), number)];

    /// <summary>The unit vector from one point to another.</summary>
    public static (double X, double Y) Direction((double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max(1e-9, Math.Sqrt(dx * dx + dy * dy));
        return (dx / length, dy / length);
    }

    public static string Text(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Text(point.X)},{Text(point.Y)}"));

    private static XAttribute Class(string style) => new("class", style);

    private static XAttribute At(string name, double value) => new(name, Text(value));
}
