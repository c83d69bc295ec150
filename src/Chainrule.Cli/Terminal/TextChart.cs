using System.Globalization;
using System.Text;

namespace Chainrule.Cli;

/// <summary>
/// A line of numbers in braille dots, two across and four down in a character, over a logarithmic axis. What is far above the rest is cut
/// off, so that the rest can be seen.
/// </summary>
/// <param name="x">Above 0, ascending.</param>
/// <param name="y">As many.</param>
/// <param name="marked">The x of an upright line, if there is one.</param>
internal sealed class TextChart(IReadOnlyList<double> x, IReadOnlyList<double> y, double? marked)
{
    private const int Columns = 60, Lines = 12, Across = 2, Down = 4;

    /// <summary>The bit of each dot of a character, [across, down].</summary>
    private static readonly int[,] s_dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly double _low = y.Min(), _high = Math.Max(Math.Min(y.Max(), 2 * y[0] - y.Min()), y.Min() + 1e-9);

    /// <summary>The chart with the names of its axes, each line with its end.</summary>
    public string Draw(string xName, string yName)
    {
        var cells = new int[Lines, Columns];
        for (var (dot, before) = (0, Row(0)); dot < Columns * Across; dot++)
        {
            var row = Row(dot);
            // Up or down to the one before, so that the line has no gaps.
            for (var i = row; i != before || i == row; i += Math.Sign(before - row))
            {
                if (i >= 0) cells[i / Down, dot / Across] |= s_dots[dot % Across, i % Down];
                if (before == row) break;
            }
            before = row;
        }
        var labels = Enumerable.Range(0, Lines).Select(line => line % 3 == 0 || line == Lines - 1 ? Label(line) : "").ToList();
        var width = labels.Max(label => label.Length);
        var text = new StringBuilder();
        text.Append(' ', width + 2).Append(yName).Append('\n');
        for (var line = 0; line < Lines; line++)
        {
            var drawn = string.Concat(Enumerable.Range(0, Columns).Select(column => Character(cells[line, column], column)));
            text.Append(labels[line].PadLeft(width)).Append(labels[line].Length > 0 ? " ┤" : " │").Append(drawn.TrimEnd()).Append('\n');
        }
        return text.Append(' ', width).Append(" └").Append(Axis()).Append('\n').Append(' ', width + 2).Append(Ticks(xName)).Append('\n').ToString();
    }

    private static double Log(double value) => Math.Log10(value);

    /// <summary>How far below the top the line is over a dot; above the top it is below 0.</summary>
    private int Row(int dot) => (int)Math.Max(-1, Math.Round((_high - At(dot)) / (_high - _low) * (Lines * Down - 1)));

    /// <summary>The value over a dot, between its neighbours.</summary>
    private double At(int dot)
    {
        var place = Log(x[0]) + dot / (Columns * Across - 1.0) * Span;
        var right = x.Index().FirstOrDefault(item => Log(item.Item) >= place - 1e-9).Index;
        if (right == 0) return y[0];
        var share = (place - Log(x[right - 1])) / (Log(x[right]) - Log(x[right - 1]));
        return y[right - 1] + share * (y[right] - y[right - 1]);
    }

    private double Span => Math.Max(Log(x[^1]) - Log(x[0]), 1e-9);

    private int Column(double value) => (int)Math.Round((Log(value) - Log(x[0])) / Span * (Columns - 1));

    private string Label(int line) =>
        (_high - (line + 0.5) / Lines * (_high - _low)).ToString("G3", CultureInfo.InvariantCulture);

    private char Character(int dots, int column) =>
        dots > 0 ? (char)(0x2800 + dots) : marked is { } mark && Column(mark) == column ? '╎' : ' ';

    /// <summary>The powers of ten below the chart.</summary>
    private IEnumerable<int> Powers => Enumerable.Range((int)Math.Ceiling(Log(x[0]) - 1e-9), 40).Where(power => power <= Log(x[^1]) + 1e-9);

    private string Axis()
    {
        var axis = new string('─', Columns).ToCharArray();
        foreach (var power in Powers) axis[Column(Math.Pow(10, power))] = '┴';
        return new(axis);
    }

    private string Ticks(string xName)
    {
        var ticks = new StringBuilder();
        foreach (var power in Powers)
        {
            var name = $"1e{power}";
            var start = Math.Max(0, Column(Math.Pow(10, power)) - name.Length / 2);
            if (start > ticks.Length || ticks.Length == 0) ticks.Append(' ', Math.Max(0, start - ticks.Length)).Append(name);
        }
        return $"{ticks}  {xName}";
    }
}
