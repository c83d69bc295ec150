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
        var parameter = id.From > 0 ? Names.W(layer, j, id.From) : Names.B(layer, j);
        var name = id.Kind switch
        {
            QuantityKind.LossSlope => $"∂E/∂{Names.A(step.Depth, j)}",
            QuantityKind.ActivationSlope => $"∂{Names.A(layer, j)}/∂{Names.Z(layer, j)}",
            QuantityKind.BackSum => $"∂E/∂{Names.A(layer, j)}",
            QuantityKind.Delta => $"δ{layer}[{j}]",
            QuantityKind.WeightGradient or QuantityKind.BiasGradient => $"∂E/∂{parameter}",
            QuantityKind.PenaltySlope => $"∂R/∂{parameter}",
            QuantityKind.DecayedGradient when step.Names.HasGradientTerms => id.ToString(),
            QuantityKind.PenalisedGradient or QuantityKind.DecayedGradient => $"∂J/∂{parameter}",
            QuantityKind.GradientNorm or QuantityKind.ClipFactor or QuantityKind.WeightSum => Names.Pretty(id.ToString()),
            QuantityKind.RowWeight => "ω",
            QuantityKind.NewFirstMoment or QuantityKind.NewSecondMoment or QuantityKind.NewWeight or QuantityKind.NewBias =>
                (id with { Sample = 0 }).ToString().Replace('\'', '⁺'),
            _ => (id with { Sample = 0 }).ToString(),
        };
        return id.Sample > 0 ? $"{name}@{id.Sample}" : name;
    }

    /// <summary>A unit or an input: h1, o2, i1; or 3 of layer 2.</summary>
    public string UnitOf(int layer, int j) => IsFlat
        ? layer == 0 ? Names.InputAlias(j) : step.Names.Unit(layer, j)
        : Names.A(layer, j);

    /// <summary>∂net_h1/∂w1, which is what the weight multiplies.</summary>
    public string InputSlope(QuantityId gradient) =>
        $"∂{NameOf(gradient with { Kind = QuantityKind.Net, From = 0 })}/∂{NameOf(gradient.OfParameter())}";
}
