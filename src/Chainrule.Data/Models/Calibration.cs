using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>What was made of the probabilities of a model, on rows that it was not trained on.</summary>
/// <param name="Temperature">What its logits were divided by; null where no temperature is the best, and nothing was changed.</param>
/// <param name="Before">How well it did on these rows before.</param>
/// <param name="After">How well it does now.</param>
public sealed record Calibration(double? Temperature, Evaluation Before, Evaluation After)
{
    /// <summary>Finds the temperature that makes the log loss of these rows smallest, and gives the network that temperature.</summary>
    internal static Calibration Of<T>(Network<T> network, RowSource<T> rows, Target target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var before = Evaluation.Of(network, rows, target);
        if (TemperatureScaling.Fit(network, rows) is not { } temperature) return new(null, before, before);
        TemperatureScaling.Apply(network, temperature);
        return new(temperature, before, Evaluation.Of(network, rows, target));
    }

    /// <summary>The temperature, and log loss and calibration error before and after.</summary>
    public JsonObject ToJson() => new() { ["temperature"] = Temperature, ["before"] = Of(Before), ["after"] = Of(After) };

    private static JsonObject Of(Evaluation evaluation) => new()
    {
        ["logLoss"] = Evaluation.Finite(evaluation.Classes!.LogLoss),
        ["calibrationError"] = Evaluation.Finite(evaluation.Classes.CalibrationError),
    };
}
