using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// Why a model predicts what it does for one row: what mattered most, then the way from the cells through every layer to the answer.
/// </summary>
public sealed class PredictionExplanation
{
    private readonly StepQuantities _step;
    private readonly StepShape _shape;
    private readonly RowOfTable _row;
    private readonly Words<PredictionPhrase> _words;
    private readonly ExplainOptions _options;
    private readonly StepPage _page;
    private readonly double[] _outputs;
    private readonly int _winner;

    private PredictionExplanation(StepQuantities step, RowOfTable row, Language language, ExplainOptions options)
    {
        (_step, _shape, _row, _options) = (step, step.Shape, row, options);
        _words = new(language, PredictionPhrases.All);
        var notation = new Notation(step);
        _page = new(step, notation, new([(step, notation)]), language, options);
        _outputs = _shape.Layer(_shape.Depth).A;
        for (var k = 1; k < _outputs.Length; k++)
            if (_outputs[k] > _outputs[_winner]) _winner = k;
    }

    /// <summary>Writes the document.</summary>
    /// <param name="step">The forward pass of the row, or a step on it where its target is known.</param>
    /// <param name="row">What its inputs mean.</param>
    /// <param name="name">What the model is called.</param>
    /// <param name="language">The language of its texts.</param>
    /// <param name="options">What it is to show.</param>
    public static Document Write(StepQuantities step, RowOfTable row, string name, Language language, ExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(options);
        var writer = new PredictionExplanation(step, row, language, options);
        var title = writer._words.Prose(PredictionPhrase.Title, name, writer.Answer, row.Number, row.Table);
        return new(language, title, [.. writer.Blocks()], writer._page.Terms);
    }

    private string Answer => _row.Target.IsClass
        ? _row.Target.Classes[_winner]
        : $"{_row.Target.Name} = {Digits.Of(Restored(_outputs[0]), 4)}";

    private QuantityId WinningOutput => new(QuantityKind.Output, _shape.Depth, _winner + 1);

    private IEnumerable<Block> Blocks()
    {
        yield return new Paragraph(AnswerInWords());
        if (_row.Target.Truth is { } truth) yield return new Paragraph(_words.Prose(PredictionPhrase.Truth, truth));
        var asked = _options.Focus.Select(_step.FindId).ToArray();
        yield return new NetworkFigure([.. asked.DefaultIfEmpty(WinningOutput).Select(_page.Id)]);
        var effects = ColumnEffect.All(_shape, _row.Columns, _winner);
        var shown = effects.OrderByDescending(effect => Math.Abs(effect.Change)).Take(_options.Top).ToArray();
        yield return new Section("columns", _words.Prose(PredictionPhrase.ColumnsTitle), [.. Effects(effects, shown)]);
        if (_options.Depth == 0) yield break;
        yield return new Section("encoding", _words.Prose(PredictionPhrase.EncodingTitle), [.. Encoding(shown)]);
        var overview = new OverviewWriter(_page);
        for (var layer = 1; layer < _shape.Depth; layer++) yield return overview.Layer(layer);
        yield return new Section("output", _words.Prose(PredictionPhrase.OutputTitle), [.. Output()]);
        var focus = new FocusWriter(_page);
        foreach (var id in asked) yield return focus.Write(id);
        yield return new Section("conventions", _page.Say(ExplainPhrase.Conventions),
        [
            new Definitions(
            [
                .. new Preamble(_page).OfStep(),
                (_page.Say(ExplainPhrase.WeightTerm), _page.Say(ExplainPhrase.WeightText)),
                .. new NormalizationWriter(_page).Conventions(),
                .. _shape.IsFolded ? [(_page.Say(ExplainPhrase.FoldedTerm), _page.Say(ExplainPhrase.FoldedText))] : Array.Empty<(Prose, Prose)>(),
                (_page.Say(ExplainPhrase.RoundingTerm), _page.Say(ExplainPhrase.RoundingText)),
            ]),
        ]);
    }

