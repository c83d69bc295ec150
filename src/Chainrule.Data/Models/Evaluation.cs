using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>How well a model does on rows whose targets are known.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Loss">The mean loss that training minimises; for amounts on the standardised target.</param>
/// <param name="Classes">For classes: accuracy, confusion and each class against the others; otherwise null.</param>
/// <param name="Values">For amounts: R², RMSE, MAE and MAPE in the target's own unit; otherwise null.</param>
public sealed record Evaluation(int Rows, double Loss, ClassificationMetrics? Classes, RegressionMetrics? Values)
{
    /// <summary>Compares the outputs of a network with the targets of encoded rows.</summary>
    public static Evaluation Of<T>(Network<T> network, RowSource<T> data, Target target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var (judgement, loss) = (new StreamedJudgement<T>(network, data), network.Evaluate(data));
        return target is ValueTarget value
            ? new(data.Rows, loss, null, judgement.Values(value))
            : new(data.Rows, loss, judgement.Classes(), null);
    }

    private readonly IReadOnlyList<(string Name, double Value)>? _known;

    /// <summary>What is left of an evaluation where only its metrics were written down.</summary>
    internal static Evaluation OfMetrics(int rows, IReadOnlyList<(string Name, double Value)> metrics) => new(rows, metrics[0].Value, metrics);

    private Evaluation(int rows, double loss, IReadOnlyList<(string Name, double Value)> known) : this(rows, loss, null, null) => _known = known;

    /// <summary>The metrics by the names that JSON has for them; what cannot be told is NaN.</summary>
    public IReadOnlyList<(string Name, double Value)> Metrics => _known ??
    [
        ("loss", Loss),
        .. Classes is null ? [] : (ReadOnlySpan<(string, double)>)
        [
            ("accuracy", Classes.Accuracy), ("balancedAccuracy", Classes.BalancedAccuracy), ("precision", Classes.Precision),
            ("recall", Classes.Recall), ("f1", Classes.F1), ("rocAuc", Classes.RocAuc), ("prAuc", Classes.PrAuc),
            ("logLoss", Classes.LogLoss), ("calibrationError", Classes.CalibrationError),
        ],
        .. Values is null ? [] : (ReadOnlySpan<(string, double)>)
        [
            ("r2", Values.R2), ("rmse", Values.Rmse), ("mae", Values.Mae), ("mape", Values.Mape),
        ],
    ];

    /// <summary>The metrics by name, one number each. What is not a finite number is null.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["rows"] = Rows };
        foreach (var (name, value) in Metrics) json[name] = Finite(value);
        return json;
    }

    /// <summary>The same, and for classes how each was told from the others, and the confusion.</summary>
    public JsonObject ToJson(Target target)
    {
        var json = ToJson();
        if (Classes is null || target is not ClassTarget { Classes: var names }) return json;
        json["classes"] = new JsonArray([.. names.Zip(Classes.PerClass, OfClass)]);
        json["confusion"] = new JsonArray([.. Classes.Confusion.Select(row => new JsonArray([.. row.Select(count => JsonValue.Create(count))]))]);
        return json;
    }

    private static JsonObject OfClass(string name, ClassMetrics metrics) => new()
    {
        ["name"] = name,
        ["rows"] = metrics.Rows,
        ["precision"] = metrics.Precision,
        ["recall"] = metrics.Recall,
        ["f1"] = metrics.F1,
        ["rocAuc"] = Finite(metrics.RocAuc),
        ["prAuc"] = Finite(metrics.PrAuc),
    };

    internal static JsonValue? Finite(double x) => double.IsFinite(x) ? JsonValue.Create(x) : null;
}
