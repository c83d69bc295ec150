using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Explain;

/// <summary>The tutorial as one JSON document, <c>chainrule.derivation/1</c>; docs/formats.md describes it.</summary>
public static class TutorialJson
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the whole tutorial.</summary>
    public static string Write(TutorialRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var document = new JsonObject
        {
            ["schema"] = "chainrule.derivation/1",
            ["network"] = run.Network(),
            ["conventions"] = new JsonObject
            {
                ["loss"] = "E = sum over outputs of 1/2 (target - out)^2",
                ["biases"] = BiasPolicies.NameOf(run.Biases),
                ["update"] = "all gradients are taken at the weights before the update",
                ["indices"] = "from 1; W[j,i] leads to j, from i",
            },
            ["quantities"] = Array(run.FirstStep.All, QuantityJson.Of),
            ["losses"] = Array(run.Losses, row => new JsonObject { ["updates"] = row.Updates, ["E_total"] = row.Loss }),
            ["lossByBiasConvention"] = Array(run.Conventions, row => new JsonObject
            {
                ["biases"] = BiasPolicies.NameOf(row.Key),
                ["updates"] = run.Updates,
                ["E_total"] = row.Value,
            }),
            ["printed"] = Array(run.Published, Describe),
        };
        if (run.ByHand is { } byHand) document["byHand"] = Describe(byHand);
        return document.ToJsonString(s_readable) + "\n";
    }

    private static JsonObject Describe(HandSearch search) => new()
    {
        ["tried"] = search.Tried,
        ["reproduced"] = search.Reproduced,
        ["reproducedWithOldWeights"] = search.ReproducedWithOldWeights,
        ["usesUpdatedWeights"] = search.Best.UsesUpdatedWeights,
        ["decimals"] = new JsonObject(search.Rounded.Select(id => KeyValuePair.Create(id, (JsonNode?)search.Best.DecimalsOf(id)))),
    };

    private static JsonObject Describe(PublishedFigure figure) => new()
    {
        ["id"] = figure.Id,
        ["alias"] = figure.Alias,
        ["printed"] = figure.Printed,
        ["value"] = figure.Value,
        ["because"] = JsonNamingPolicy.KebabCaseLower.ConvertName(figure.Because.ToString()),
        ["reproduced"] = double.IsNaN(figure.Reproduced) ? null : figure.Reproduced,
    };

    private static JsonArray Array<TItem>(IEnumerable<TItem> items, Func<TItem, JsonNode?> describe) => [.. items.Select(describe)];
}
