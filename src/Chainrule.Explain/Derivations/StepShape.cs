using Chainrule.Algebra;
using Chainrule.Tracing;

namespace Chainrule.Explain;

/// <summary>What a step has: layers, samples, an optimizer with or without memory; and so which quantities there are.</summary>
internal sealed class StepShape(Trace<double> trace, Network<double> network, Optimizer optimizer, string suffix)
{
    /// <summary>Net inputs beyond this have exponentials too large for a double, or nearly so.</summary>
    private const double LargestExponent = 600;

    public Trace<double> Trace { get; } = trace;

    public Network<double> Network { get; } = network;

    public Optimizer Optimizer { get; } = optimizer;

    /// <summary>What ids end in: the number of the update, #2, where there are several.</summary>
    public string Suffix { get; } = suffix;

    /// <summary>Whether batch normalisation was taken into the weights and biases.</summary>
    public bool IsFolded { get; init; }

    /// <summary>How many layers of weights there are.</summary>
    public int Depth => Network.Layers.Count;

    public int Samples => Trace.Inputs.Length / Network.Inputs;

    /// <summary>The sample that ids of per-sample quantities begin with: none where there is only one.</summary>
    public int FirstSample => IsBatch ? 1 : 0;

    /// <summary>Whether samples have numbers: there are several, or what they count says which is which.</summary>
    public bool IsBatch => Samples > 1 || Weights.Any;

    /// <summary>What its rows count.</summary>
    public RowWeights Weights => field ??= new(this);

    /// <summary>What the samples are called in ids: 1, 2, …, or 0 where there is only one.</summary>
    public IReadOnlyList<int> SampleNumbers => !IsBatch ? [0] : [.. Enumerable.Range(1, Samples)];

    /// <summary>Whether it is a prediction: nothing behind the forward pass.</summary>
    public bool IsForwardOnly => Trace.Targets.Length == 0;

    /// <summary>Whether the loss contains the activation of the output, so that the two are differentiated as one: δ = p − t.</summary>
    public bool IsFused => Network.Loss.Contains is not null;

    /// <summary>How many numbers the optimizer remembers of a weight.</summary>
    public int Memories { get; } = trace.Layers[0].MemoryAfter switch
    {
        { WeightV.Length: > 0 } => 2,
        { WeightM.Length: > 0 } => 1,
        _ => 0,
    };

    /// <summary>Whether the optimizer adds a decay λ·w to the gradient.</summary>
    public bool HasDecay { get; } = new UpdateRule(
        optimizer, 1, Symbol.Variable("w"), Symbol.Variable("g"), Symbol.Variable("m"), Symbol.Variable("v")).Decayed is not null;

    /// <summary>A frozen bias belongs to its layer, as in the tutorial, where all units of each layer have the same.</summary>
    public bool HasLayerBiases { get; } = network.Biases switch
    {
        BiasPolicy.PerUnit => false,
        BiasPolicy.Shared => true,
        _ => trace.Layers.All(layer => layer.Before.Biases.AsSpan().IndexOfAnyExcept(layer.Before.Biases[0]) < 0),
    };

    /// <summary>Biases that are 0 and stay 0 are none.</summary>
    public bool HasBiases { get; } =
        network.Biases != BiasPolicy.Frozen || trace.Layers.Any(layer => layer.Before.Biases.AsSpan().ContainsAnyExcept(0));

    /// <summary>What of its outputs is dropped.</summary>
    public DropoutTerms Dropout => field ??= new(this);

    /// <summary>Its penalties and limits.</summary>
    public GradientTerms Gradients => field ??= new(this);

    /// <summary>E of all samples.</summary>
    public QuantityId Loss => new(IsBatch ? QuantityKind.BatchLoss : QuantityKind.SampleLoss);

    /// <summary>The id as a variable of a formula.</summary>
    public Symbol Ref(QuantityId id) => Symbol.Variable(id + Suffix);

    /// <summary>The place of a parameter, or of its gradient, among those of its layer.</summary>
    public int IndexOf(QuantityId id) => id.From > 0 ? (id.Unit - 1) * Inputs(id.Layer) + id.From - 1 : id.Unit - 1;

    public LayerTrace<double> Layer(int layer) => Trace.Layers[layer - 1];

    public Activation Activation(int layer) => Layer(layer).Before.Activation;

    public int Units(int layer) => layer == 0 ? Network.Inputs : Layer(layer).Before.Units;

    public int Inputs(int layer) => Layer(layer).Before.Inputs;

    /// <summary>What the sums of a layer are measured against.</summary>
    public Normalization NormalizationOf(int layer) =>
        Layer(layer) is { Normalizer: not null, Before.Normalizer.Kind: var kind } ? kind : Normalization.None;

    /// <summary>Whether they are measured against anything.</summary>
    public bool IsNormalized(int layer) => NormalizationOf(layer) != Normalization.None;

    /// <summary>∂E by the weighted sum of a unit: δ, unless the sums are normalised.</summary>
    public QuantityId SlopeOfSum(int layer, int unit, int sample) =>
        new(IsNormalized(layer) ? QuantityKind.SumSlope : QuantityKind.Delta, layer, unit, 0, sample);

