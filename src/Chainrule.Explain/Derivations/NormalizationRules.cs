using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// How the quantities of a normalised layer follow from others. What is normalised together is the same in every rule, a row's units or a
/// unit's rows; what is done to each number are the texts of <see cref="NormalizerFormulas"/>.
/// </summary>
internal sealed class NormalizationRules(StepShape shape)
{
    /// <summary>The rule of a quantity that is no sum; null for what is given, and for what only layers without normalisation have.</summary>
    public Symbol? this[QuantityId id]
    {
        get
        {
            Symbol Own(QuantityKind kind) => Ref(id with { Kind = kind });
            Symbol Statistic(QuantityKind kind) => Ref(StatisticOf(id, kind));
            return id.Kind switch
            {
                QuantityKind.Net when shape.IsNormalized(id.Layer) => Net(Own(QuantityKind.Standard), id),
                QuantityKind.InverseDeviation => NormalizerFormulas.InverseDeviation(Own(QuantityKind.Variance)),
                QuantityKind.Standard => NormalizerFormulas.Standard(
                    Own(QuantityKind.WeightedSum), Statistic(QuantityKind.Mean), Statistic(QuantityKind.InverseDeviation)),
                QuantityKind.StandardSlope => Own(QuantityKind.Delta) * Gain(id),
                QuantityKind.SumSlope => NormalizerFormulas.SumSlope(
                    Own(QuantityKind.StandardSlope), Own(QuantityKind.Standard), Statistic(QuantityKind.MeanSlope),
                    Statistic(QuantityKind.MeanAlong), Statistic(QuantityKind.InverseDeviation)),
                QuantityKind.GainGradient =>
                    Ref(id with { Kind = QuantityKind.Delta, From = 0 }) * Ref(id with { Kind = QuantityKind.Standard, From = 0 }),
                // One row says nothing of a variance and moves no running statistics.
                QuantityKind.NewRunningMean => shape.Samples == 1 ? Own(QuantityKind.RunningMean)
                    : NormalizerFormulas.RunningMean(Own(QuantityKind.RunningMean), Own(QuantityKind.Mean)),
                QuantityKind.NewRunningVariance => shape.Samples == 1 ? Own(QuantityKind.RunningVariance)
                    : NormalizerFormulas.RunningVariance(Own(QuantityKind.RunningVariance), Own(QuantityKind.Variance), shape.Samples),
                _ => null,
            };
        }
    }

    /// <summary>The rule as a long sum, where it is one.</summary>
    public LongSum? SumOf(QuantityId id)
    {
        switch (id.Kind)
        {
            case QuantityKind.WeightedSum:
                return new(
                    shape.Inputs(id.Layer),
                    i => Ref(new(QuantityKind.Weight, id.Layer, id.Unit, i)) * Ref(shape.Dropout.Seen(id.Layer - 1, i, id.Sample)), sum => sum);
            case QuantityKind.Mean:
                return Mean(id, member => Ref(member with { Kind = QuantityKind.WeightedSum }));
            case QuantityKind.Variance:
                return Mean(id, member => Square(NormalizerFormulas.Centered(
                    Ref(member with { Kind = QuantityKind.WeightedSum }), Ref(id with { Kind = QuantityKind.Mean }))));
            case QuantityKind.MeanSlope:
                return Mean(id, member => Ref(member with { Kind = QuantityKind.StandardSlope }));
            case QuantityKind.MeanAlong:
                return Mean(id, member => Ref(member with { Kind = QuantityKind.StandardSlope }) * Ref(member with { Kind = QuantityKind.Standard }));
            default:
                return null;
        }
    }

    /// <summary>The mean over what is normalised together: the units of a row, or the samples of a unit.</summary>
    private LongSum Mean(QuantityId statistic, Func<QuantityId, Symbol> term)
    {
        var isOfRow = statistic.Unit == 0;
        var count = isOfRow ? shape.Units(statistic.Layer) : shape.Samples;
        return new(count, n => term(isOfRow ? statistic with { Unit = n } : statistic with { Sample = shape.FirstSample * n }), sum => sum / count);
    }

    private static Symbol Square(Symbol root) => root * root;

    private Symbol Net(Symbol standard, QuantityId id)
    {
        var stretched = NormalizerFormulas.Stretched(standard, Gain(id));
        return shape.HasBiases ? stretched + Ref(new(QuantityKind.Bias, id.Layer, id.Unit)) : stretched;
    }

    private Symbol Gain(QuantityId id) => Ref(id.ToGain());

    /// <summary>A statistic of what a unit is normalised with.</summary>
    private QuantityId StatisticOf(QuantityId id, QuantityKind kind) => shape.NormalizationOf(id.Layer) == Normalization.Layer
        ? new(kind, id.Layer, 0, 0, id.Sample)
        : new(kind, id.Layer, id.Unit);

    private Symbol Ref(QuantityId id) => Symbol.Variable(id + shape.Suffix);
}
