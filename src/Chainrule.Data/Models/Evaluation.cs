using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>How well a model does on rows whose targets are known.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Loss">The mean loss that training minimises; for amounts on the standardised target.</param>
/// <param name="Classes">For classes: accuracy and confusion; otherwise null.</param>
/// <param name="Values">For amounts: R², RMSE and MAE in the target's own unit; otherwise null.</param>
public sealed record Evaluation(int Rows, double Loss, ClassificationMetrics? Classes, RegressionMetrics? Values)
{
    /// <summary>Compares the outputs of a network with the targets of encoded rows.</summary>
    public static Evaluation Of<T>(Network<T> network, DataSet<T> data, Target target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var outputs = network.Predict(data.Inputs);
        var loss = network.Evaluate(data);
        if (target is ValueTarget value)
        {
            double[] predicted = [.. outputs.Select(x => double.CreateTruncating(value.Restore(x)))];
            double[] actual = [.. data.Targets.Select(x => double.CreateTruncating(value.RestoreTarget(x)))];
            return new(data.Rows, loss, null, RegressionMetrics.Of(predicted, actual));
        }
        int[] MostProbable(T[] rows) => [.. rows.Chunk(network.Outputs).Select(row => ClassTarget.MostProbable<T>(row))];
        return new(data.Rows, loss, ClassificationMetrics.Of(MostProbable(outputs), MostProbable(data.Targets), network.Outputs), null);
    }

    /// <summary>The metrics by name: rows, loss, and accuracy or r2, rmse, mae. What is not a finite number is null.</summary>
    public JsonObject ToJson()
    {
        static JsonNode? Finite(double x) => double.IsFinite(x) ? JsonValue.Create(x) : null;
        var json = new JsonObject { ["rows"] = Rows, ["loss"] = Finite(Loss) };
        if (Classes is not null) json["accuracy"] = Classes.Accuracy;
        if (Values is not null)
        {
            json["r2"] = Finite(Values.R2);
            json["rmse"] = Finite(Values.Rmse);
            json["mae"] = Finite(Values.Mae);
        }
        return json;
    }
}
