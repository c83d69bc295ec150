using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>Of a run that diverged: the first number that was NaN or infinite, what to do, and how it came about.</summary>
internal static class DivergenceSection
{
    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        if (data.Run is not { Result.Divergence: { } divergence, DivergedAt: var place }) yield break;
        var explanation = new DivergenceExplanation(divergence, words.Language, place);
        // A trace there is only of networks that can be worked through.
        if (divergence.Trace is not null)
        {
            yield return new Paragraph(ReportWords.Quoted(explanation.Finding));
            yield return new Paragraph(words.Say(ReportText.WhatToDo, explanation.Advice));
            yield return new Nested("derived", explanation.Write(), HardestSection.Step(data, 0));
        }
        else
        {
            foreach (var block in explanation.Write().Blocks) yield return block;
        }
    }
}
