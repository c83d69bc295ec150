using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>The settings that a search tries, each with what it may be; a trial draws one value of each.</summary>
public sealed class SearchSpace
{
    /// <summary>Of so many draws for each trial, one is new, or there are hardly more combinations.</summary>
    private const int DrawsPerTrial = 100;

    private readonly IReadOnlyDictionary<string, SettingKind> _known;
    private readonly List<SearchParameter> _parameters = [];
    private readonly Dictionary<string, string> _texts = [];

    /// <param name="known">The names that there are, with what they can be given.</param>
    public SearchSpace(IReadOnlyDictionary<string, SettingKind> known) => _known = known;

    /// <summary>The settings that are tried.</summary>
    public IReadOnlyCollection<string> Names => _texts.Keys;

    /// <summary>Adds <c>NAME=a,b</c> or <c>NAME=1e-4..1e-1</c>.</summary>
    /// <exception cref="BadInputException">The text is neither, or the name is unknown or was added before.</exception>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('=', 2) is not [var name, var values])
            throw new BadInputException($"--try must be a name and its values such as learning-rate=1e-4..1e-1, not {Sentence.Quoted(text)}");
        Add(name, values, () => SearchParameter.Parse(name, values, _known[name]));
    }

    /// <summary>Adds all settings of a JSON file: <c>{ "learning-rate": "1e-4..1e-1", "hidden": [16, "32,16"] }</c>.</summary>
    /// <exception cref="BadInputException">The file is not such a document.</exception>
    public void AddFile(string path)
    {
        var text = Files.Read(path, File.ReadAllText);
        try
        {
            if (JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject space)
                throw new BadInputException($"'{path}' is not an object of names and their values");
            foreach (var (name, values) in space) Add(name, values, path);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new BadInputException($"'{path}' is not JSON: {Sentence.Quoted(e.Message)}", e);
        }
    }

    /// <summary>The settings of the first so many trials; fewer where there are not so many combinations. The same seed, the same trials.</summary>
    public IReadOnlyList<IReadOnlyList<(string Name, string Value)>> Draw(int trials, ulong seed)
    {
        var (drawn, seen) = (new List<IReadOnlyList<(string, string)>>(), new HashSet<string>());
        for (var set = 0; drawn.Count < trials && set < (long)trials * DrawsPerTrial; set++)
        {
            var random = new CounterRandom(seed, Draws.Settings(set));
            (string Name, string Value)[] settings =
                [.. _parameters.Index().Select(parameter => (parameter.Item.Name, parameter.Item.At(random.Uniform((ulong)parameter.Index))))];
            if (seen.Add(string.Join('\n', settings.Select(setting => setting.Value)))) drawn.Add(settings);
        }
        return drawn;
    }

    /// <summary>The settings as they were given, to compare one search with another.</summary>
    public JsonObject ToJson() => new(_texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));

    private void Add(string name, JsonNode? values, string path)
    {
        string Text(JsonNode? value) => value?.GetValueKind() switch
        {
            JsonValueKind.String => (string)value!,
            JsonValueKind.Number => value.ToJsonString(),
            _ => throw new BadInputException($"'{path}': the values of {Sentence.Quoted(name)} must be texts or numbers"),
        };
        if (values is JsonArray list) Add(name, list.ToJsonString(), () => SearchParameter.Choices(name, [.. list.Select(Text)]));
        else Add(name, Text(values), () => SearchParameter.Parse(name, Text(values), _known[name]));
    }

    private void Add(string name, string text, Func<SearchParameter> parse)
    {
        if (!_known.ContainsKey(name))
            throw new BadInputException($"a search cannot try {Sentence.Quoted(name)}{NearestName.Suggest(name, _known.Keys)}: "
                + $"it can try {string.Join(", ", _known.Keys)}");
        if (!_texts.TryAdd(name, text)) throw new BadInputException($"the search is told twice what to try for {name}: leave one out");
        _parameters.Add(parse());
    }
}