    /// <summary>Whether rows are normalised by each other in some layer.</summary>
    public bool IsBatchNormalized { get; } = trace.Layers.Any(
        layer => layer is { Normalizer: not null, Before.Normalizer.Kind: Normalization.Batch });

    /// <summary>A network with the parameters that the step read.</summary>
    public Network<double> NetworkBefore() => WithParameters(layer => layer.Before);

    /// <summary>A network with the parameters that it left.</summary>
    public Network<double> NetworkAfter() => WithParameters(layer => layer.After);

    private Network<double> WithParameters(Func<LayerTrace<double>, Layer<double>> side)
    {
        var network = Network.Clone();
        for (var l = 0; l < Depth; l++)
        {
            side(Trace.Layers[l]).Weights.CopyTo(network.Layers[l].Weights, 0);
            side(Trace.Layers[l]).Biases.CopyTo(network.Layers[l].Biases, 0);
            side(Trace.Layers[l]).Normalizer?.Gains.CopyTo(network.Layers[l].Normalizer!.Gains, 0);
        }
        return network;
    }

    /// <summary>Whether the activation of a layer is a function of all its units at once: softmax.</summary>
    public bool IsJoint(int layer) => Activation(layer).Formula(Symbol.Variable("")) is null;

    /// <summary>The largest net input of the output for a sample, where exponentials of such numbers do not fit into a double; else null.</summary>
    public double? LargestNet(int sample)
    {
        var z = Layer(Depth).Z.AsSpan(Math.Max(0, sample - 1) * Network.Outputs, Network.Outputs);
        var (largest, size) = (double.NegativeInfinity, 0.0);
        foreach (var value in z) (largest, size) = (Math.Max(largest, value), Math.Max(size, Math.Abs(value)));
        return size > LargestExponent ? largest : null;
    }

    /// <summary>Whether there is a quantity of this id.</summary>
    public bool Has(QuantityId id)
    {
        if (id.Layer > Depth || !HasSample(id) || (IsForwardOnly && IsOfStep(id.Kind))) return false;
        var isOutput = id.Layer == Depth;
        return id.Kind switch
        {
            QuantityKind.SampleLoss or QuantityKind.BatchLoss => true,
            _ when RowWeights.Owns(id.Kind) => Weights.Any,
            _ when id.Layer == 0 && GradientTerms.Owns(id.Kind) => Gradients.Has(id),
            QuantityKind.Input => id.Unit <= Network.Inputs,
            QuantityKind.Target or QuantityKind.OutputError => id.Unit <= Network.Outputs,
            QuantityKind.LossSlope => id.Unit <= Network.Outputs && !IsFused,
            _ when id.Unit > Units(id.Layer) => false,
            _ when NormalizerIds.IsOfNormalizer(id) && !HasOfNormalizer(id) => false,
            QuantityKind.Bias or QuantityKind.BiasGradient or QuantityKind.NewBias when !HasBiases => false,
            QuantityKind.ActivationSlope => !isOutput || !(IsFused || IsJoint(Depth)),
            QuantityKind.BackTerm => !isOutput && id.From <= Units(id.Layer + 1),
            QuantityKind.BackSum => !isOutput,
            _ when DropoutTerms.Owns(id.Kind) => Dropout.In(id.Layer),
            QuantityKind.FirstMoment or QuantityKind.NewFirstMoment => IsParameter(id) && Memories > 0 && IsTrained(id),
            QuantityKind.SecondMoment or QuantityKind.NewSecondMoment => IsParameter(id) && Memories > 1 && IsTrained(id),
            QuantityKind.DecayedGradient => IsParameter(id) && HasDecay && IsTrained(id),
            _ when GradientTerms.Owns(id.Kind) => IsParameter(id) && Gradients.Has(id),
            _ => IsParameter(id),
        };
    }

    public bool IsTrained(QuantityId parameter) => parameter.From != 0 || Network.Biases != BiasPolicy.Frozen;

    /// <summary>A row's own statistics have no unit, those of a batch have one; and only a batch leaves running ones behind.</summary>
    private bool HasOfNormalizer(QuantityId id) => NormalizationOf(id.Layer) switch
    {
        Normalization.None => false,
        _ when NormalizerIds.IsStatistic(id.Kind) => id.Unit == 0 == (NormalizationOf(id.Layer) == Normalization.Layer),
        Normalization.Layer => !NormalizerIds.IsRunning(id.Kind),
        _ => true,
    };

    private bool IsParameter(QuantityId id) => id.From <= Inputs(id.Layer);

    /// <summary>One sample needs no number; of several, the gradients and the loss of each may be asked for, and those of all.</summary>
    private bool HasSample(QuantityId id) => id.Sample == 0
        ? !IsBatch || !QuantityId.IsOfSample(id)
        : IsBatch && id.Sample <= Samples
            && (QuantityId.IsOfSample(id) || id.Kind is QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient);

    private static bool IsOfStep(QuantityKind kind) => kind is QuantityKind.Target or (>= QuantityKind.RunningMean and <= QuantityKind.SecondMoment)
        || kind >= QuantityKind.OutputError;
}
