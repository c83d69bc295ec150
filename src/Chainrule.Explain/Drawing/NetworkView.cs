namespace Chainrule.Explain;

/// <summary>What a drawing of a network shows: its shape, the names of its parts, and their numbers on one sample.</summary>
internal sealed class NetworkView(StepQuantities step)
{
    private readonly Notation _notation = new(step);

    /// <summary>The number of inputs, then the units of each layer.</summary>
    public IReadOnlyList<int> Sizes { get; } = [.. Enumerable.Range(0, step.Depth + 1).Select(step.Shape.Units)];

    /// <summary>How many layers of weights there are.</summary>
    public int Depth => step.Depth;

    /// <summary>Whether the units of a layer have one bias together, which then is drawn as in the tutorial's figures.</summary>
    public bool HasLayerBiases => step.Shape.HasBiases && step.Shape.HasLayerBiases;

    /// <summary>Whether every unit has a bias to itself.</summary>
    public bool HasUnitBiases => step.Shape is { HasBiases: true, HasLayerBiases: false };

    /// <summary>Whether there are targets and errors, and not a prediction only.</summary>
    public bool HasTargets => !step.Shape.IsForwardOnly;

    /// <summary>The units of a layer that a unit is normalised with; the unit alone where it is with none.</summary>
    public IEnumerable<int> TogetherWith(int layer, int unit) =>
        step.Shape.NormalizationOf(layer) == Normalization.Layer ? Enumerable.Range(1, Sizes[layer]) : [unit];

    /// <summary>Whether a derivative has the three factors that a drawing can number: not that of a gain, or by way of a mean.</summary>
    public bool HasThreeFactors(QuantityId parameter) => parameter.From >= 0 && !ChainRule.IsThroughNormalizer(parameter, step.Shape);

    /// <summary>The sample whose numbers are shown; 0 where there is only one.</summary>
    public int Sample => step.Shape.FirstSample;

    /// <summary>h1, o2, i1.</summary>
    public string UnitName(int layer, int unit) => _notation.UnitOf(layer, unit);

    /// <summary>The name of a quantity without its sample.</summary>
    public string NameOf(QuantityId id) => _notation.NameOf(id);

    /// <summary>E_total, or E.</summary>
    public string LossName => _notation.Loss;

    public double ValueOf(QuantityId id) => step.Value(id);
}
