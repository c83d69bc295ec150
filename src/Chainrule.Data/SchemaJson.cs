using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>The schema as JSON, by hand and without reflection, so that it survives trimming.</summary>
internal static class SchemaJson
{
    public static JsonObject Write(TableSchema schema) => new()
    {
        ["target"] = WriteTarget(schema.Target),
        ["inputs"] = new JsonArray([.. schema.Inputs.Select(WriteColumn)]),
        ["ignored"] = new JsonArray([.. schema.Ignored.Select(column =>
            new JsonObject { ["name"] = column.Name, ["reason"] = column.Reason })]),
        ["missingTexts"] = Texts(schema.MissingTexts),
    };

    private static JsonObject WriteTarget(Target target) => target switch
    {
        ClassTarget classes => new() { ["name"] = classes.Name, ["kind"] = "class", ["classes"] = Texts(classes.Classes) },
        ValueTarget { IsCount: true } count => new() { ["name"] = count.Name, ["kind"] = "count", ["mean"] = count.Deviation },
        ValueTarget value => new() { ["name"] = value.Name, ["kind"] = "number", ["mean"] = value.Mean, ["deviation"] = value.Deviation },
        _ => throw new NotSupportedException($"a target that is a {target.GetType().Name}"),
    };

    private static JsonObject WriteColumn(Column column)
    {
        var json = WriteValue(column);
        json["hasMissing"] = column.HasMissing;
        json["hasIndicator"] = column.HasIndicator;
        return json;
    }

    private static JsonObject WriteValue(Column column) => column switch
    {
        NumberColumn number => new()
        {
            ["name"] = number.Name,
            ["kind"] = "number",
            ["mean"] = number.Mean,
            ["deviation"] = number.Deviation,
            ["median"] = number.Median,
        },
        CategoryColumn category => new()
        {
            ["name"] = category.Name,
            ["kind"] = "category",
            ["categories"] = Texts(category.Categories),
            ["rare"] = Texts(category.Rare),
            ["mostFrequent"] = category.MostFrequent,
        },
        DateColumn date => new()
        {
            ["name"] = date.Name,
            ["kind"] = "date",
            ["mean"] = date.Mean,
            ["deviation"] = date.Deviation,
            ["median"] = date.Median,
            ["hasMonths"] = date.Parts.Months,
            ["hasWeekdays"] = date.Parts.Weekdays,
            ["hasTime"] = date.Parts.Time,
        },
        _ => throw new NotSupportedException($"a column that is a {column.GetType().Name}"),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static TableSchema Read(JsonNode? json, string where)
    {
        try
        {
            var root = new JsonPart(json, "schema", where);
            var schema = new TableSchema(
                [.. root["inputs"].Items.Select(ReadColumn)],
                ReadTarget(root["target"]),
                [.. root["ignored"].Items.Select(column => new IgnoredColumn(column["name"].Text, column["reason"].Text))],
                [.. root["missingTexts"].Items.Select(text => text.Text)]);
            if (schema.Inputs.Count == 0) throw root["inputs"].Wrong("has no column");
            RequireDistinct(root["inputs"], [schema.Target.Name, .. schema.Inputs.Select(column => column.Name)], 1);
            return schema;
        }
        // JsonNode reads lazily: a doubled key or half a surrogate pair shows itself only when it is touched.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new BadInputException($"{where}: the schema is not valid JSON: the file is damaged or was not written by chainrule", error);
        }
    }

    /// <summary>Models from before there were indicators and rare categories do not speak of them and have none.</summary>
    private static Column ReadColumn(JsonPart json) =>
        ReadValue(json, json["hasMissing"].Flag) with { HasIndicator = json.Has("hasIndicator") && json["hasIndicator"].Flag };

    private static Column ReadValue(JsonPart json, bool hasMissing)
    {
        var (name, kind) = (json["name"].Text, json["kind"].Text);
        if (kind == "number")
            return new NumberColumn(name, json["mean"].Number, Deviation(json), json["median"].Number, hasMissing);
        if (kind == "date")
            return new DateColumn(name, json["mean"].Number, Deviation(json), MedianDay(json),
                new(json["hasMonths"].Flag, json["hasWeekdays"].Flag, json["hasTime"].Flag), hasMissing);
        if (kind != "category") throw json["kind"].Wrong("is none of 'number', 'category' and 'date'");
        var categories = Names(json["categories"], 1);
        string[] rare = json.Has("rare") ? Names(json["rare"], 0) : [];
        RequireDistinct(json["categories"], [.. categories, .. rare], 1);
        var mostFrequent = json["mostFrequent"].Text;
        if (!categories.Contains(mostFrequent)) throw json["mostFrequent"].Wrong("is not one of the categories");
        return new CategoryColumn(name, categories, mostFrequent, hasMissing) { Rare = rare };
    }

    private static Target ReadTarget(JsonPart json) => json["kind"].Text switch
    {
        "class" => new ClassTarget(json["name"].Text, Names(json["classes"], 2)),
        "number" => new ValueTarget(json["name"].Text, json["mean"].Number, Deviation(json)),
        "count" => ValueTarget.Count(json["name"].Text, Positive(json["mean"])),
        _ => throw json["kind"].Wrong("is neither 'class' nor 'number' nor 'count'"),
    };

    private static double Deviation(JsonPart json) => Positive(json["deviation"]);

    private static double Positive(JsonPart json) => json.Number is > 0 and var number ? number : throw json.Wrong("is not above 0");

    /// <summary>A day that the calendar has: the median is turned into a date.</summary>
    private static double MedianDay(JsonPart json) =>
        json["median"].Number is var days && days >= Dates.Days(DateTime.MinValue) && days < Dates.Days(DateTime.MaxValue)
            ? days
            : throw json["median"].Wrong("is not a day of the calendar");

    private static string[] Names(JsonPart json, int fewest)
    {
        string[] names = [.. json.Items.Select(name => name.Text)];
        RequireDistinct(json, names, fewest);
        return names;
    }

    private static void RequireDistinct(JsonPart json, string[] names, int fewest)
    {
        if (names.Length < fewest) throw json.Wrong($"needs at least {Sentence.Count(fewest, "name")}");
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length) throw json.Wrong("has the same name twice");
    }
}
