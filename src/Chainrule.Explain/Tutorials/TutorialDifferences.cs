using System.Globalization;

namespace Chainrule.Explain;

/// <summary>The figures that a sheet prints wrong: which, why, and the calculation that gives each.</summary>
internal sealed class TutorialDifferences(TutorialRun run, Words<Phrase> words)
{
    private readonly List<PublishedFigure> _wrong = [.. run.Published.Where(figure => figure.Because != PrintedBecause.Correct)];

    /// <summary>What is printed in place of a quantity, where that is something else.</summary>
    public Prose? Remark(string id)
    {
        var index = _wrong.FindIndex(figure => figure.Id == id);
        return index < 0 ? null : words.Prose(run.Sheet.SeeNote, Printed(_wrong[index]), index + 1);
    }

    public IEnumerable<Block> Blocks()
    {
        if (run.Published.Count == 0)
        {
            yield return new Paragraph(words.Prose(Phrase.NoDifferences));
            yield break;
        }
        yield return new Paragraph(words.Prose(run.Sheet.DifferencesIntro, run.Published.Count, _wrong.Count));
        for (var n = 0; n < _wrong.Count; n++)
        {
            var figure = _wrong[n];
            object name = figure.IsAfterwards ? words[Phrase.AfterUpdate, Count(figure.Updates)] : new NamePart(figure.Id);
            var title = words.Prose(Phrase.PrintedAndTrue, name, Printed(figure), figure.Value);
            title = new(title.Key, [new TextPart($"[{n + 1}] "), .. title.Parts]);
            yield return new Section($"difference-{n + 1}", title, [new Paragraph(Reason(figure)), .. Evidence(figure)]);
        }
        if (run.ByHand is { } byHand) yield return new Section("by-hand", words.Prose(Phrase.ByHandTitle), [.. ByHand(byHand)], IsFolded: true);
        if (run.Sheet == TutorialSheet.Mazur) yield return new Section("slips", words.Prose(Phrase.SlipsTitle), [.. Slips()], IsFolded: true);
    }

    private Prose Reason(PublishedFigure figure) => figure.Because switch
    {
        PrintedBecause.CarriedRounding when run.Sheet.IsRoundedByHand => words.Prose(Phrase.HandRounding, Digits.Of(figure.Reproduced)),
        PrintedBecause.CarriedRounding => CarriedRounding(figure),
        PrintedBecause.UpdatedWeights => words.Prose(Phrase.UpdatedWeights, Digits.Of(figure.Reproduced)),
        PrintedBecause.CountOffByOne => words.Prose(
            Phrase.CountOffByOne, Count(figure.Updates), Count(figure.Updates - 1), Digits.Of(figure.Reproduced)),
        PrintedBecause.DigitSlip => words.Prose(
            Phrase.DigitSlip, figure.Printed, figure.Value.ToString($"F{figure.Decimals}", CultureInfo.InvariantCulture)),
        _ => words.Prose(Phrase.Unexplained),
    };

    /// <summary>Of a product of two: the first was rounded.</summary>
    private Prose CarriedRounding(PublishedFigure figure)
    {
        var parents = run.FirstStep[figure.Id].Parents;
        var reproduced = figure.Reproduced.ToString($"F{figure.Decimals + 1}", CultureInfo.InvariantCulture).Replace('-', '−');
        return words.Prose(
            Phrase.CarriedRounding, new NumberPart(run.FirstStep[parents[0]].Value), new NumberPart(run.FirstStep[parents[1]].Value), reproduced,
            new NamePart(parents[0]), new NamePart(parents[1]));
    }

