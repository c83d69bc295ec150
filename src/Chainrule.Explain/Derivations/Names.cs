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
    public string WeightAlias(int layer, int j, int i) =>
        $"w{layers.Take(layer - 1).Sum(l => l.Inputs * l.Units) + (j - 1) * layers[layer - 1].Inputs + i}";

    /// <summary>One bias a layer is b1, b2; one a unit is b_h1, b_o1.</summary>
    public string BiasAlias(int layer, int j) => hasLayerBiases ? $"b{layer}" : UnitBiasAlias(layer, j);

    /// <summary>b_h1</summary>
    public string UnitBiasAlias(int layer, int j) => $"b_{Unit(layer, j)}";
}
