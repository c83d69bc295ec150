using Chainrule.Algebra;
using Chainrule.Functions;

namespace Chainrule.Explain;

/// <summary>How each quantity follows from others: the engine's own texts, run through symbols that are ids.</summary>
internal sealed class StepRules(StepShape shape)
{
    private readonly NormalizationRules _normalization = new(shape);

    /// <summary>The rule of a quantity; null for what is given.</summary>
    public Symbol? this[QuantityId id] => SumOf(id)?.Whole() ?? _normalization[id] ?? id.Kind switch
    {
        QuantityKind.Output => shape.Activation(id.Layer).Formula(Ref(id with { Kind = QuantityKind.Net })),
        QuantityKind.OutputError =>
            shape.Network.Loss.ErrorFormula(LossInput(id), Ref(id with { Kind = QuantityKind.Target }), shape.Network.Outputs),
        QuantityKind.LossSlope => LossSlope(id),
        QuantityKind.ActivationSlope => Slope(id),
        QuantityKind.BackTerm => Ref(Above(id, id.From)) * Ref(new(QuantityKind.Weight, id.Layer + 1, id.From, id.Unit)),
        QuantityKind.Delta => Delta(id),
        QuantityKind.WeightGradient => Ref(shape.SlopeOfSum(id.Layer, id.Unit, id.Sample)) * Ref(Below(id, id.From)),
        QuantityKind.BiasGradient => Ref(id with { Kind = QuantityKind.Delta }),
        >= QuantityKind.DecayedGradient => Update(id),
        _ => shape.Dropout.RuleOf(id) ?? shape.Gradients.RuleOf(id),
    };

    /// <summary>The rule as a long sum, where it is one.</summary>
    public LongSum? SumOf(QuantityId id)
    {
        switch (id.Kind)
        {
            case QuantityKind.Net when !shape.IsNormalized(id.Layer):
                return new(shape.Inputs(id.Layer), i => Ref(new(QuantityKind.Weight, id.Layer, id.Unit, i)) * Ref(Below(id, i)),
                    sum => shape.HasBiases ? sum + Ref(new(QuantityKind.Bias, id.Layer, id.Unit)) : sum);
            case QuantityKind.Output when shape.IsJoint(id.Layer):
                return Exponentials(id, sum => Exponential(id, id.Unit) / sum);
            case QuantityKind.OutputError when shape.Network.Loss.ErrorFormula(Symbol.Variable(""), Symbol.Variable(""), 1) is null:
                return Exponentials(id, sum => Ref(id with { Kind = QuantityKind.Target }) * (LogOf(id, sum) - Net(id, id.Unit)));
            case QuantityKind.SampleLoss when !shape.IsBatch || id.Sample > 0:
                return new(
                    shape.Network.Outputs, k => Ref(new(QuantityKind.OutputError, 0, k, 0, id.Sample)),
                    sum => shape.Weights.Weighted(id.Sample, sum));
            case QuantityKind.WeightSum:
                return shape.Weights.Sum;
            case QuantityKind.BatchLoss:
                return shape.Weights.Mean(n => Ref(new(QuantityKind.SampleLoss, Sample: n)));
            case QuantityKind.BackSum:
                return new(
                    shape.Units(id.Layer + 1), k => Ref(id with { Kind = QuantityKind.BackTerm, From = k }),
                    sum => shape.Dropout.Back(id, sum));
            case QuantityKind.Delta when id.Layer == shape.Depth && shape.IsJoint(id.Layer) && !shape.IsFused:
                return Jacobian(id);
            case QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient when shape.IsBatch && id.Sample == 0:
                return shape.Weights.Mean(n => Ref(id with { Sample = n }));
            case QuantityKind.BiasGradient when shape.Network.Biases == BiasPolicy.Shared:
                return new(shape.Units(id.Layer), j => Ref(id with { Kind = QuantityKind.Delta, Unit = j }), sum => sum);
            default:
                return _normalization.SumOf(id) ?? shape.Gradients.SumOf(id);
        }
    }

    /// <summary>e^z of every output; from each the largest z is subtracted where that would be too large a number.</summary>
    private LongSum Exponentials(QuantityId id, Func<Symbol, Symbol> around) => new(shape.Network.Outputs, k => Exponential(id, k), around);

