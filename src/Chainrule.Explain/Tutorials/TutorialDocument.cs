using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// A worked example as a document: its order, every line in symbols, in numbers and with its result, its figures drawn. What goes
/// beyond the example itself is folded.
/// </summary>
internal sealed class TutorialDocument
{
    private readonly TutorialRun _run;
    private readonly StepQuantities _step;
    private readonly TutorialTerms _terms;
    private readonly Words<Phrase> _words;
    private readonly TutorialDifferences _differences;

    private TutorialDocument(TutorialRun run, Language language)
    {
        (_run, _step, _terms, _words) = (run, run.FirstStep, new(run.FirstStep), new(language, Phrases.All));
        _differences = new(run, _words);
    }

    private int Outputs => Units(2);

    /// <summary>The whole example.</summary>
    public static Document Of(TutorialRun run, Language language, CancellationToken cancellation)
    {
        var tutorial = new TutorialDocument(run, language);
        return new(language, tutorial._words.Prose(run.Sheet.Title), [.. tutorial.Blocks(cancellation)], tutorial._terms);
    }

    private IEnumerable<Block> Blocks(CancellationToken cancellation)
    {
        yield return Say(Phrase.Setting, Digits.Of(_run.LearningRate), _run.Shape);
        yield return Say(_run.Biases switch
        {
            BiasPolicy.Frozen when !_run.Sheet.HasBiases => Phrase.NoBiases,
            BiasPolicy.Frozen => Phrase.BiasesFrozen,
            BiasPolicy.PerUnit => Phrase.BiasesPerUnit,
            _ => Phrase.BiasesShared,
        });
        yield return Say(Phrase.Rounding);
        yield return Part("given", Phrase.Given, Given());
        yield return Part("forward", Phrase.Forward, Forward());
        yield return Part("the-error", Phrase.Error, Error());
        yield return Part("output-layer", Phrase.BackwardOutput, OutputLayer());
        yield return Part("hidden-layer", Phrase.BackwardHidden, HiddenLayer());
        yield return Part("update", Phrase.Update, Update());
        yield return Part("afterwards", Phrase.Afterwards, new TutorialAftermath(_run, _words, _differences).Blocks(cancellation));
        yield return Part("differences", _run.Sheet.Differences, _differences.Blocks());
    }

    private IEnumerable<Block> Given()
    {
        var items = new List<(Prose, Prose)>
        {
            Values(Phrase.Inputs, Numbered(Names.X, Units(0))),
            Values(Phrase.Targets, Numbered(Names.T, Outputs)),
            Values(Phrase.HiddenWeights, WeightsOf(1), withLinks: true),
            Values(Phrase.OutputWeights, WeightsOf(2), withLinks: true),
        };
        // A bias of a whole layer has one name for all its units.
        if (_run.Sheet.HasBiases) items.Add(Values(Phrase.Biases, [.. BiasesOf(1).Concat(BiasesOf(2)).DistinctBy(id => _step[id].Alias)]));
        yield return new Definitions(items);
        yield return new NetworkFigure([], _words.Prose(Phrase.FigureNetwork), FigureNumbers.None);
        yield return new NetworkFigure([], _words.Prose(Phrase.FigureGiven), FigureNumbers.Given);
    }

    private IEnumerable<Block> Forward()
    {
        for (var layer = 1; layer <= 2; layer++)
        {
            yield return Say(layer == 1 ? Phrase.ForwardHidden : Phrase.ForwardOutput);
            yield return new NetworkFigure([Names.Z(layer, 1)], _words.Prose(Phrase.FigureForward, Name(Names.Z(layer, 1))), FigureNumbers.Outputs);
            for (var j = 1; j <= Units(layer); j++) yield return Derive(Names.Z(layer, j), Names.A(layer, j));
        }
    }

