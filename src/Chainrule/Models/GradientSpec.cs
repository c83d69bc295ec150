using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>Penalties and limits as JSON, under the names of a network spec.</summary>
internal static class GradientSpec
{
    public static GradientOptions Parse(JsonView spec)
    {
        spec.Object("l1", "l2", "clipNorm", "clipValue");
        if (spec.Find("clipNorm") is not null && spec.Find("clipValue") is { } second)
            throw second.Error("does not go with clipNorm: leave one of them out");
        return new()
        {
            L1 = spec.Find("l1")?.Number(NumberRange.NotNegative) ?? 0,
            L2 = spec.Find("l2")?.Number(NumberRange.NotNegative) ?? 0,
            ClipNorm = spec.Find("clipNorm")?.Number(NumberRange.Positive),
            ClipValue = spec.Find("clipValue")?.Number(NumberRange.Positive),
        };
    }

    public static JsonObject Describe(GradientOptions gradients)
    {
        var json = new JsonObject { ["l1"] = gradients.L1, ["l2"] = gradients.L2 };
        if (gradients.ClipNorm is { } norm) json["clipNorm"] = norm;
        if (gradients.ClipValue is { } value) json["clipValue"] = value;
        return json;
    }
}
