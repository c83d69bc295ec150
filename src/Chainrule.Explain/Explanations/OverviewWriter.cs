using System.Globalization;

namespace Chainrule.Explain;

/// <summary>The part of an explanation about a whole step: every layer in a line, the loss before and after, the layers' units.</summary>
internal sealed class OverviewWriter(StepPage page)
{
    /// <summary>A network with more numbers given than this lists none of them.</summary>
    private const int MostGiven = 40;

    private readonly StepShape _shape = page.Shape;
    private readonly NormalizationWriter _normalization = new(page);

    /// <summary>One line for each layer, from input to output.</summary>
    public Section Overview()
    {
        var title = page.Say(ExplainPhrase.Overview);
        Prose[] header =
        [
            page.Say(ExplainPhrase.Layer), page.Say(ExplainPhrase.Formula), "W", "‖W‖",
            .. _shape.IsForwardOnly ? new[] { page.Say(ExplainPhrase.LargestOutput) } : [page.Say(ExplainPhrase.LargestDelta), "‖∂E/∂W‖"],
        ];
        var rows = Enumerable.Range(1, _shape.Depth).Select(Row).ToList();
        var blocks = new List<Block> { new Table(header, rows) };
        if (_shape.IsForwardOnly) return new($"overview{_shape.Suffix}", title, blocks);
        var loss = _shape.Gradients.HasPenalty ? new(QuantityKind.Objective) : _shape.Loss;
        var after = _shape.Trace.LossOf(_shape.NetworkAfter(), _shape.Gradients.HasPenalty);
        blocks.Add(new Paragraph(_shape.Dropout.Any
            ? page.Say(TermPhrase.LossWithSameDropped, page.Name(loss), page.Step.Value(loss), after)
            : page.Say(ExplainPhrase.LossBeforeAndAfter, page.Name(loss), page.Step.Value(loss), after)));
        if (Corrections() is { } corrections) blocks.Add(new Paragraph(corrections));
        return new($"overview{_shape.Suffix}", title, blocks);
    }

    /// <summary>The numbers that are given, where there are few.</summary>
    public Section? Given()
    {
        var parameters = _shape.Network.Layers.Sum(layer => layer.Weights.Length + layer.Units);
        if (parameters + _shape.Network.Inputs + _shape.Network.Outputs > MostGiven) return null;
        var items = new List<(Prose, Prose)>();
        for (var n = _shape.FirstSample; n <= (_shape.FirstSample == 0 ? 0 : _shape.Samples); n++)
        {
            items.Add((page.Say(ExplainPhrase.Inputs), page.List(Row(QuantityKind.Input, 0, _shape.Network.Inputs, n))));
            if (_shape.IsForwardOnly) continue;
            items.Add((page.Say(ExplainPhrase.Targets), page.List(Row(QuantityKind.Target, 0, _shape.Network.Outputs, n))));
            if (_shape.Weights.Any) items.Add((page.Say(TermPhrase.SampleWeight), page.List([new(QuantityKind.RowWeight, Sample: n)])));
        }
        for (var layer = 1; layer <= _shape.Depth; layer++)
        {
            var weights = Enumerable.Range(1, _shape.Units(layer))
                .SelectMany(j => Enumerable.Range(1, _shape.Inputs(layer)).Select(i => new QuantityId(QuantityKind.Weight, layer, j, i)));
            items.Add((page.Say(ExplainPhrase.WeightsOfLayer, layer), page.List(weights)));
            items.AddRange(_normalization.Given(layer));
            if (!_shape.HasBiases) continue;
            var biases = Row(QuantityKind.Bias, layer, page.Step.Names.HasLayerBiases ? 1 : _shape.Units(layer), 0);
            items.Add((page.Say(ExplainPhrase.BiasesOfLayer, layer), page.List(biases)));
        }
        return new($"given{_shape.Suffix}", page.Say(ExplainPhrase.Given), [new Definitions(items)]);
    }

