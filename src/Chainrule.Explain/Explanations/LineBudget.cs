namespace Chainrule.Explain;

/// <summary>Keeps an explanation readable: one that would be longer than its lines is written at less depth, and says so.</summary>
public static class LineBudget
{
    /// <summary>Networks with more quantities than this are not written out to count their lines.</summary>
    private const long MostQuantities = 200_000;

    /// <summary>Renders the deepest explanation that fits.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="language">The language of the note about what was left out.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="render">Makes text of it.</param>
    /// <exception cref="BadInputException">Everything was asked for, which would be too long.</exception>
    public static string Fit(ExplainOptions options, Language language, Func<ExplainOptions, Document> write, Func<Document, string> render)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(render);
        var text = render(write(options));
        var lines = LinesOf(text);
        if (options.IsAll)
            return options.IsForced || lines <= ExplainOptions.MostLinesOfAll ? text : throw TooLong($"{lines:N0} lines");
        var smaller = options;
        while (LinesOf(text) > options.Lines && (smaller.Depth > 0 || !smaller.IsBrief))
        {
            smaller = smaller.Depth > 0 ? smaller with { Depth = smaller.Depth - 1 } : smaller with { IsBrief = true };
            var document = write(smaller);
            var note = new Words<ExplainPhrase>(language, ExplainPhrases.All)
                .Prose(ExplainPhrase.CutToFit, options.Depth, lines, smaller.Depth, options.Lines);
            text = render(document with { Blocks = [new Paragraph(note), .. document.Blocks] });
        }
        return text;
    }

    /// <summary>Refuses at once to write out everything of a large network.</summary>
    /// <exception cref="BadInputException">There are too many quantities, and nobody said that this is meant.</exception>
    public static void RequireFew(IReadOnlyList<StepQuantities> steps, ExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        var quantities = steps.Sum(step => QuantityOrder.Count(step.Shape));
        if (options.IsAll && !options.IsForced && quantities > MostQuantities) throw TooLong($"more than {quantities:N0} lines");
    }

    private static BadInputException TooLong(string lines) => new(
        $"--all would be {lines}, and more than {ExplainOptions.MostLinesOfAll:N0} need --force: ask for some with --focus, or add --force");

    private static int LinesOf(string text) => text.AsSpan().Count('\n');
}