    private Prose AnswerInWords()
    {
        if (!_row.Target.IsClass) return _words.Prose(PredictionPhrase.Amount, _row.Target.Name, Restored(_outputs[0]));
        if (RunnerUp is not { } next) return _words.Prose(PredictionPhrase.OnlyClass, Answer);
        return _words.Prose(PredictionPhrase.Class, Answer, _outputs[_winner], _row.Target.Classes[next], _outputs[next]);
    }

    private int? RunnerUp => _outputs.Length < 2 ? null : Enumerable.Range(0, _outputs.Length).Where(k => k != _winner).MaxBy(k => _outputs[k]);

    /// <summary>What would be predicted if one column were as in the middle of the training rows, the others as they are.</summary>
    private IEnumerable<Block> Effects(IReadOnlyList<ColumnEffect> all, ColumnEffect[] shown)
    {
        var isClass = _row.Target.IsClass;
        Prose[] header =
        [
            _words.Prose(PredictionPhrase.Column), _words.Prose(PredictionPhrase.Here), _words.Prose(PredictionPhrase.Typical),
            isClass ? _words.Prose(PredictionPhrase.WouldBe, Answer) : _words.Prose(PredictionPhrase.AmountWouldBe, _row.Target.Name),
            _words.Prose(PredictionPhrase.Difference),
        ];
        double Shown(double output) => isClass ? output : Restored(output);
        var rows = shown.Select(effect => (IReadOnlyList<Prose>)
        [
            effect.Column.Name, effect.Column.Taken, effect.Column.Typical, new NumberPart(Shown(effect.Without), 4),
            new NumberPart(Shown(_outputs[_winner]) - Shown(effect.Without), 4),
        ]).ToList();
        if (all.Count > shown.Length) rows.Add([_page.Say(ExplainPhrase.MoreRows, all.Count - shown.Length), "", "", "", ""]);
        yield return new Paragraph(_words.Prose(PredictionPhrase.ColumnsNote));
        yield return new Table(header, rows);
    }

    /// <summary>From the cells to the inputs: filled, standardised, one-hot; of many columns those that matter most.</summary>
    private IEnumerable<Block> Encoding(ColumnEffect[] shown)
    {
        foreach (var effect in shown.OrderBy(effect => effect.First))
        {
            var column = effect.Column;
            if (column.Text is null)
                yield return new Paragraph(_words.Prose(
                    column is CategoryInput ? PredictionPhrase.FilledCategory : PredictionPhrase.FilledNumber, column.Name, column.Taken));
            if (column is CategoryInput category) yield return new Paragraph(OneHot(category, effect.First));
            if (column is DateInput dated)
                yield return new Paragraph(_words.Prose(PredictionPhrase.DateInDays, column.Name, column.Taken, dated.Days));
            if (column is NumberInput number) yield return Standardised(number.Value, number.Mean, number.Deviation);
            if (column is DateInput date) yield return Standardised(date.Days, date.Mean, date.Deviation);
            if (column is DateInput { ValueWidth: > 1 })
                yield return new Paragraph(_words.Prose(PredictionPhrase.DateParts, column.ValueWidth - 1, column.Name));
            if (column.HasIndicator)
                yield return new Paragraph(_words.Prose(column.Text is null ? PredictionPhrase.MarkedMissing : PredictionPhrase.MarkedPresent,
                    column.Name, new NamePart(Input(effect.First + column.ValueWidth))));

            Formulas Standardised(double value, double mean, double deviation)
            {
                var rule = (Symbol.Named(column.Name, value) - Symbol.Named(_words[PredictionPhrase.Mean], mean))
                    / Symbol.Named(_words[PredictionPhrase.Deviation], deviation);
                return new([_page.Lines.Line(new QuantityId(QuantityKind.Input, 0, effect.First), [rule], rule)]);
            }
        }
        var others = _row.Columns.Count - shown.Length;
        if (others > 0) yield return new Paragraph(_words.Prose(PredictionPhrase.MoreColumns, others));
    }

    private Prose OneHot(CategoryInput column, int first)
    {
        var own = column.Categories.TakeWhile(category => category != column.Category).Count();
        var isRare = own == column.Categories.Count;
        var phrase = isRare && column.Rare.Count == 0 ? PredictionPhrase.Unseen
            : column.ValueWidth == 1 ? PredictionPhrase.OnlyCategory
            : !isRare ? PredictionPhrase.OneHot
            : column.Rare.Contains(column.Category) ? PredictionPhrase.Rare : PredictionPhrase.UnseenAsRare;
        return _words.Prose(phrase, column.Name, column.Category, new NamePart(Input(first + own)));
    }

