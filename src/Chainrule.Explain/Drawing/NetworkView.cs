namespace Chainrule.Explain;

/// <summary>What a drawing of a network shows: its shape, the names of its parts, and their numbers.</summary>
/// <param name="Sizes">The number of inputs, then the units of each layer.</param>
/// <param name="Names">What to call them.</param>
/// <param name="HasBiases">Whether there are biases to draw.</param>
/// <param name="HasLayerBiases">Whether the units of a layer have one bias together, as in the tutorial's figures.</param>
/// <param name="ValueOf">The number of a quantity by its id.</param>
internal sealed record NetworkView(IReadOnlyList<int> Sizes, Names Names, bool HasBiases, bool HasLayerBiases, Func<string, double> ValueOf)
{
    /// <summary>How many layers of weights there are.</summary>
    public int Depth => Sizes.Count - 1;
}
