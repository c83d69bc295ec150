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
        var words = new Words<ExplainPhrase>(language, ExplainPhrases.All);
        var notations = steps.Select(step => new Notation(step)).ToArray();
        var terms = new DocumentTerms([.. steps.Zip(notations)]);
        RequireSteps(steps, options);
        var focus = steps.Select(step => FocusOf(step, options)).ToArray();
        var preamble = new Preamble(steps[0], notations[0], words);
        var blocks = new List<Block>
        {
            new Paragraph(preamble.Setting()),
            new NetworkFigure([.. focus.Zip(steps).SelectMany(pair => pair.First.Select(id => id + pair.Second.Shape.Suffix))]),
        };
        if (!options.IsBrief) blocks.AddRange([preamble.Conventions(), preamble.NamesTable()]);
        for (var n = 0; n < steps.Count; n++)
        {
            var ofStep = Step(steps[n], notations[n], terms, words, options, focus[n]);
            if (steps.Count == 1) blocks.AddRange(ofStep);
            else blocks.Add(new Section($"step{steps[n].Shape.Suffix}", words.Prose(ExplainPhrase.StepTitle, steps[n].Shape.Trace.Update), ofStep));
        }
        var title = steps.Count == 1
            ? words.Prose(ExplainPhrase.TitleOfStep, name, steps[0].Shape.Trace.Update)
            : words.Prose(ExplainPhrase.Title, name);
        return new(language, title, blocks, terms);
    }

    private static List<Block> Step(
        StepQuantities step, Notation notation, DocumentTerms terms, Words<ExplainPhrase> words, ExplainOptions options, QuantityId[] focus)
    {
        var overview = new OverviewWriter(step, notation, words, options);
        var blocks = new List<Block> { overview.Overview() };
        if (!options.IsBrief && overview.Given() is { } given) blocks.Add(given);
        if (options.IsAll) return [.. blocks, .. new AllWriter(step, terms, words, options).Write()];
        if (options.Depth >= 2)
        {
            var writer = new FocusWriter(step, notation, terms, words, options);
            blocks.AddRange(focus.Select(writer.Write));
        }
        if (options.Depth >= 1 && (options.Depth < 3 || options.Focus.Count == 0))
            for (var layer = 1; layer <= step.Depth; layer++) blocks.Add(overview.Layer(layer));
        return blocks;
    }

    /// <summary>What was asked for of this step, or else the largest gradient of each layer, from the output back.</summary>
    private static QuantityId[] FocusOf(StepQuantities step, ExplainOptions options)
    {
        var shape = step.Shape;
        if (options.Focus.Count > 0)
            return [.. options.Focus.Select(Split).Where(item => item.Step is null || item.Step == shape.Trace.Update).Select(item => step.FindId(item.Name))];
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
