namespace Chainrule.Explain;

/// <summary>
/// The ids of quantities, and the tutorial's names for them: w and b are numbered layer by layer, destination by
/// destination, source by source; hidden units are h1, h2, … (with several hidden layers h1_1, h2_1, …), outputs o1, o2, ….
/// Layers, units and sources count from 1 here.
/// </summary>
/// <param name="layers">The shape of each layer.</param>
/// <param name="hasLayerBiases">Whether the units of a layer have one bias together.</param>
internal sealed class Names(IReadOnlyList<(int Inputs, int Units)> layers, bool hasLayerBiases)
{
    private readonly long[] _firstWeight = FirstWeights(layers);

    /// <summary>Whether the units of a layer have one bias together, b1.</summary>
    public bool HasLayerBiases { get; } = hasLayerBiases;

    /// <summary>Whether that bias is trained as one.</summary>
    public bool HasSharedBiases { get; init; }

    /// <summary>
    /// Whether what comes back from an output is more than the derivative of its own error: that depends on all net inputs of the output
    /// layer (softmax), or counts more or less with its row.
    /// </summary>
    public bool HasJointOutput { get; init; }

    /// <summary>Whether a gradient is penalised or limited before it decays, so that ∂J/∂w is not what the optimizer follows.</summary>
    public bool HasGradientTerms { get; init; }

    /// <summary>Whether outputs of a layer may be dropped, so that the layer above sees something else.</summary>
    public Func<int, bool> HasDropout { get; init; } = _ => false;

    /// <summary>How many weights there are in all.</summary>
    public long WeightCount => _firstWeight[^1] - 1;

    public static string X(int i) => $"x[{i}]";

    public static string T(int k) => $"t[{k}]";

    public static string W(int layer, int j, int i) => $"W{layer}[{j},{i}]";

    public static string B(int layer, int j) => $"b{layer}[{j}]";

    public static string Z(int layer, int j) => $"z{layer}[{j}]";

    /// <summary>The output of a unit; that of layer 0 is the input.</summary>
    public static string A(int layer, int j) => layer == 0 ? X(j) : $"a{layer}[{j}]";

    public static string OutputError(int k) => $"E[{k}]";

    public static string LossSlope(int k) => $"e[{k}]";

    public static string Slope(int layer, int j) => $"phi'{layer}[{j}]";

    public static string BackTerm(int layer, int j, int k) => $"s{layer}[{j},{k}]";

    public static string BackSum(int layer, int j) => $"s{layer}[{j}]";

    public static string Delta(int layer, int j) => $"d{layer}[{j}]";

    public static string Gradient(string parameter) => "g" + parameter;

    /// <summary>W2[1,1] → W2'[1,1]</summary>
    public static string New(string parameter) => parameter.Insert(parameter.IndexOf('['), "'");

    public static string InputAlias(int i) => $"i{i}";

    /// <summary>h1, h2_1 or o1.</summary>
    public string Unit(int layer, int j) =>
        layer == layers.Count ? $"o{j}" : layers.Count == 2 ? $"h{j}" : $"h{layer}_{j}";

    /// <summary>The unit or input that a weight of this layer comes from.</summary>
    public string Source(int layer, int i) => layer == 1 ? InputAlias(i) : Unit(layer - 1, i);

    /// <summary>out_h1, or i1 for an input.</summary>
    public string OutputAlias(int layer, int j) => layer == 0 ? InputAlias(j) : $"out_{Unit(layer, j)}";

    /// <summary>w5</summary>
    public string WeightAlias(int layer, int j, int i) => $"w{_firstWeight[layer - 1] + (j - 1L) * layers[layer - 1].Inputs + i - 1}";

    /// <summary>The place of weight number n, counted from 1; null where there are not so many.</summary>
    public (int Layer, int Unit, int From)? WeightAt(long n)
    {
        if (n < 1 || n > WeightCount) return null;
        var layer = Array.FindLastIndex(_firstWeight, first => first <= n) + 1;
        var (unit, from) = Math.DivRem(n - _firstWeight[layer - 1], layers[layer - 1].Inputs);
        return (layer, (int)unit + 1, (int)from + 1);
    }

    /// <summary>One bias a layer is b1, b2; one a unit is b_h1, b_o1.</summary>
    public string BiasAlias(int layer, int j) => HasLayerBiases ? $"b{layer}" : UnitBiasAlias(layer, j);

    /// <summary>b_h1</summary>
    public string UnitBiasAlias(int layer, int j) => $"b_{Unit(layer, j)}";