    private IEnumerable<Block> Error()
    {
        yield return new NetworkFigure(["E"], _words.Prose(Phrase.FigureError, Name("E")), FigureNumbers.Outputs);
        yield return Derive([.. Numbered(Names.OutputError, Outputs)]);
        yield return Say(Outputs == 1 ? Phrase.OnlyError : Phrase.TotalError);
        yield return Derive("E");
    }

    private IEnumerable<Block> OutputLayer()
    {
        yield return Say(Phrase.WhatWeightMeans);
        yield return new Paragraph(new("", [new FormulaPart(Symbol.Variable("gW2[1,1]")), new TextPart(" = "), new FormulaPart(Chain(2, 1, 1))]));
        yield return new NetworkFigure(["gW2[1,1]"], OutputCaption(), FigureNumbers.Outputs);
        yield return Say(Phrase.WhereFactorsComeFrom);
        for (var k = 1; k <= Outputs; k++)
        {
            yield return Say(Phrase.Factors, Unit(2, k));
            yield return Derive(Names.LossSlope(k), Names.Slope(2, k), Names.Delta(2, k));
            if (k == 1) yield return Say(Phrase.DeltaNote);
            foreach (var block in WeightGradients(2, k)) yield return block;
        }
    }

    private IEnumerable<Block> HiddenLayer()
    {
        var separator = _words[Phrase.ListSeparator];
        var weights = WeightsOf(2).SelectMany((id, n) => (n == 0 ? Array.Empty<Inline>() : [new TextPart(separator)]).Concat(NameAndNumber(id)));
        yield return Say(Phrase.OldWeights, new Prose("", [.. weights]));
        yield return new NetworkFigure(["gW1[1,1]"], HiddenCaption(), FigureNumbers.Outputs);
        for (var j = 1; j <= Units(1); j++)
        {
            yield return Say(Outputs == 1 ? Phrase.BackSumOfOne : Phrase.BackSum, Unit(1, j));
            var terms = Numbered(k => Names.BackTerm(1, j, k), Outputs);
            yield return Derive([.. terms, Names.BackSum(1, j), Names.Slope(1, j), Names.Delta(1, j)]);
            foreach (var block in WeightGradients(1, j)) yield return block;
        }
    }

    private IEnumerable<Block> Update()
    {
        yield return Say(Phrase.UpdateRule);
        yield return Derive([.. WeightsOf(2).Concat(WeightsOf(1)).Select(Names.New)]);
        if (_run.Sheet.HasBiases && _run.Biases == BiasPolicy.Frozen) yield return Say(Phrase.BiasesStay);
        else if (_run.Sheet.HasBiases)
        {
            yield return Say(Phrase.BiasUpdate);
            var biases = BiasesOf(2).Concat(BiasesOf(1)).DistinctBy(id => _step[id].Alias);
            yield return Derive([.. biases.SelectMany(bias => new[] { Names.Gradient(bias), Names.New(bias) })]);
        }
        yield return new Section("at-a-glance", _words.Prose(Phrase.AtAGlance), [WeightTable()], IsFolded: true);
    }

    private Table WeightTable() => new(
        [.. new[] { Phrase.Weight, Phrase.Before, Phrase.Gradient, Phrase.After }.Select(phrase => _words.Prose(phrase))],
        [.. WeightsOf(1).Concat(WeightsOf(2)).Select(weight => new Prose[]
        {
            WithLink(weight), Number(weight), Number(Names.Gradient(weight)), Number(Names.New(weight)),
        })]);

    /// <summary>The three factors of each weight that leads to a unit.</summary>
    private IEnumerable<Block> WeightGradients(int layer, int j)
    {
        for (var i = 1; i <= Units(layer - 1); i++)
        {
            var gradient = Names.Gradient(Names.W(layer, j, i));
            Symbol source = Symbol.Variable(Names.A(layer - 1, i)), chain = Chain(layer, j, i);
            yield return new Formulas(
            [
                new(_terms.InputSlope(layer, j, i), [source], null, Digits.Decimals, AddsUp: true),
                new(gradient, [chain], chain, Digits.Decimals, AddsUp(chain, gradient), _differences.Remark(gradient)),
            ]);
        }
    }

