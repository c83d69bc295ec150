using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Explain;

/// <summary>A quantity as JSON; docs/formats.md describes it.</summary>
internal static class QuantityJson
{
    public static JsonObject Of(Quantity quantity) => new()
    {
        ["id"] = quantity.Id,
        ["aliases"] = new JsonArray([.. quantity.Aliases.Select(alias => JsonValue.Create(alias))]),
        ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(quantity.Kind.ToString()),
        ["value"] = Number(quantity.Value),
        ["rule"] = quantity.Rule?.ToString(),
        ["parents"] = new JsonArray([.. quantity.Parents.Select(parent => JsonValue.Create(parent))]),
    };

    /// <summary>A number, or null where it is NaN or infinite: JSON knows neither.</summary>
    public static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