    /// <summary>The units of one layer: those with the largest δ, and what the others come to.</summary>
    public Section Layer(int layer)
    {
        var sample = _shape.FirstSample;
        var weightOfRow = _shape.IsForwardOnly ? QuantityKind.Output : QuantityKind.Delta;
        var kinds = new[]
            {
                QuantityKind.WeightedSum, QuantityKind.Standard, QuantityKind.Net, QuantityKind.Output, QuantityKind.Mask,
                QuantityKind.ActivationSlope, QuantityKind.Delta, QuantityKind.SumSlope,
            }.Where(kind => _shape.Has(new(kind, layer, 1, 0, sample))).ToArray();
        double Value(QuantityKind kind, int j) => page.Step.Value(new QuantityId(kind, layer, j, 0, sample));
        var units = Enumerable.Range(1, _shape.Units(layer)).ToArray();
        var shown = units.OrderByDescending(j => Math.Abs(Value(weightOfRow, j))).Take(page.Options.Top).Order().ToArray();
        var rows = shown.Select(j => (IReadOnlyList<Prose>)
            [page.Unit(layer, j, sample), .. kinds.Select(kind => (Prose)new NumberPart(Value(kind, j)))]).ToList();
        var hidden = units.Except(shown).ToArray();
        if (hidden.Length > 0)
            rows.Add(page.RestRow(
                hidden.Length, kinds.Length + 1, page.NormOf(hidden.Select(j => new QuantityId(weightOfRow, layer, j, 0, sample))),
                behind: kinds.Length - 1 - Array.IndexOf(kinds, weightOfRow)));
        var blocks = new List<Block> { new Paragraph(page.Say(ExplainPhrase.LayerFormula, $"{Formula(layer)}{Normalized(layer)}", Shape(layer))) };
        var off = units.Count(j => Value(QuantityKind.Output, j) == 0);
        if (off > 0) blocks.Add(new Paragraph(page.Say(ExplainPhrase.UnitsOff, off, units.Length)));
        var statistics = _normalization.Statistics(layer, shown).ToArray();
        var isOfBatch = _shape.NormalizationOf(layer) == Normalization.Batch;
        if (isOfBatch) blocks.AddRange(statistics);
        if (sample > 0) blocks.Add(new Paragraph(page.Say(ExplainPhrase.OfFirstSample, _shape.Samples)));
        if (!isOfBatch) blocks.AddRange(statistics);
        Prose[] header = [page.Say(ExplainPhrase.Unit), .. kinds.Select(kind => (Prose)page.Notation.HeaderOf(kind))];
        return new($"layer-{layer}{_shape.Suffix}", page.Say(ExplainPhrase.LayerTitle, layer), [.. blocks, new Table(header, rows)]);
    }

    private IReadOnlyList<Prose> Row(int layer)
    {
        var trace = _shape.Layer(layer);
        List<Prose> cells = [Ordinal(layer), Formula(layer), Shape(layer), new NumberPart(Norm(trace.Before.Weights), 4)];
        var (kind, values) = _shape.IsForwardOnly ? (QuantityKind.Output, trace.A) : (QuantityKind.Delta, trace.Delta);
        var largest = Largest(values);
        var id = new QuantityId(kind, layer, largest % trace.Before.Units + 1, 0, _shape.IsBatch ? largest / trace.Before.Units + 1 : 0);
        cells.Add(new Prose("", [page.Name(id), new TextPart(" = "), new NumberPart(values[largest])]));
        if (!_shape.IsForwardOnly) cells.Add(new NumberPart(Norm(trace.WeightGradients)));
        return cells;
    }

    /// <summary>What makes up for the beginning of Adam's means at 0: two constants of the step.</summary>
    private Prose? Corrections()
    {
        if (_shape.Optimizer is not Moments adam) return null;
        var update = _shape.Trace.Update;
        var (first, second) = (1 - Math.Pow(adam.Beta1, update), 1 - Math.Pow(adam.Beta2, update));
        return page.Say(ExplainPhrase.AdamCorrections, update, adam.LearningRate, first, adam.LearningRate / first, second, 1 / Math.Sqrt(second));
    }

    /// <summary>The index of the largest by absolute value.</summary>
    public static int Largest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (Math.Abs(values[i]) > Math.Abs(values[best])) best = i;
        return best;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return Math.Sqrt(sum);
    }


    private string Formula(int layer)
    {
        var net = _shape.IsNormalized(layer) ? $"G{layer}·n{layer}" : Product(layer);
        return $"a{layer} = {_shape.Activation(layer)}({net}{(_shape.HasBiases ? $" + b{layer}" : "")})";
    }

    private string Normalized(int layer) =>
        _shape.IsNormalized(layer) ? $", n{layer} = ({Product(layer)} − mean{layer})·rstd{layer}" : "";

    private string Product(int layer) => $"W{layer}·{(layer == 1 ? "x" : $"{(_shape.Dropout.In(layer - 1) ? "y" : "a")}{layer - 1}")}";

    private string Shape(int layer) => string.Create(CultureInfo.InvariantCulture, $"{_shape.Units(layer)}×{_shape.Inputs(layer)}");

    private static string Ordinal(int layer) => layer.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<QuantityId> Row(QuantityKind kind, int layer, int count, int sample) =>
        Enumerable.Range(1, count).Select(j => new QuantityId(kind, layer, j, 0, sample));
}
