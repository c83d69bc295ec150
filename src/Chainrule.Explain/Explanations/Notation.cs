namespace Chainrule.Explain;

/// <summary>
/// How quantities are written: a network as small as the tutorial's in the tutorial's names (w5, net_h1), a larger one by layer and
/// index (W2[3,17], z2[3]), which is also how its ids look.
/// </summary>
internal sealed class Notation(StepQuantities step)
{
    /// <summary>A weight beyond number 99 has no name that a reader could find.</summary>
    private const int MostFlatNames = 99;

    /// <summary>Whether the names are the tutorial's.</summary>
    public bool IsFlat { get; } = step.Depth <= 2 && step.Names.WeightCount <= MostFlatNames;

    /// <summary>The loss as it is written: E_total, or E.</summary>
    public string Loss => IsFlat ? "E_total" : "E";

    /// <summary>The name of a quantity.</summary>
    public string NameOf(QuantityId id)
    {
        if (IsFlat) return Names.Pretty(step.Names.AliasOf(id));
        var (layer, j) = (id.Layer, id.Unit);
        var parameter = id.Parameter;
        var name = id.Kind switch
        {
            QuantityKind.LossSlope => $"∂E/∂{Names.A(step.Depth, j)}",
            QuantityKind.ActivationSlope => $"∂{Names.A(layer, j)}/∂{Names.Z(layer, j)}",
            QuantityKind.BackSum => $"∂E/∂{Names.A(layer, j)}",
            QuantityKind.Delta => $"δ{layer}[{j}]",
            QuantityKind.StandardSlope or QuantityKind.SumSlope =>
                $"∂E/∂{id with { Kind = id.Kind == QuantityKind.SumSlope ? QuantityKind.WeightedSum : QuantityKind.Standard, Sample = 0 }}",
            QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient => $"∂E/∂{parameter}",
            QuantityKind.PenaltySlope => $"∂R/∂{parameter}",
            QuantityKind.DecayedGradient when step.Names.HasGradientTerms => id.ToString(),
            QuantityKind.PenalisedGradient or QuantityKind.DecayedGradient => $"∂J/∂{parameter}",
            QuantityKind.GradientNorm or QuantityKind.ClipFactor or QuantityKind.WeightSum => Names.Pretty(id.ToString()),
            QuantityKind.RowWeight => "ω",
            QuantityKind.NewRunningMean or QuantityKind.NewRunningVariance or (>= QuantityKind.NewFirstMoment and <= QuantityKind.NewGain) =>
                (id with { Sample = 0 }).ToString().Replace('\'', '⁺'),
            _ => (id with { Sample = 0 }).ToString(),
        };
        return id.Sample > 0 ? $"{name}@{id.Sample}" : name;
    }

    /// <summary>A unit or an input: h1, o2, i1; or 3 of layer 2.</summary>
    public string UnitOf(int layer, int j) => IsFlat
        ? layer == 0 ? Names.InputAlias(j) : step.Names.Unit(layer, j)
        : Names.A(layer, j);

    /// <summary>What a column of a table of units is called.</summary>
    public string HeaderOf(QuantityKind kind) => kind switch
    {
        QuantityKind.WeightedSum => IsFlat ? "sum" : "h",
        QuantityKind.Standard => IsFlat ? "norm" : "n",
        QuantityKind.Net => IsFlat ? "net" : "z",
        QuantityKind.Output => IsFlat ? "out" : "a",
        QuantityKind.ActivationSlope => IsFlat ? "∂out/∂net" : "∂a/∂z",
        QuantityKind.SumSlope => IsFlat ? "∂E/∂sum" : "∂E/∂h",
        _ => "δ",
    };

    /// <summary>∂net_h1/∂w1, which is what the weight multiplies; ∂sum_h1/∂w1 where the sums are normalised.</summary>
    public string InputSlope(QuantityId gradient)
    {
        var isSum = gradient.From > 0 && step.Shape.IsNormalized(gradient.Layer);
        var product = gradient with { Kind = isSum ? QuantityKind.WeightedSum : QuantityKind.Net, From = 0 };
        return $"∂{NameOf(product)}/∂{NameOf(gradient.OfParameter())}";
    }
}
