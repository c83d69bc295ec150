namespace Chainrule.Explain;

/// <summary>Numbers over numbers, drawn as lines or dots; plain text has a table instead.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Title">What is drawn.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">The lines, the most important first.</param>
public sealed record ChartFigure(string Id, Prose Title, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartLine> Lines) : Block
{
    /// <summary>A place on the horizontal axis that is marked, and what is said of it.</summary>
    public (double X, string Label)? Mark { get; init; }
}

/// <summary>An axis of a chart.</summary>
/// <param name="Title">What it measures.</param>
/// <param name="IsLogarithmic">Whether it counts in powers of ten; what is not above 0 has no place on it and is left out.</param>
/// <param name="From">Where it begins; null for where the numbers do.</param>
/// <param name="To">Where it ends; null for where the numbers do.</param>
public sealed record ChartAxis(Prose Title, bool IsLogarithmic = false, double? From = null, double? To = null);

/// <summary>A line of a chart.</summary>
/// <param name="Label">Its name, which stands at its end; may be empty.</param>
/// <param name="Points">From left to right; what is not finite is left out.</param>
/// <param name="Style">How it is drawn.</param>
public sealed record ChartLine(string Label, IReadOnlyList<(double X, double Y)> Points, ChartStyle Style = ChartStyle.Line);

/// <summary>How the points of a chart are drawn.</summary>
public enum ChartStyle
{
    /// <summary>As one line.</summary>
    Line,

    /// <summary>As a line with a dot at each point, of which there are few.</summary>
    DottedLine,

    /// <summary>As dots alone, of which there are many.</summary>
    Dots,

    /// <summary>As a line to compare with: what would be perfect.</summary>
    Reference,
}

/// <summary>Figures beside each other, as far as there is room.</summary>
public sealed record FigureRow(IReadOnlyList<Block> Figures) : Block
{
    /// <summary>Whether they are many small ones.</summary>
    internal bool IsOfSmall => Figures.Count > 1 && Figures.All(figure => figure is PixelFigure);
}

/// <summary>A small grey image.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Height">How many rows of pixels it has.</param>
/// <param name="Width">How many columns.</param>
/// <param name="Shades">0 for black to 1 for white, row by row.</param>
/// <param name="Title">What it is, for whoever does not see it.</param>
/// <param name="Caption">What is said of it; it stands below.</param>
public sealed record PixelFigure(string Id, int Height, int Width, IReadOnlyList<double> Shades, string Title, Prose Caption) : Block;

/// <summary>A document within another: folded, with names and links of its own.</summary>
/// <param name="Id">The anchor, and the beginning of all its own ones.</param>
/// <param name="Document">What is in it.</param>
/// <param name="Step">The step whose network its drawings show.</param>
public sealed record Nested(string Id, Document Document, StepQuantities Step) : Block;

/// <summary>Which numbers a drawing of the network shows beside the names of its parts.</summary>
public enum FigureNumbers
{
    /// <summary>None.</summary>
    None,
    /// <summary>What is given: inputs, targets, weights and biases.</summary>
    Given,
    /// <summary>What the units put out, too.</summary>
    Outputs,
}
