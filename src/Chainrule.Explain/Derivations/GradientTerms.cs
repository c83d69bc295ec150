using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// What a step makes of its gradients before the optimizer follows them: a penalty on the weights, and a limit. Which quantities that has,
/// how they follow from others, and the engine's numbers.
/// </summary>
internal sealed class GradientTerms(StepShape shape)
{
    private readonly GradientOptions _options = shape.Trace.Gradients ?? new();

    /// <summary>Whether it is one of them.</summary>
    public static bool Owns(QuantityKind kind) => kind is QuantityKind.Penalty or QuantityKind.Objective or (>= QuantityKind.PenaltySlope
        and <= QuantityKind.ClippedGradient);

    public bool HasPenalty { get; } = shape.Trace.Layers[0].PenalisedGradients.Length > 0;

    /// <summary>Whether gradients are limited, together or each.</summary>
    public bool HasLimit { get; } = shape.Trace.Layers[0].ClippedWeightGradients.Length > 0;

    /// <summary>Whether they are limited together.</summary>
    public bool HasNorm { get; } = shape.Trace.ClipFactor is not null;

    /// <summary>Whether there is such a quantity; a layer and a unit of this number there are.</summary>
    public bool Has(QuantityId id) => id.Kind switch
    {
        QuantityKind.Penalty or QuantityKind.Objective => HasPenalty,
        QuantityKind.GradientNorm or QuantityKind.ClipFactor => HasNorm,
        QuantityKind.ClippedGradient => HasLimit && shape.IsTrained(id),
        _ => HasPenalty && id.From > 0,
    };

    /// <summary>The gradient that the optimizer follows, before a decay.</summary>
    public QuantityId Followed(QuantityId parameter) => HasLimit ? parameter.With(QuantityKind.ClippedGradient) : Penalised(parameter);

    /// <summary>The rule as a long sum, where it is one.</summary>
    public LongSum? SumOf(QuantityId id) => id.Kind switch
    {
        QuantityKind.Penalty => new(
            shape.Trace.Layers.Sum(layer => layer.Before.Weights.Length),
            n => WithoutZeros(_options.PenaltyFormula(shape.Ref(ParameterAt(n, weightsOnly: true)))), sum => sum),
        QuantityKind.GradientNorm => new(
            Enumerable.Range(1, shape.Depth).Sum(layer => shape.Layer(layer).Before.Weights.Length + MovingBiases(layer) + Gains(layer)),
            n => shape.Ref(Penalised(ParameterAt(n, weightsOnly: false))) is var g ? g * g : g, Symbol.Sqrt),
        _ => null,
    };

    /// <summary>How any other follows from others.</summary>
    public Symbol? RuleOf(QuantityId id) => id.Kind switch
    {
        QuantityKind.Objective => shape.Ref(shape.Loss) + shape.Ref(new(QuantityKind.Penalty)),
        QuantityKind.PenaltySlope => WithoutZeros(_options.PenaltySlopeFormula(shape.Ref(id.OfParameter()))),
        QuantityKind.PenalisedGradient =>
            shape.Ref(id.With(QuantityKind.WeightGradient)) + shape.Ref(id with { Kind = QuantityKind.PenaltySlope }),
        QuantityKind.ClipFactor => _options.ClipFactorFormula(shape.Ref(new(QuantityKind.GradientNorm))),
        QuantityKind.ClippedGradient => Limited(shape.Ref(Penalised(id.OfParameter()))),
        _ => null,
    };

    /// <summary>The engine's number; null where it is kept only inside a kernel.</summary>
    public double? ValueOf(QuantityId id) => id.Kind switch
    {
        QuantityKind.Penalty => shape.Trace.Penalty,
        QuantityKind.Objective => shape.Trace.Objective,
        QuantityKind.GradientNorm => shape.Trace.GradientNorm,
        QuantityKind.ClipFactor => shape.Trace.ClipFactor,
        QuantityKind.PenalisedGradient => shape.Layer(id.Layer).PenalisedGradients[shape.IndexOf(id)],
        QuantityKind.ClippedGradient when id.From > 0 => shape.Layer(id.Layer).ClippedWeightGradients[shape.IndexOf(id)],
        QuantityKind.ClippedGradient when id.From == QuantityId.OfGain => shape.Layer(id.Layer).ClippedGainGradients[shape.IndexOf(id)],
        QuantityKind.ClippedGradient => shape.Layer(id.Layer).ClippedBiasGradients[shape.IndexOf(id)],
        _ => null,
    };

    /// <summary>The gradient with its penalty, if it has one, before a limit.</summary>
    private QuantityId Penalised(QuantityId parameter) =>
        parameter.With(HasPenalty && parameter.From > 0 ? QuantityKind.PenalisedGradient : QuantityKind.WeightGradient);

    private Symbol Limited(Symbol g) => HasNorm ? g * shape.Ref(new(QuantityKind.ClipFactor)) : _options.CutFormula(g)!;

    /// <summary>How many biases of a layer move by gradients of their own: a shared one counts once.</summary>
    private int MovingBiases(int layer) => shape.Network.Biases switch
    {
        BiasPolicy.PerUnit => shape.Units(layer),
        BiasPolicy.Shared => 1,
        _ => 0,
    };

    private int Gains(int layer) => shape.IsNormalized(layer) ? shape.Units(layer) : 0;

    /// <summary>Parameter n, counted from 1: the weights of the first layer, its biases that move and its gains, those of the second, …</summary>
    private QuantityId ParameterAt(int n, bool weightsOnly)
    {
        for (var layer = 1; ; layer++)
        {
            var (weights, inputs) = (shape.Layer(layer).Before.Weights.Length, shape.Inputs(layer));
            if (n <= weights) return new(QuantityKind.Weight, layer, (n - 1) / inputs + 1, (n - 1) % inputs + 1);
            n -= weights;
            if (weightsOnly) continue;
            if (n <= MovingBiases(layer)) return new(QuantityKind.Bias, layer, n);
            n -= MovingBiases(layer);
            if (n <= Gains(layer)) return new QuantityId(QuantityKind.Gain, layer, n).ToGain();
            n -= Gains(layer);
        }
    }

    /// <summary>The text of both penalties without the one that is 0.</summary>
    private static Symbol WithoutZeros(Symbol text)
    {
        static bool IsZero(Symbol s) => s.Operation switch
        {
            Operation.Constant => s.Value == 0,
            Operation.Multiply => s.Operands.Any(IsZero),
            Operation.Negate => IsZero(s.Operands[0]),
            Operation.Select => IsZero(s.Operands[1]) && IsZero(s.Operands[2]),
            _ => false,
        };
        return text.Rewrite(node => node.Operation != Operation.Add ? null
            : IsZero(node.Operands[0]) ? node.Operands[1]
            : IsZero(node.Operands[1]) ? node.Operands[0]
            : null);
    }
}