    /// <summary>∂E/∂out · ∂out/∂net · ∂net/∂w</summary>
    private Symbol Chain(int layer, int j, int i) =>
        Symbol.Variable(Arriving(layer, j)) * Symbol.Variable(Names.Slope(layer, j)) * Symbol.Variable(_terms.InputSlope(layer, j, i));

    private static string Arriving(int layer, int j) => layer == 2 ? Names.LossSlope(j) : Names.BackSum(layer, j);

    private Prose OutputCaption() => _words.Prose(
        Phrase.FigureOutputPath, Name("W2[1,1]"), Name("e[1]"), Name("phi'2[1]"), Name(_terms.InputSlope(2, 1, 1)), Name("gW2[1,1]"));

    private Prose HiddenCaption() => Outputs == 1
        ? _words.Prose(Phrase.FigureOutputPath, Name("W1[1,1]"), Name("s1[1]"), Name("phi'1[1]"), Name(_terms.InputSlope(1, 1, 1)), Name("gW1[1,1]"))
        : _words.Prose(
            Phrase.FigureHiddenPath, Name("W1[1,1]"), Name("s1[1,1]"), Name("s1[1,2]"), Name("s1[1]"), Name("phi'1[1]"),
            Name(_terms.InputSlope(1, 1, 1)), Name("gW1[1,1]"));

    /// <summary>Quantities by their own rules, one below the other.</summary>
    private Formulas Derive(params string[] ids) => new([.. ids.Select(id =>
    {
        var rule = _step[id].Rule!;
        // Where the numbers are the result already, they are not said twice.
        return new FormulaLine(
            id, [rule], rule.Operation == Operation.Variable ? null : rule, Digits.Decimals, AddsUp(rule, id), _differences.Remark(id));
    })]);

    private bool AddsUp(Symbol rule, string id) => ShownArithmetic.AddsUp(rule, variable => _terms[variable].Value, _step[id].Value);

    private (Prose, Prose) Values(Phrase label, IReadOnlyList<string> ids, bool withLinks = false)
    {
        var parts = new List<Inline>();
        foreach (var id in ids)
        {
            if (parts.Count > 0) parts.Add(new TextPart("   "));
            parts.AddRange(withLinks ? [.. WithLink(id).Parts, new TextPart(" = "), Number(id)] : NameAndNumber(id));
        }
        return (_words.Prose(label), new("", parts));
    }

    /// <summary>w5 (h1 → o1)</summary>
    private Prose WithLink(string weight)
    {
        var id = _step.Id(weight);
        return new("", [Name(weight), new TextPart($" ({_step.Names.Source(id.Layer, id.From)} → {Unit(id.Layer, id.Unit)})")]);
    }

    private Inline[] NameAndNumber(string id) => [Name(id), new TextPart(" = "), Number(id)];

    private static NamePart Name(string id) => new(id);

    private NumberPart Number(string id) => new(_step[id].Value);

    private Section Part(string id, Phrase title, IEnumerable<Block> blocks) => new(id, _words.Prose(title), [.. blocks]);

    private Paragraph Say(Phrase phrase, params object[] arguments) => new(_words.Prose(phrase, arguments));

    private string Unit(int layer, int j) => _step.Names.Unit(layer, j);

    private int Units(int layer) => _step.Shape.Units(layer);

    private string[] WeightsOf(int layer) =>
        [.. Enumerable.Range(1, Units(layer)).SelectMany(j => Numbered(i => Names.W(layer, j, i), Units(layer - 1)))];

    private string[] BiasesOf(int layer) => Numbered(j => Names.B(layer, j), Units(layer));

    private static string[] Numbered(Func<int, string> id, int count) => [.. Enumerable.Range(1, count).Select(id)];
}
