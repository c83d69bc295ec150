using Chainrule.Tracing;

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
        QuantityKind.StandardSlope or QuantityKind.MeanSlope or QuantityKind.MeanAlong => evaluate(id),
        QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient when id.Sample > 0 => evaluate(id),
        _ when GradientTerms.Owns(id.Kind) => shape.Gradients.ValueOf(id) ?? evaluate(id),
        _ => OfLayer(id, shape.Layer(id.Layer)),
    };

    private double OfLayer(QuantityId id, LayerTrace<double> layer)
    {
        double Of(double[] weights, double[] biases, double[] gains) => OfParameter(id.From switch
        {
            > 0 => weights,
            QuantityId.OfGain => gains,
            _ => biases,
        }, id);
        double OfSide(Layer<double> side) => Of(side.Weights, side.Biases, side.Normalizer?.Gains ?? []);
        return id.Kind switch
        {
            QuantityKind.Net => OfUnit(layer.Z, id),
            QuantityKind.Output => OfUnit(layer.A, id),
            QuantityKind.Mask => OfUnit(layer.Kept, id),
            QuantityKind.Kept => OfUnit(layer.Output, id),
            QuantityKind.BackSum => OfUnit(layer.S, id),
            QuantityKind.Delta => OfUnit(layer.Delta, id),
            QuantityKind.Weight or QuantityKind.Bias or QuantityKind.Gain => OfSide(layer.Before),
            QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient =>
                Of(layer.WeightGradients, layer.BiasGradients, layer.Normalizer?.GainGradients ?? []),
            QuantityKind.FirstMoment => Of(layer.MemoryBefore.WeightM, layer.MemoryBefore.BiasM, layer.MemoryBefore.GainM),
            QuantityKind.SecondMoment => Of(layer.MemoryBefore.WeightV, layer.MemoryBefore.BiasV, layer.MemoryBefore.GainV),
            QuantityKind.NewFirstMoment => Of(layer.MemoryAfter.WeightM, layer.MemoryAfter.BiasM, layer.MemoryAfter.GainM),
            QuantityKind.NewSecondMoment => Of(layer.MemoryAfter.WeightV, layer.MemoryAfter.BiasV, layer.MemoryAfter.GainV),
            QuantityKind.NewWeight or QuantityKind.NewBias or QuantityKind.NewGain => OfSide(layer.After),
            _ when layer.Normalizer is { } normalizer => OfNormalizer(id, layer, normalizer),
            _ => throw new ArgumentException($"{id} has no number."),
        };
    }

    private double OfNormalizer(QuantityId id, LayerTrace<double> layer, NormalizerTrace<double> normalizer) => id.Kind switch
    {
        QuantityKind.WeightedSum => OfUnit(normalizer.Sums, id),
        QuantityKind.Standard => OfUnit(normalizer.Standard, id),
        QuantityKind.SumSlope => OfUnit(normalizer.SumSlopes, id),
        QuantityKind.Mean => OfStatistic(normalizer.Means, id),
        QuantityKind.Variance => OfStatistic(normalizer.Variances, id),
        QuantityKind.InverseDeviation => OfStatistic(normalizer.InverseDeviations, id),
        QuantityKind.RunningMean => layer.Before.Normalizer!.Means[id.Unit - 1],
        QuantityKind.RunningVariance => layer.Before.Normalizer!.Variances[id.Unit - 1],
        QuantityKind.NewRunningMean => layer.After.Normalizer!.Means[id.Unit - 1],
        QuantityKind.NewRunningVariance => layer.After.Normalizer!.Variances[id.Unit - 1],
        _ => throw new ArgumentException($"{id} has no number."),
    };

    private static double OfStatistic(double[] statistics, QuantityId id) => statistics[id.Unit > 0 ? id.Unit - 1 : Row(id)];

    private double OfUnit(double[] rows, QuantityId id) => rows[Row(id) * shape.Units(id.Layer) + id.Unit - 1];

    private double OfParameter(double[] numbers, QuantityId id) => numbers[shape.IndexOf(id)];

    private static int Row(QuantityId id) => Math.Max(0, id.Sample - 1);
}
