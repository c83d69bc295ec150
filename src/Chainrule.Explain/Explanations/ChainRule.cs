using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// The three factors of a gradient: ∂E/∂out · ∂out/∂net · ∂net/∂w; of a weight whose sum is normalised two, ∂E/∂sum · ∂sum/∂w.
/// </summary>
internal static class ChainRule
{
    /// <summary>
    /// The product for a parameter of its own unit; where loss and activation are differentiated as one, or an output depends on all
    /// net inputs, the first two factors come as one: δ.
    /// </summary>
    public static Symbol Of(QuantityId gradient, StepPage page)
    {
        var delta = DeltaOf(gradient, gradient.Sample, page.Shape);
        var above = IsOne(gradient, page.Shape)
            ? page.Ref(delta)
            : page.Ref(Arriving(delta, page.Shape)) * page.Ref(delta with { Kind = QuantityKind.ActivationSlope });
        return InputSlope(gradient, page) is { } slope ? above * Symbol.Variable(slope) : above;
    }

    /// <summary>Whether the first two factors come as one.</summary>
    public static bool IsOne(QuantityId parameter, StepShape shape) =>
        IsThroughNormalizer(parameter, shape) || (parameter.Layer == shape.Depth && (shape.IsFused || shape.IsJoint(shape.Depth)));

    /// <summary>Whether the gradient comes through the mean and the variance of the sums.</summary>
    public static bool IsThroughNormalizer(QuantityId parameter, StepShape shape) => parameter.From > 0 && shape.IsNormalized(parameter.Layer);

    /// <summary>The variable for ∂net/∂w, whose number is that of what the weight multiplies; a bias multiplies 1 and needs none.</summary>
    public static string? InputSlope(QuantityId gradient, StepPage page)
    {
        if (gradient.From == 0) return null;
        var source = Source(gradient, gradient.Sample, page.Shape);
        var name = MathName.Parse(page.Notation.InputSlope(gradient));
        return page.Terms.Add($"slope({page.Id(gradient)})", new(name, page.Step.Value(source), page.Id(source)));
    }

    /// <summary>∂E by what the parameter is a part of: δ, or of a weight whose sum is normalised ∂E/∂sum.</summary>
    public static QuantityId DeltaOf(QuantityId parameter, int sample, StepShape shape) => parameter.From > 0
        ? shape.SlopeOfSum(parameter.Layer, parameter.Unit, sample)
        : new(QuantityKind.Delta, parameter.Layer, parameter.Unit, 0, sample);

    /// <summary>What a weight or a gain multiplies; a bias stands for itself.</summary>
    public static QuantityId Source(QuantityId parameter, int sample, StepShape shape) => parameter.From switch
    {
        0 => parameter.OfParameter(),
        QuantityId.OfGain => new(QuantityKind.Standard, parameter.Layer, parameter.Unit, 0, sample),
        _ => shape.Dropout.Seen(parameter.Layer - 1, parameter.From, sample),
    };

    /// <summary>∂E/∂out of a unit.</summary>
    private static QuantityId Arriving(QuantityId delta, StepShape shape) => delta.Layer == shape.Depth
        ? new(QuantityKind.LossSlope, 0, delta.Unit, 0, delta.Sample)
        : delta with { Kind = QuantityKind.BackSum };
}
