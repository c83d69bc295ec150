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
    /// <summary>More categories than this are counted, not listed.</summary>
    private const int MostCategories = 8;

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
        foreach (var (names, what) in Alike(schema.Inputs, words))
            text.Append(CultureInfo.InvariantCulture, $"  {DisplayWidth.PadRight(names, width)}  {what}\n");
        foreach (var column in schema.Ignored) text.Append(CultureInfo.InvariantCulture, $"  {words[Text.LeftOut, column.Reason]}\n");
        var target = schema.Target switch
        {
            ClassTarget classes => words[Text.Category, List(classes.Classes)],
            ValueTarget { IsCount: true } count => words[Text.TargetCount, Report.Short(count.Deviation)],
            ValueTarget value => words[Text.TargetNumber, Report.Short(value.Mean), Report.Short(value.Deviation)],
            _ => "",
        };
        return $"{text}\n{words[Text.Target]}\n  {DisplayWidth.PadRight(schema.Target.Name, width)}  {target}\n";
    }

    /// <summary>What each column is; neighbours of which the same is to be said, as the pixels of an image, on one line.</summary>
    private static IEnumerable<(string Names, string What)> Alike(IReadOnlyList<Column> columns, Words<Text> words)
    {
        for (var (start, end) = (0, 0); start < columns.Count; start = end)
        {
            var what = Describe(columns[start], words);
            while (end < columns.Count && Describe(columns[end], words) == what) end++;
            yield return (end - start < 3 ? columns[start].Name : $"{columns[start].Name} … {columns[end - 1].Name}", what);
            if (end - start == 2) yield return (columns[end - 1].Name, what);
        }
    }

    private static string Describe(Column column, Words<Text> words) => column switch
    {
        NumberColumn number => words[Text.Number, Report.Short(number.Mean), Report.Short(number.Deviation), Report.Short(number.Median)],
        CategoryColumn category => words[Text.Category, List(category.Categories)],
        DateColumn date => words[Text.Date, Day(date.Mean), Report.Short(date.Deviation), Day(date.Median)],
        _ => "",
    };

    private static string Day(double days) => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Training(ModelFile file, Report report) =>
        file.Document["training"] is JsonObject training ? $"\n{report.Words[Text.Trained]}\n{Properties(training)}" : "";

    private static string Properties(JsonObject values, string prefix = "") => string.Concat(values.Select(property =>
        property.Value is JsonObject inner
            ? Properties(inner, $"{property.Key}.")
            : $"  {prefix}{property.Key} {property.Value?.ToJsonString()}\n"));

    private static string List(IReadOnlyList<string> names) =>
        names.Count <= MostCategories ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostCategories))}, … ({names.Count})";
}
