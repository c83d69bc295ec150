namespace Chainrule.Explain;

/// <summary>A worked example as a page: as HTML with its figures drawn and every number a link to where it comes from, or as text.</summary>
public static class TutorialPage
{
    /// <summary>The HTML file.</summary>
    public static string Html(TutorialRun run, Language language, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return HtmlPage.Write(TutorialDocument.Of(run, language, cancellation), run.FirstStep);
    }

    /// <summary>The same as Markdown with formulas in LaTeX.</summary>
    public static string Markdown(TutorialRun run, Language language, MathMark mark, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return MarkdownRenderer.Write(TutorialDocument.Of(run, language, cancellation), mark);
    }

    /// <summary>The same as plain text, without the drawings.</summary>
    public static string Text(TutorialRun run, Language language, int width = TextRenderer.DefaultWidth, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return TextRenderer.Write(TutorialDocument.Of(run, language, cancellation), width);
    }
}