    private Symbol Exponential(QuantityId id, int k) =>
        Shift(id) is { } largest ? Symbol.Exp(Net(id, k) - largest) : Symbol.Exp(Net(id, k));

    /// <summary>ln Σ e^z, of the sum of <see cref="Exponentials"/>.</summary>
    private Symbol LogOf(QuantityId id, Symbol sum) => Shift(id) is { } largest ? largest + Symbol.Log(sum) : Symbol.Log(sum);

    private Symbol? Shift(QuantityId id) => shape.LargestNet(id.Sample) is { } largest ? Symbol.Named("z_max", largest) : null;

    private Symbol Net(QuantityId id, int k) => Ref(new(QuantityKind.Net, shape.Depth, k, 0, id.Sample));

    /// <summary>δ = Σ e[k]·∂p[k]/∂z = e·p − p·Σ e[k]·p[k]: under a loss of its own, a softmax passes every slope to every unit.</summary>
    private LongSum Jacobian(QuantityId id)
    {
        Symbol E(int k) => Ref(new(QuantityKind.LossSlope, 0, k, 0, id.Sample));
        Symbol P(int k) => Ref(id with { Kind = QuantityKind.Output, Unit = k });
        return new(shape.Network.Outputs, k => E(k) * P(k), sum => P(id.Unit) * (E(id.Unit) - sum));
    }

    /// <summary>A loss that contains its activation is differentiated as one: its slope is δ at once.</summary>
    private Symbol? Delta(QuantityId id)
    {
        if (id.Layer == shape.Depth && shape.IsFused) return LossSlope(id);
        var arriving = id.Layer == shape.Depth ? new(QuantityKind.LossSlope, 0, id.Unit, 0, id.Sample) : id with { Kind = QuantityKind.BackSum };
        return Ref(arriving) * Ref(id with { Kind = QuantityKind.ActivationSlope });
    }

    private Symbol LossSlope(QuantityId id)
    {
        var target = Ref(new(QuantityKind.Target, 0, id.Unit, 0, id.Sample));
        return shape.Weights.Weighted(id.Sample, shape.Network.Loss.SlopeFormula(LossInput(id), target, shape.Network.Outputs)
            ?? Ref(new(QuantityKind.Output, shape.Depth, id.Unit, 0, id.Sample)) - target);
    }

    private Symbol? Slope(QuantityId id)
    {
        var activation = shape.Activation(id.Layer);
        return activation.SlopeFormula(Ref(id with { Kind = activation.DerivativeOf == Needs.Input ? QuantityKind.Net : QuantityKind.Output }));
    }

    /// <summary>What the loss is a function of: the net input where it contains the activation, else the output.</summary>
    private Symbol LossInput(QuantityId id) => Ref(new(shape.IsFused ? QuantityKind.Net : QuantityKind.Output, shape.Depth, id.Unit, 0, id.Sample));

    private Symbol Update(QuantityId id)
    {
        var parameter = id.OfParameter();
        if (!shape.IsTrained(parameter)) return Ref(parameter);
        Symbol Of(QuantityKind kind) => Ref(parameter.With(kind));
        var rule = new UpdateRule(shape.Optimizer, shape.Trace.Update,
            Ref(parameter), Ref(shape.Gradients.Followed(parameter)), Of(QuantityKind.FirstMoment), Of(QuantityKind.SecondMoment));
        return id.Kind switch
        {
            QuantityKind.DecayedGradient => rule.Decayed!,
            QuantityKind.NewFirstMoment => rule.FirstMoment(Of(QuantityKind.DecayedGradient)),
            QuantityKind.NewSecondMoment => rule.SecondMoment(Of(QuantityKind.DecayedGradient)),
            _ => rule.Parameter(
                Of(QuantityKind.DecayedGradient), Of(QuantityKind.NewFirstMoment), Of(QuantityKind.NewSecondMoment)),
        };
    }

    private QuantityId Below(QuantityId id, int i) => shape.Dropout.Seen(id.Layer - 1, i, id.Sample);

    private QuantityId Above(QuantityId id, int k) => shape.SlopeOfSum(id.Layer + 1, k, id.Sample);

    private Symbol Ref(QuantityId id) => shape.Ref(id);
}
