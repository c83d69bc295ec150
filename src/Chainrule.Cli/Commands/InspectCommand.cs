using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Chainrule.Data;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>chainrule inspect: what is in a model file or a network spec.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var network = new Argument<string>("NETWORK") { Description = "A model that train wrote, or a network spec (JSON)" };
        var json = CommandLine.Json();
        var command = new Command("inspect", "Show the layers, the columns and the training of a model") { network, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(network);
            var report = new Report(CommandLine.LanguageOf(parsed));
            Console.Out.Write(AnyModel.IsSpec(path) ? Spec(path, report, parsed.GetValue(json)) : Model(path, report, parsed.GetValue(json)));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Spec(string path, Report report, bool isJson)
    {
        var network = NetworkSpec.Read(path).Build<double>();
        return isJson ? Report.Json(NetworkSpec.Describe(network)) : Shape(path, network, report);
    }

    private static string Model(string path, Report report, bool isJson)
    {
        var file = ModelFile.Open(path);
        if (isJson) return Report.Json(file.Document);
        var text = file.IsDouble ? Shape(path, file.Network<double>(), report) : Shape(path, file.Network<float>(), report);
        return file.Document["data"] is { } data ? text + Columns(TableSchema.FromJson(data, path), report) + Training(file, report) : text;
    }

    private static string Shape<T>(string path, Network<T> network, Report report) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var words = report.Words;
        static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
        var rows = network.Layers.Select((layer, l) => new[]
        {
            Count(l + 1), Count(layer.Inputs), Count(layer.Units), layer.Function, Count(network.ParametersOf(layer)),
        });
        var type = typeof(T) == typeof(float) ? "float" : "double";
        return $"""
            {words[Text.Model, path, type, network.ParameterCount, network.Loss]}
            {Report.Grid([[words[Text.Layer], words[Text.LayerInputs], words[Text.Units], words[Text.Activation], words[Text.Parameters]], .. rows])}
            """;
    }

    private static string Columns(TableSchema schema, Report report)
    {
        var words = report.Words;
        var text = new StringBuilder($"\n{words[Text.Columns]}\n");
        var width = schema.Inputs.Select(column => column.Name).Append(schema.Target.Name).Max(DisplayWidth.Of);
        foreach (var (names, what) in ColumnTexts.Alike(schema.Inputs, words))
            text.Append(CultureInfo.InvariantCulture, $"  {DisplayWidth.PadRight(names, width)}  {what}\n");
        foreach (var column in schema.Ignored) text.Append(CultureInfo.InvariantCulture, $"  {words[Text.LeftOut, column.Reason]}\n");
        var target = schema.Target switch
        {
            ClassTarget classes => words[Text.Category, ColumnTexts.List(classes.Classes)],
            ValueTarget { IsCount: true } count => words[Text.TargetCount, Report.Short(count.Deviation)],
            ValueTarget value => words[Text.TargetNumber, Report.Short(value.Mean), Report.Short(value.Deviation)],
            _ => "",
        };
        return $"{text}\n{words[Text.Target]}\n  {DisplayWidth.PadRight(schema.Target.Name, width)}  {target}\n";
    }

    private static string Training(ModelFile file, Report report) =>
        file.Document["training"] is JsonObject training ? $"\n{report.Words[Text.Trained]}\n{Properties(training)}" : "";

    private static string Properties(JsonObject values, string prefix = "") => string.Concat(values.Select(property =>
        property.Value is JsonObject inner
            ? Properties(inner, $"{property.Key}.")
            : $"  {prefix}{property.Key} {property.Value?.ToJsonString()}\n"));
}
