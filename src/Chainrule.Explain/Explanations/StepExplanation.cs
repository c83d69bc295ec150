namespace Chainrule.Explain;

/// <summary>The working of one or more training steps as a document: conventions, names, every layer in a line, then what is in the focus.</summary>
public static class StepExplanation
{
    /// <summary>Writes the document.</summary>
    /// <param name="steps">The steps to explain, of one network.</param>
    /// <param name="name">What the network is called, usually its file.</param>
    /// <param name="language">The language of its texts.</param>
    /// <param name="options">What it is to show.</param>
    /// <exception cref="BadInputException">A quantity of the focus does not exist.</exception>
    public static Document Write(IReadOnlyList<StepQuantities> steps, string name, Language language, ExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        RequireSteps(steps, options);
        var notations = steps.Select(step => new Notation(step)).ToArray();
        var terms = new DocumentTerms([.. steps.Zip(notations)]);
        var pages = steps.Zip(notations).Select(item => new StepPage(item.First, item.Second, terms, language, options)).ToArray();
        var preamble = new Preamble(pages[0]);
        var blocks = new List<Block>
        {
            new Paragraph(preamble.Setting()),
            new NetworkFigure([.. pages.SelectMany(page => FocusOf(page).Select(page.Id))]),
        };
        if (!options.IsBrief) blocks.AddRange([preamble.Conventions(), preamble.NamesTable()]);
        foreach (var page in pages)
            if (pages.Length == 1) blocks.AddRange(Step(page));
            else blocks.Add(new Section($"step{page.Shape.Suffix}", page.Say(ExplainPhrase.StepTitle, page.Shape.Trace.Update), Step(page)));
        var title = pages.Length == 1 && !pages[0].Shape.IsForwardOnly
            ? pages[0].Say(ExplainPhrase.TitleOfStep, name, pages[0].Shape.Trace.Update)
            : pages[0].Say(ExplainPhrase.Title, name);
        return new(language, title, blocks, terms);
    }

    private static List<Block> Step(StepPage page)
    {
        var options = page.Options;
        var overview = new OverviewWriter(page);
        var blocks = new List<Block> { overview.Overview() };
        if (!options.IsBrief && overview.Given() is { } given) blocks.Add(given);
        if (options.IsAll) return [.. blocks, .. new AllWriter(page).Write()];
        blocks.AddRange(new TermsWriter(page).Write());
        if (options.Depth >= 2) blocks.AddRange(FocusOf(page).Select(new FocusWriter(page).Write));
        if (options.Depth >= 1 && (options.Depth < 3 || options.Focus.Count == 0))
            blocks.AddRange(Enumerable.Range(1, page.Step.Depth).Select(overview.Layer));
        return blocks;
    }

    /// <summary>
    /// What was asked for of this step, or else the largest gradient of each layer, from the output back; of a prediction its largest
    /// output.
    /// </summary>
    private static QuantityId[] FocusOf(StepPage page)
    {
        var (shape, focus) = (page.Shape, page.Options.Focus.Select(Split));
        if (page.Options.Focus.Count > 0)
            return [.. focus.Where(item => (item.Step ?? shape.Trace.Update) == shape.Trace.Update).Select(item => page.Step.FindId(item.Name))];
        if (shape.IsForwardOnly)
        {
            var largest = OverviewWriter.Largest(shape.Layer(shape.Depth).A.AsSpan(0, shape.Network.Outputs));
            return [new(QuantityKind.Output, shape.Depth, largest + 1, 0, shape.FirstSample)];
        }
        return [.. Enumerable.Range(1, shape.Depth).Reverse().Select(layer =>
        {
            var (unit, from) = Math.DivRem(OverviewWriter.Largest(shape.Layer(layer).WeightGradients), shape.Inputs(layer));
            return new QuantityId(QuantityKind.WeightGradient, layer, unit + 1, from + 1);
        })];
    }

    /// <exception cref="BadInputException">The focus is in a step that is not among these.</exception>
    private static void RequireSteps(IReadOnlyList<StepQuantities> steps, ExplainOptions options)
    {
        foreach (var focus in options.Focus)
            if (Split(focus).Step is { } update && steps.All(step => step.Shape.Trace.Update != update))
                throw new BadInputException($"'{focus}' is of update {update}, which is not among those explained: add it to --step");
    }

    /// <summary>w5#2 is w5 in update 2.</summary>
    private static (string Name, long? Step) Split(string focus) =>
        focus.LastIndexOf('#') is var at and > 0 && long.TryParse(focus.AsSpan(at + 1), out var update) ? (focus[..at], update) : (focus, null);
}
