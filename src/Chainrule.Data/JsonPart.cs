using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>A place in a JSON document that nobody vouches for: a question is answered or ends in a <see cref="BadInputException"/>.</summary>
internal readonly struct JsonPart(JsonNode? node, string path, string where)
{
    public JsonPart this[string name] =>
        new(node is JsonObject item ? item[name] : throw Wrong("is not an object"), $"{path}.{name}", where);

    public bool Has(string name) => node is JsonObject item && item.ContainsKey(name);

    public IEnumerable<JsonPart> Items
    {
        get
        {
            var (ownPath, ownWhere) = (path, where);
            return node is JsonArray items
                ? items.Select((item, index) => new JsonPart(item, $"{ownPath}[{index}]", ownWhere))
                : throw Wrong("is not a list");
        }
    }

    public string Text => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong("is not a text");

    public bool Flag => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : throw Wrong("is neither true nor false");

    public double Number =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && value.TryGetValue<double>(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong("is not a finite number");

    public BadInputException Wrong(string problem) =>
        new($"{where}: '{path}' {problem}: the file is damaged or was not written by chainrule");
}
