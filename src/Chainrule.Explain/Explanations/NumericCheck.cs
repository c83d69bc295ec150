namespace Chainrule.Explain;

/// <summary>
/// A gradient by the definition of a derivative, for the doubting reader: (E(w + h) − E(w − h)) / 2h, from two forward passes of the engine.
/// </summary>
/// <param name="H">The small change; a power of ten, by the size of the parameter.</param>
/// <param name="Value">What the difference gives.</param>
/// <param name="RelativeError">How far that is from the gradient, relative to the larger of the two.</param>
/// <param name="Agrees">Whether the two agree as well as two losses rounded to doubles can tell.</param>
internal sealed record NumericCheck(double H, double Value, double RelativeError, bool Agrees)
{
    /// <summary>Below this the loss cancels, above it is no longer straight.</summary>
    private const double RelativeChange = 1e-4;

    /// <summary>The same where a sum is divided by its deviation, which bends the loss: a weight changes both.</summary>
    private const double NormalizedChange = 1e-5;

    /// <summary>The rounding of a loss that went through many operations, in units of its last place; more where differences are divided.</summary>
    private const double LossRounding = 32, NormalizedRounding = 128, UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>Checks ∂E/∂parameter, or ∂J/∂parameter; a shared bias changes for all units of its layer at once.</summary>
    public static NumericCheck Of(StepShape shape, QuantityId parameter, double gradient, bool withPenalty = false)
    {
        var network = shape.NetworkBefore();
        var layer = network.Layers[parameter.Layer - 1];
        var (numbers, index) = parameter.From switch
        {
            > 0 => (layer.Weights, (parameter.Unit - 1) * layer.Inputs + parameter.From - 1),
            QuantityId.OfGain => (layer.Normalizer!.Gains, parameter.Unit - 1),
            _ => (layer.Biases, parameter.Unit - 1),
        };
        var isWholeLayer = parameter.From == 0 && network.Biases == BiasPolicy.Shared;
        var value = numbers[index];
        var isNormalized = Enumerable.Range(1, shape.Depth).Any(shape.IsNormalized);
        var h = (isNormalized ? NormalizedChange : RelativeChange) * Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Abs(value)))));

        double LossAt(double changed)
        {
            if (isWholeLayer) numbers.AsSpan().Fill(changed);
            else numbers[index] = changed;
            return shape.Trace.LossOf(network, withPenalty);
        }

        // The change that the rounded numbers really make.
        var (above, below) = (value + h, value - h);
        var difference = (LossAt(above) - LossAt(below)) / (above - below);
        var error = Math.Abs(difference - gradient);
        var size = Math.Max(Math.Abs(difference), Math.Abs(gradient));
        var loss = withPenalty ? shape.Trace.Objective : shape.Trace.Loss;
        var rounding = (isNormalized ? NormalizedRounding : LossRounding) * UnitRoundoff * Math.Abs(loss) / h;
        return new(h, difference, size == 0 ? 0 : error / size, error <= 1e-5 * size + rounding);
    }
}