    /// <summary>The alias of any quantity. Of a frozen bias of a layer, the gradient is that by one unit's part in it.</summary>
    public string AliasOf(QuantityId id)
    {
        var (layer, j) = (id.Layer, id.Unit);
        var unit = layer > 0 && j > 0 ? Unit(layer, j) : "";
        var alias = id.Kind switch
        {
            QuantityKind.Input => InputAlias(j),
            QuantityKind.Target => $"target_o{j}",
            QuantityKind.Weight or QuantityKind.Bias or QuantityKind.Gain => ParameterAlias(id),
            QuantityKind.FirstMoment => $"m_{ParameterAlias(id)}",
            QuantityKind.SecondMoment => $"v_{ParameterAlias(id)}",
            QuantityKind.Net => $"net_{unit}",
            QuantityKind.Output => OutputAlias(layer, j),
            QuantityKind.Draw => $"draw_{unit}",
            QuantityKind.Mask => $"mask_{unit}",
            QuantityKind.Kept => $"kept_{unit}",
            QuantityKind.OutputError => $"E_o{j}",
            QuantityKind.SampleLoss or QuantityKind.BatchLoss => "E_total",
            QuantityKind.LossSlope => $"dE_total/dout_o{j}",
            QuantityKind.ActivationSlope => $"dout_{unit}/dnet_{unit}",
            QuantityKind.BackTerm => BackTermAlias(layer, j, id.From),
            QuantityKind.BackSum => $"dE_total/dout_{unit}",
            QuantityKind.Delta => $"delta_{unit}",
            _ when NormalizerAliases.Of(id, unit) is { } ofNormalizer => ofNormalizer,
            QuantityKind.BiasGradient when !HasSharedBiases => $"dE_total/d{UnitBiasAlias(layer, j)}",
            QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient => $"dE_total/d{ParameterAlias(id)}",
            QuantityKind.RowWeight or QuantityKind.WeightSum or QuantityKind.Penalty or QuantityKind.Objective or QuantityKind.GradientNorm
                or QuantityKind.ClipFactor => (id with { Sample = 0 }).ToString(),
            QuantityKind.PenaltySlope => $"dR/d{ParameterAlias(id)}",
            QuantityKind.ClippedGradient => $"c_{ParameterAlias(id)}",
            QuantityKind.DecayedGradient when HasGradientTerms => $"r_{ParameterAlias(id)}",
            QuantityKind.PenalisedGradient or QuantityKind.DecayedGradient => $"dJ/d{ParameterAlias(id)}",
            QuantityKind.NewFirstMoment => $"m_{ParameterAlias(id)}+",
            QuantityKind.NewSecondMoment => $"v_{ParameterAlias(id)}+",
            _ => ParameterAlias(id) + "+",
        };
        return id.Sample > 0 ? $"{alias}@{id.Sample}" : alias;
    }

    /// <summary>The alias as one writes it by hand: dE_total/dw5 → ∂E_total/∂w5, delta_o1 → δ_o1, w5+ → w5⁺.</summary>
    public static string Pretty(string alias)
    {
        if (alias.Contains("/d", StringComparison.Ordinal)) alias = "∂" + alias[1..].Replace("/d", "/∂");
        return alias switch
        {
            "norm" => "‖g‖",
            "kappa" => "κ",
            "omega" => "Σω",
            _ when alias.StartsWith("omega@", StringComparison.Ordinal) => alias.Replace("omega", "ω", StringComparison.Ordinal),
            _ => alias.Replace("delta_", "δ_").Replace('+', '⁺'),
        };
    }

    private string ParameterAlias(QuantityId id) =>
        id.From > 0 ? WeightAlias(id.Layer, id.Unit, id.From)
        : id.From == QuantityId.OfGain ? $"gain_{Unit(id.Layer, id.Unit)}"
        : BiasAlias(id.Layer, id.Unit);

    /// <summary>Only a part that comes straight from an output is the derivative of that output's own error.</summary>
    private string BackTermAlias(int layer, int j, int k)
    {
        var above = Unit(layer + 1, k);
        var seen = $"{(HasDropout(layer) ? "kept" : "out")}_{Unit(layer, j)}";
        return layer + 1 == layers.Count && !HasJointOutput ? $"dE_{above}/d{seen}" : $"dE_total/d{seen} via {above}";
    }

    private static long[] FirstWeights(IReadOnlyList<(int Inputs, int Units)> layers)
    {
        var first = new long[layers.Count + 1];
        first[0] = 1;
        for (var l = 0; l < layers.Count; l++) first[l + 1] = first[l] + (long)layers[l].Inputs * layers[l].Units;
        return first;
    }
}
