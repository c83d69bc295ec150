using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>A loss as JSON: its name, or an object of name and τ.</summary>
internal static class LossSpec
{
    public static Loss Parse(JsonView spec)
    {
        if (spec.IsText) return spec.Named(Loss.Named);
        var loss = spec["name"].Named(Loss.Named);
        if (loss.Tau is null)
        {
            spec.Object("name");
            return loss;
        }
        return Loss.Quantile(spec.Object("name", "tau").Find("tau")?.Number(NumberRange.Part) ?? loss.Tau.Value);
    }

    public static JsonNode Describe(Loss loss) =>
        loss.Tau is { } tau ? new JsonObject { ["name"] = loss.Name, ["tau"] = tau } : JsonValue.Create(loss.Name)!;
}
