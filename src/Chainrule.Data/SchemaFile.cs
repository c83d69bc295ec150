using System.Text.Json;

namespace Chainrule.Data;

/// <summary>What a person says of the columns in a file instead of in options, <c>chainrule.columns/1</c>; docs/formats.md describes it.</summary>
public static class SchemaFile
{
    private const string Schema = "chainrule.columns/1";

    /// <summary>Adds what the file says to options, which win where both speak.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is said already; a target that is empty is not said.</param>
    /// <exception cref="BadInputException">There is no such file, or it is not such a schema.</exception>
    public static SchemaOptions AddTo(SchemaOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        var json = Files.Read(path, File.ReadAllText);
        try
        {
            using var document = JsonDocument.Parse(json, new()
            {
                AllowDuplicateProperties = false,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            return Merge(options, document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair shows itself only when the text is asked for.
            var place = e is JsonException { LineNumber: { } line } ? $"{path}:{line + 1}" : path;
            throw new BadInputException($"{place}: this is not JSON as docs/formats.md has it: correct it", e);
        }
    }

    private static SchemaOptions Merge(SchemaOptions options, JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong(path, "the document", "is not an object");
        foreach (var property in root.EnumerateObject())
            options = property.Name switch
            {
                "schema" => Text(property.Value, path, property.Name) == Schema
                    ? options
                    : throw Wrong(path, property.Name, $"is not '{Schema}'"),
                "target" => options.Target.Length > 0 ? options : options with { Target = Text(property.Value, path, property.Name) },
                "task" => options with { Task = options.Task ?? TaskOf(Text(property.Value, path, property.Name), path) },
                "missing" => options with { MissingTexts = [.. options.MissingTexts, .. Texts(property.Value, path)] },
                "columns" => Columns(options, property.Value, path),
                var name => throw Wrong(path, name, $"is unknown{NearestName.Suggest(name, ["schema", "target", "task", "missing", "columns"])}"),
            };
        return options;
    }

    private static SchemaOptions Columns(SchemaOptions options, JsonElement columns, string path)
    {
        if (columns.ValueKind != JsonValueKind.Object) throw Wrong(path, "columns", "is not an object of names and roles");
        string[] said = [.. options.Ignore, .. options.Category, .. options.Number, .. options.Date];
        foreach (var column in columns.EnumerateObject().Where(column => !said.Contains(column.Name)))
            options = Text(column.Value, path, $"columns.{column.Name}") switch
            {
                "ignore" => options with { Ignore = [.. options.Ignore, column.Name] },
                "category" => options with { Category = [.. options.Category, column.Name] },
                "number" => options with { Number = [.. options.Number, column.Name] },
                "date" => options with { Date = [.. options.Date, column.Name] },
                _ => throw Wrong(path, $"columns.{column.Name}", "is none of 'number', 'category', 'date' and 'ignore'"),
            };
        return options;
    }

    private static LearningTask TaskOf(string name, string path) => name switch
    {
        "classification" => LearningTask.Classification,
        "regression" => LearningTask.Regression,
        _ => throw Wrong(path, "task", "is neither 'classification' nor 'regression'"),
    };

    private static IEnumerable<string> Texts(JsonElement items, string path) => items.ValueKind == JsonValueKind.Array
        ? items.EnumerateArray().Select(item => Text(item, path, "missing"))
        : throw Wrong(path, "missing", "is not a list of texts");

    private static string Text(JsonElement value, string path, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, name, "is not a text");

    private static BadInputException Wrong(string path, string name, string problem) => new($"{path}: {Sentence.Quoted(name)} {problem}");
}
