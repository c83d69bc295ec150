namespace Chainrule.Explain;

/// <summary>A worked example as one HTML file that needs nothing else: its figures drawn, every number a link to where it comes from.</summary>
public static class TutorialPage
{
    /// <summary>Writes the whole page.</summary>
    public static string Write(TutorialRun run, Language language, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var step = run.FirstStep;
        IReadOnlyList<int> sizes = [.. Enumerable.Range(0, step.Depth + 1).Select(step.Shape.Units)];
        var view = new NetworkView(sizes, step.Names, run.Sheet.HasBiases, step.Names.HasLayerBiases, step.Value);
        return HtmlPage.Write(TutorialDocument.Of(run, language, cancellation), view);
    }
}