    /// <summary>The last layer: why the first is ahead of the second, term by term; then the answer from it.</summary>
    private IEnumerable<Block> Output()
    {
        var k = _winner + 1;
        var (net, output) = (new QuantityId(QuantityKind.Net, _shape.Depth, k), WinningOutput);
        // Where the sums of the last layer are normalised, the margin is no sum of products.
        if (_row.Target.IsClass && RunnerUp is { } next && !_shape.IsNormalized(_shape.Depth))
        {
            yield return new Paragraph(_words.Prose(PredictionPhrase.Margin, Answer, _row.Target.Classes[next]));
            yield return MarginTable(k, next + 1);
        }
        List<FormulaLine> lines = [_page.Lines.Line(net)!, _page.Lines.Line(output)!];
        if (!_row.Target.IsClass) lines.Add(Unscaled(output));
        yield return new Formulas(lines);
    }

    private Table MarginTable(int winner, int next)
    {
        var layer = _shape.Depth;
        double Weight(int unit, int i) => _step.Value(new QuantityId(QuantityKind.Weight, layer, unit, i));
        double Out(int i) => _step.Value(layer == 1 ? new QuantityId(QuantityKind.Input, 0, i) : new(QuantityKind.Output, layer - 1, i));
        double Term(int i) => Out(i) * (Weight(winner, i) - Weight(next, i));
        double Of(QuantityKind kind, int unit) => _step.Value(new QuantityId(kind, layer, unit));
        var all = Enumerable.Range(1, _shape.Inputs(layer)).ToArray();
        var shown = all.OrderByDescending(i => Math.Abs(Term(i))).Take(_options.Top).ToArray();
        var rows = shown.Select(i => (IReadOnlyList<Prose>)[_page.Unit(layer - 1, i), new NumberPart(Out(i)),
            new NumberPart(Weight(winner, i) - Weight(next, i)), new NumberPart(Term(i))]).ToList();
        if (all.Length > shown.Length)
            rows.Add([_page.Say(ExplainPhrase.MoreRows, all.Length - shown.Length), "", "", new NumberPart(all.Except(shown).Sum(Term))]);
        rows.Add([_words.Prose(PredictionPhrase.BiasRow), "", "", new NumberPart(Of(QuantityKind.Bias, winner) - Of(QuantityKind.Bias, next))]);
        rows.Add([_words.Prose(PredictionPhrase.Together), "", "", new NumberPart(Of(QuantityKind.Net, winner) - Of(QuantityKind.Net, next))]);
        var (first, second) = (_page.Notation.UnitOf(layer, winner), _page.Notation.UnitOf(layer, next));
        return new(
        [
            _page.Say(ExplainPhrase.Unit), _words.Prose(PredictionPhrase.ItsOutput), $"W({first}) − W({second})",
            _words.Prose(PredictionPhrase.Product),
        ], rows);
    }

    /// <summary>An amount in the unit of its column.</summary>
    private FormulaLine Unscaled(QuantityId output)
    {
        var value = Symbol.Variable(output.ToString());
        var rule = _row.Target.IsCount
            ? Symbol.Exp(value) * Symbol.Named(_words[PredictionPhrase.Mean], _row.Target.Deviation)
            : value * Symbol.Named(_words[PredictionPhrase.Deviation], _row.Target.Deviation)
                + Symbol.Named(_words[PredictionPhrase.Mean], _row.Target.Mean);
        var variable = _page.Terms.Add("prediction", new(MathName.OfWord(_row.Target.Name), Restored(_outputs[0]), null));
        return _page.Lines.Line(variable, [rule], rule);
    }

    private double Restored(double output) =>
        (_row.Target.IsCount ? Scalar<double>.Exp(output).Value : output) * _row.Target.Deviation + _row.Target.Mean;

    private static string Input(int i) => new QuantityId(QuantityKind.Input, 0, i).ToString();
}
