namespace Chainrule.Explain;

/// <summary>A worked example as one HTML file that needs nothing else: its figures drawn, every number a link to where it comes from.</summary>
public static class TutorialPage
{
    /// <summary>Writes the whole page.</summary>
    public static string Write(TutorialRun run, Language language, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return HtmlPage.Write(TutorialDocument.Of(run, language, cancellation), run.FirstStep);
    }
}
