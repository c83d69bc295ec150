using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>The first number of a training that was NaN or infinite: on stderr for a person, in the JSON document for a program.</summary>
internal static class DivergenceReport
{
    /// <summary>The finding, its derivation and what to do; where only results are wanted, without the derivation.</summary>
    public static void Print(Divergence divergence, string? place, Language language, bool isQuiet)
    {
        var explanation = new DivergenceExplanation(divergence, language, place);
        Console.Error.Write(isQuiet
            ? $"{explanation.Finding}\n{explanation.Advice}\n"
            : $"\n{TextRenderer.Write(explanation.Write(), Console.IsErrorRedirected ? TextRenderer.DefaultWidth : CommandLine.WidthOf(null))}");
    }

    public static JsonObject Json(Divergence divergence, string? place)
    {
        var explanation = new DivergenceExplanation(divergence, Language.English, place);
        return new()
        {
            ["epoch"] = divergence.Epoch,
            ["batch"] = divergence.Batch,
            ["update"] = divergence.Update,
            ["row"] = place,
            ["quantity"] = explanation.Id,
            ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(divergence.Number.ToString()),
            ["layer"] = divergence.Layer,
            ["unit"] = divergence.Unit,
            ["from"] = divergence.From,
            ["value"] = divergence.Value.ToString(CultureInfo.InvariantCulture),
            ["learningRate"] = divergence.Optimizer.LearningRate,
            ["advice"] = explanation.Advice,
        };
    }
}
