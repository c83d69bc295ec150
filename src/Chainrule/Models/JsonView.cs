using System.Text.Json;

namespace Chainrule;

/// <summary>
/// A JSON value that knows where it stands, so that whatever is wrong with it can be said in one sentence:
/// <c>net.json: layers[1].units must be a whole number of at least 1, not "two"</c>.
/// </summary>
internal readonly struct JsonView
{
    /// <summary>A person may write comments and a comma too many, but nothing twice.</summary>
    public static readonly JsonDocumentOptions Options =
        new() { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly JsonElement _element;
    private readonly string _file;
    private readonly string _path;

    private JsonView(JsonElement element, string file, string path) => (_element, _file, _path) = (element, file, path);

    /// <exception cref="BadInputException">The text is not JSON, or says something twice.</exception>
    public static JsonView Parse(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return new(document.RootElement.Clone(), file, "");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair, in the text itself or in a name that was looked at for duplicates.
            throw new BadInputException($"{file}: this is not JSON (it holds characters that do not exist)", e);
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $":{number + 1}:{e.BytePositionInLine + 1}" : "";
            var reason = e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.', ' ');
            throw new BadInputException($"{file}{line}: this is not JSON ({Short(reason)})", e);
        }
    }

    /// <summary>The reader quotes the rest of the file: its first characters are enough, and one line.</summary>
    private static string Short(string reason)
    {
        const int Longest = 160;
        var end = reason.AsSpan().IndexOfAnyInRange('\0', '\u001F');
        if (end < 0) end = reason.Length;
        return end <= Longest && end == reason.Length ? reason : $"{reason.AsSpan(0, Math.Min(end, Longest))}…";
    }

    /// <summary>An exception that says where: <paramref name="what"/> follows the path of this value.</summary>
    public BadInputException Error(string what) => new($"{_file}: {(_path.Length == 0 ? "the document" : _path)} {what}");

    /// <summary>Checks that this is an object with no property but these.</summary>
    public JsonView Object(params string[] allowed)
    {
        if (_element.ValueKind != JsonValueKind.Object) throw Error($"must be an object, not {Shown}");
        foreach (var property in _element.EnumerateObject())
            if (!allowed.Contains(property.Name))
                throw Error(
                    $"has no property '{property.Name}'{NearestName.Suggest(property.Name, allowed)}: it may have {string.Join(", ", allowed)}");
        return this;
    }

    /// <summary>A property of this object, or null where it is left out or null.</summary>
    public JsonView? Find(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object) throw Error($"must be an object, not {Shown}");
        return _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new(value, _file, _path.Length == 0 ? name : $"{_path}.{name}")
            : null;
    }

    /// <summary>A property that must be there.</summary>
    public JsonView this[string name] => Find(name) ?? throw Error($"lacks the property '{name}'");

    /// <summary>The items of an array.</summary>
    public JsonView[] Items()
    {
        if (_element.ValueKind != JsonValueKind.Array) throw Error($"must be an array, not {Shown}");
        var (file, path) = (_file, _path);
        return [.. _element.EnumerateArray().Select((item, i) => new JsonView(item, file, $"{path}[{i}]"))];
    }

    /// <summary>The properties of an object whose names are not known beforehand.</summary>
    public (string Name, JsonView Value)[] Properties()
    {
        if (_element.ValueKind != JsonValueKind.Object) throw Error($"must be an object, not {Shown}");
        var (file, path) = (_file, _path);
        return [.. _element.EnumerateObject().Select(p => (p.Name, new JsonView(p.Value, file, path.Length == 0 ? p.Name : $"{path}.{p.Name}")))];
    }

    /// <summary>A number that is neither NaN nor infinite.</summary>
    public double Number() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw Error($"must be a finite number, not {Shown}");

    /// <summary>A number in a range.</summary>
    public double Number(NumberRange range) =>
        Number() is var value && range.Allows(value) ? value : throw Error($"must be a number {range.Words}, not {Shown}");

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public int Integer(int least) =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out var value) && value >= least
            ? value
            : throw Error($"must be a whole number of at least {least}, not {Shown}");

    /// <summary>A count or an offset: a whole number from 0 on.</summary>
    public long Count() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out var value) && value >= 0
            ? value
            : throw Error($"must be a whole number from 0 on, not {Shown}");

    /// <summary>A whole number that fits into 64 bits.</summary>
    public ulong Seed() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetUInt64(out var value)
            ? value
            : throw Error($"must be a whole number from 0 to 2^64 - 1, not {Shown}");

    /// <summary>True or false.</summary>
    public bool Boolean() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"must be true or false, not {Shown}"),
    };

    /// <summary>Whether this is a text.</summary>
    public bool IsText => _element.ValueKind == JsonValueKind.String;

    /// <summary>A text.</summary>
    public string Text()
    {
        if (_element.ValueKind != JsonValueKind.String) throw Error($"must be a text, not {Shown}");
        try
        {
            return _element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair is JSON, but no text.
            throw new BadInputException($"{_file}: {_path} holds characters that do not exist", e);
        }
    }

    /// <summary>The item that a text names; a name that does not exist is reported with this place.</summary>
    public TItem Named<TItem>(Func<string, TItem> find)
    {
        var name = Text();
        try
        {
            return find(name);
        }
        catch (BadInputException e)
        {
            throw new BadInputException($"{_file}: {_path}: {e.Message}", e);
        }
    }

    /// <summary>An array of exactly <paramref name="length"/> numbers; <paramref name="each"/> says what each belongs to.</summary>
    public double[] Numbers(int length, string each)
    {
        var items = Items();
        return items.Length == length
            ? [.. items.Select(item => item.Number())]
            : throw Error($"has {items.Length} numbers, but must have {length}, one for each {each}");
    }

    /// <summary>An array of <paramref name="rows"/> arrays of <paramref name="columns"/> numbers, flattened row by row.</summary>
    public double[] Matrix(int rows, string eachRow, int columns, string eachColumn)
    {
        var items = Items();
        return items.Length == rows
            ? [.. items.SelectMany(item => item.Numbers(columns, eachColumn))]
            : throw Error($"has {items.Length} rows, but must have {rows}, one for each {eachRow}");
    }

    /// <summary>Whether this is one number and not an array.</summary>
    public bool IsNumber => _element.ValueKind == JsonValueKind.Number;

    /// <summary>Whether this is null, which an item of an array may be.</summary>
    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    private string Shown
    {
        get
        {
            var raw = _element.GetRawText();
            return raw.Length <= 40 ? raw : raw[..40] + "…";
        }
    }
}
