namespace Chainrule.Explain;

/// <summary>
/// What the variables of the tutorial's formulas stand for: ids of quantities, and in the chain of a weight ∂net/∂w, which is the
/// number that the weight multiplies under another name.
/// </summary>
internal sealed class TutorialTerms(StepQuantities step) : ITerms
{
    private readonly Dictionary<string, Term> _slopes = [];

    /// <inheritdoc/>
    public Term this[string variable]
    {
        get
        {
            if (_slopes.TryGetValue(variable, out var slope)) return slope;
            var quantity = step[variable];
            return new(MathName.Parse(quantity.Display), quantity.Value, LinkOf(quantity));
        }
    }

    /// <summary>A bias that a layer has together is given once.</summary>
    private string LinkOf(Quantity quantity) => quantity.Kind == QuantityKind.Bias && step.Names.HasLayerBiases
        ? Names.B(step.Id(quantity.Id).Layer, 1)
        : quantity.Id;

    /// <summary>The variable ∂net/∂w of a weight.</summary>
    public string InputSlope(int layer, int j, int i)
    {
        var source = step[Names.A(layer - 1, i)];
        var variable = $"slope({Names.W(layer, j, i)})";
        var name = $"∂net_{step.Names.Unit(layer, j)}/∂{step.Names.WeightAlias(layer, j, i)}";
        _slopes[variable] = new(MathName.Parse(name), source.Value, source.Id);
        return variable;
    }
}
