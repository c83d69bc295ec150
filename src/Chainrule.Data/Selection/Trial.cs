using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>One way of training that a search tries.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Settings">What was drawn for it, by name.</param>
/// <param name="Plan">How it trains.</param>
public sealed record Trial(int Number, IReadOnlyList<(string Name, string Value)> Settings, TrainingPlan Plan);

/// <summary>How a trial went.</summary>
/// <param name="Number">That of the trial.</param>
/// <param name="Epochs">The most epochs that it had.</param>
/// <param name="Settings">What was drawn for it, by name.</param>
/// <param name="Metrics">Each metric over the splits; empty where a training diverged or learned nothing.</param>
public sealed record TrialResult(
    int Number, int Epochs, IReadOnlyList<(string Name, string Value)> Settings, IReadOnlyDictionary<string, Spread> Metrics)
{
    /// <summary>The result as a journal and a program have it.</summary>
    public JsonObject ToJson() => new()
    {
        ["trial"] = Number,
        ["epochs"] = Epochs,
        ["settings"] = new JsonObject(Settings.Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)setting.Value))),
        ["metrics"] = Spread.ToJson(Metrics),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static TrialResult FromJson(JsonNode json)
    {
        static double Number(JsonNode? value) => value is null ? double.NaN : (double)value;
        return new(
            (int)json["trial"]!,
            (int)json["epochs"]!,
            [.. json["settings"]!.AsObject().Select(setting => (setting.Key, (string)setting.Value!))],
            new OrderedDictionary<string, Spread>(json["metrics"]!.AsObject().Select(metric =>
                KeyValuePair.Create(metric.Key, new Spread(Number(metric.Value!["mean"]), Number(metric.Value["deviation"]))))));
    }
}