    /// <summary>The calculation on both sides of the switch that turns the true figure into the printed one.</summary>
    private Section[] Evidence(PublishedFigure figure)
    {
        Section Switch(Phrase title, Prose right, Prose wrong, Prose[][] rows) =>
            new($"switch-{figure.Because}".ToLowerInvariant(), words.Prose(title), [Compared(right, wrong, rows)], IsFolded: true);
        return figure.Because switch
        {
            _ when run.Sheet.IsRoundedByHand => [],
            PrintedBecause.CarriedRounding =>
                [Switch(Phrase.SwitchRounding, words.Prose(Phrase.AllDigits), words.Prose(Phrase.RoundedColumn), Rounding(figure))],
            PrintedBecause.UpdatedWeights =>
                [Switch(Phrase.SwitchOrder, words.Prose(Phrase.OldWeightsColumn), words.Prose(Phrase.NewWeightsColumn), Order(figure))],
            PrintedBecause.CountOffByOne =>
                [Switch(Phrase.SwitchCount, After(figure.Updates), After(figure.Updates - 1), [Row("E", figure.Value, figure.Reproduced)])],
            _ => [],
        };
    }

    private Prose After(int updates) => words.Prose(Phrase.UpdatesColumn, Count(updates));

    private Prose[][] Rounding(PublishedFigure figure)
    {
        const int More = Digits.Decimals + 2;
        NumberPart Long(double value) => new(value, More);
        var parents = run.FirstStep[figure.Id].Parents;
        var (rounded, kept) = (run.FirstStep[parents[0]].Value, run.FirstStep[parents[1]].Value);
        return
        [
            [new NamePart(parents[0]), Long(rounded), Long(HandCalculation.Round(rounded, figure.Decimals))],
            [new NamePart(parents[1]), Long(kept), Long(kept)],
            [new NamePart(figure.Id), Long(figure.Value), Long(figure.Reproduced)],
        ];
    }

    private Prose[][] Order(PublishedFigure figure)
    {
        var wrong = new HandCalculation(run.FirstStep, usesUpdatedWeights: true, _ => null);
        return
        [
            .. HiddenChain().Select(id => Row(id, run.FirstStep[id].Value, wrong[id])),
            [words.Prose(Phrase.AfterUpdate, Count(figure.Updates)), new NumberPart(figure.Value), new NumberPart(figure.Reproduced)],
        ];
    }

    private IEnumerable<Block> ByHand(HandSearch search)
    {
        var names = string.Join(words[Phrase.ListSeparator], search.Rounded.Select(id => run.FirstStep[id].Display));
        yield return new Paragraph(words.Prose(
            Phrase.ByHand, names, Count(search.Tried), search.ReproducedWithOldWeights, run.Published.Count, search.Reproduced));
        var ids = search.Rounded.Concat(_wrong.Take(2).Select(figure => figure.Id)).Concat(HiddenChain()).Distinct();
        var rows = ids.Select(id => Row(id, run.FirstStep[id].Value, search.Best[id]));
        yield return Compared(words.Prose(Phrase.Exact), words.Prose(Phrase.ByHandColumn), rows);
    }

    /// <summary>What a wrong order changes: from the errors that come back to the new weights of the hidden layer.</summary>
    private IEnumerable<string> HiddenChain() =>
        from quantity in run.FirstStep.All
        where quantity.Kind is QuantityKind.BackTerm or QuantityKind.BackSum or QuantityKind.Delta or QuantityKind.NewWeight
            && run.FirstStep.Id(quantity.Id).Layer < run.FirstStep.Depth
        select quantity.Id;

    private Table Compared(Prose right, Prose wrong, IEnumerable<Prose[]> rows) => new([words.Prose(Phrase.Quantity), right, wrong], [.. rows]);

    private static Prose[] Row(string id, double right, double wrong) => [new NamePart(id), new NumberPart(right), new NumberPart(wrong)];

    private IEnumerable<Block> Slips()
    {
        Phrase[] slips = [Phrase.SlipLayers, Phrase.SlipDirection, Phrase.SlipBias, Phrase.SlipDelta, Phrase.SlipSign, Phrase.SlipUnit];
        yield return new Paragraph(words.Prose(Phrase.SlipsIntro));
        yield return new Table(
            [words.Prose(Phrase.InPrint), words.Prose(Phrase.Meant)],
            [.. slips.Select(slip => words[slip].Split(" → ")).Select(texts => new Prose[] { texts[0], texts[1] })]);
    }

    private static string Printed(PublishedFigure figure) => figure.Printed.Replace('-', '−');

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
