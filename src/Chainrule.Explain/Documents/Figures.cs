namespace Chainrule.Explain;

/// <summary>Numbers over numbers, drawn as lines, both axes logarithmic; plain text has a table instead.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Title">What is drawn.</param>
/// <param name="X">What the horizontal axis counts.</param>
/// <param name="Y">What the vertical axis measures.</param>
/// <param name="Lines">The lines, the most important first.</param>
internal sealed record ChartFigure(string Id, Prose Title, Prose X, Prose Y, IReadOnlyList<ChartLine> Lines) : Block;

/// <summary>A line of a chart.</summary>
/// <param name="Label">Its name, which stands at its end.</param>
/// <param name="Points">From left to right; what is not above 0 has no place on a logarithmic axis and is left out.</param>
internal sealed record ChartLine(string Label, IReadOnlyList<(double X, double Y)> Points);

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
