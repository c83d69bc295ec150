namespace Chainrule;

/// <summary>How a layer fared in an epoch that was watched; see <see cref="TrainingOptions.Watch"/>.</summary>
/// <param name="GradientNorm">
/// The norm ‖∂J/∂W‖ of the gradient of its weights, the mean over the updates of the epoch, before anything is clipped.
/// </param>
/// <param name="WeightNorm">The norm ‖W‖ of its weights at the end of the epoch.</param>
/// <param name="UpdateRatio">
/// How far the first update of the epoch moved its weights: ‖ΔW‖ / ‖W‖; NaN if all weights were 0. A thousandth is usual.
/// </param>
/// <param name="OutputMean">The mean of its outputs at the end of the epoch, over all units and the rows of the sample.</param>
/// <param name="OutputDeviation">The standard deviation of the same outputs.</param>
/// <param name="DeadUnits">
/// How many units learn from no row of the sample, as the slope φ'(z) is below a thousandth on every one: relu units that are 0 for all
/// rows, saturated sigmoids. Always 0 of the output layer.
/// </param>
public sealed record LayerReport(
    double GradientNorm, double WeightNorm, double UpdateRatio, double OutputMean, double OutputDeviation, int DeadUnits)
{
    /// <summary>The most rows of the sample: training rows at even distances, the same ones in every epoch.</summary>
    public const int SampleRows = 256;
}
