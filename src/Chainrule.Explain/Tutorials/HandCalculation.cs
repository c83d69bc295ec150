using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// The step once more, by the same rules, but as somebody might do it who rounds on the way, or who takes the hidden gradients at
/// output weights that have already been updated. The engine does neither; this finds out where printed figures come from.
/// </summary>
/// <param name="step">The true step.</param>
/// <param name="usesUpdatedWeights">Whether errors come back through the new weights: a wrong order.</param>
/// <param name="decimalsOf">To how many decimals a quantity is rounded before it is used; null where it keeps all its digits.</param>
internal sealed class HandCalculation(StepQuantities step, bool usesUpdatedWeights, Func<string, int?> decimalsOf)
{
    private readonly Dictionary<string, double> _values = [];

    /// <summary>Whether errors come back through the new weights.</summary>
    public bool UsesUpdatedWeights => usesUpdatedWeights;

    /// <summary>To how many decimals a quantity is rounded.</summary>
    public Func<string, int?> DecimalsOf => decimalsOf;

    /// <summary>The number of a quantity.</summary>
    public double this[string id]
    {
        get
        {
            if (!_values.TryGetValue(id, out var value)) _values.Add(id, value = Calculate(step[id]));
            return value;
        }
    }

    /// <summary>The error that the next forward pass sees.</summary>
    public double LossAfter(NetworkSpec spec)
    {
        var network = spec.Build<double>();
        for (var layer = 1; layer <= step.Depth; layer++)
        {
            var (weights, inputs) = (network.Layers[layer - 1].Weights, network.Layers[layer - 1].Inputs);
            for (var n = 0; n < weights.Length; n++) weights[n] = this[Names.New(Names.W(layer, n / inputs + 1, n % inputs + 1))];
        }
        return network.Evaluate(spec.Batch!);
    }

    /// <summary>Rounded as at school: ties, as far as the conversion to decimal shows them, away from zero.</summary>
    public static double Round(double value, int decimals) => (double)Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);

    private double Calculate(Quantity quantity)
    {
        var value = quantity.Rule?.Evaluate<Scalar<double>>(id => new(this[Read(quantity, id)])).Value ?? quantity.Value;
        return decimalsOf(quantity.Id) is { } decimals ? Round(value, decimals) : value;
    }

    private string Read(Quantity quantity, string id) =>
        usesUpdatedWeights && quantity.Kind == QuantityKind.BackTerm && step[id].Kind == QuantityKind.Weight ? Names.New(id) : id;
}
