namespace Chainrule.Explain;

/// <summary>The engine's number of a quantity; what the engine keeps only inside a kernel is evaluated by its rule.</summary>
internal sealed class StepValues(StepShape shape, Func<QuantityId, double> evaluate)
{
    public double this[QuantityId id] => id.Kind switch
    {
        QuantityKind.Input => shape.Trace.Inputs[Row(id) * shape.Network.Inputs + id.Unit - 1],
        QuantityKind.Target => shape.Trace.Targets[Row(id) * shape.Network.Outputs + id.Unit - 1],
        QuantityKind.Draw => shape.Dropout.DrawOf(id),
        QuantityKind.RowWeight => shape.Weights.ValueOf(id),
        QuantityKind.OutputError => shape.Trace.Errors[Row(id) * shape.Network.Outputs + id.Unit - 1],
        QuantityKind.SampleLoss when id.Sample > 0 => shape.Trace.SampleLosses[Row(id)],
        QuantityKind.SampleLoss or QuantityKind.BatchLoss => shape.Trace.Loss,
        QuantityKind.LossSlope => OfUnit(shape.Layer(shape.Depth).S, id with { Layer = shape.Depth }),
        QuantityKind.ActivationSlope or QuantityKind.BackTerm or QuantityKind.DecayedGradient or QuantityKind.WeightSum => evaluate(id),
        QuantityKind.WeightGradient or QuantityKind.BiasGradient when id.Sample > 0 => evaluate(id),
        _ when GradientTerms.Owns(id.Kind) => shape.Gradients.ValueOf(id) ?? evaluate(id),
        _ => OfLayer(id, shape.Layer(id.Layer)),
    };

    private double OfLayer(QuantityId id, Tracing.LayerTrace<double> layer)
    {
        var isWeight = id.From > 0;
        return id.Kind switch
        {
            QuantityKind.Net => OfUnit(layer.Z, id),
            QuantityKind.Output => OfUnit(layer.A, id),
            QuantityKind.Mask => OfUnit(layer.Kept, id),
            QuantityKind.Kept => OfUnit(layer.Output, id),
            QuantityKind.BackSum => OfUnit(layer.S, id),
            QuantityKind.Delta => OfUnit(layer.Delta, id),
            QuantityKind.Weight or QuantityKind.Bias => OfParameter(isWeight ? layer.Before.Weights : layer.Before.Biases, id),
            QuantityKind.WeightGradient or QuantityKind.BiasGradient => OfParameter(isWeight ? layer.WeightGradients : layer.BiasGradients, id),
            QuantityKind.FirstMoment => OfParameter(isWeight ? layer.MemoryBefore.WeightM : layer.MemoryBefore.BiasM, id),
            QuantityKind.SecondMoment => OfParameter(isWeight ? layer.MemoryBefore.WeightV : layer.MemoryBefore.BiasV, id),
            QuantityKind.NewFirstMoment => OfParameter(isWeight ? layer.MemoryAfter.WeightM : layer.MemoryAfter.BiasM, id),
            QuantityKind.NewSecondMoment => OfParameter(isWeight ? layer.MemoryAfter.WeightV : layer.MemoryAfter.BiasV, id),
            QuantityKind.NewWeight or QuantityKind.NewBias => OfParameter(isWeight ? layer.After.Weights : layer.After.Biases, id),
            _ => throw new ArgumentException($"{id} has no number."),
        };
    }

    private double OfUnit(double[] rows, QuantityId id) => rows[Row(id) * shape.Units(id.Layer) + id.Unit - 1];

    private double OfParameter(double[] numbers, QuantityId id) => numbers[shape.IndexOf(id)];

    private static int Row(QuantityId id) => Math.Max(0, id.Sample - 1);
}
