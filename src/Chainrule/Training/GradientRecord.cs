using System.Numerics;

namespace Chainrule.Training;

/// <summary>
/// The gradients of a recorded step as they were on their way, [units, inputs] and [units] of each layer: the penalty is added to them and
/// the limit applied in place.
/// </summary>
/// <param name="Weights">∂E/∂W</param>
/// <param name="Biases">∂E/∂b</param>
/// <param name="Gains">∂E/∂γ</param>
/// <param name="Penalised">∂J/∂W, with the penalty.</param>
internal sealed record GradientRecord<T>(T[][] Weights, T[][] Biases, T[][] Gains, T[][] Penalised)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A copy of the gradients of the loss, before a penalty is added.</summary>
    public static GradientRecord<T> OfLoss(LayerState<T>[] states) => new(
        [.. states.Select(state => state.WeightGradients.ToArray())], [.. states.Select(state => state.BiasGradients.ToArray())],
        [.. states.Select(state => state.GainGradients.ToArray())], []);

    /// <summary>The same with a copy of what the penalty made of them.</summary>
    public GradientRecord<T> Add(LayerState<T>[] states) =>
        this with { Penalised = [.. states.Select(state => state.WeightGradients.ToArray())] };
}
