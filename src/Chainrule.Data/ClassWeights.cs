using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>What the rows of each class count in training.</summary>
public sealed record ClassWeights
{
    private readonly IReadOnlyDictionary<string, double>? _byName;

    private ClassWeights(IReadOnlyDictionary<string, double>? byName) => _byName = byName;

    /// <summary>
    /// n / (K·n_k) for the n_k of n training rows that are of class k, one of K: all classes count alike, however rare. As scikit-learn's
    /// class_weight="balanced".
    /// </summary>
    public static ClassWeights Balanced { get; } = new((IReadOnlyDictionary<string, double>?)null);

    /// <summary>A weight for each class by its name; a class that is not named counts 1.</summary>
    /// <exception cref="BadInputException">A weight is not a finite number of at least 0.</exception>
    public static ClassWeights ByName(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (name, weight) in weights)
            if (!double.IsFinite(weight) || weight < 0)
                throw new BadInputException(FormattableString.Invariant(
                    $"the weight of the class {Sentence.Quoted(name)} must be a number of at least 0, not {weight}"));
        return new(weights);
    }

    /// <summary>Reads <c>balanced</c>, or weights by name in JSON: <c>{"yes": 5, "no": 1}</c>.</summary>
    /// <exception cref="BadInputException">The text is neither.</exception>
    public static ClassWeights Parse(string text)
    {
        if (text == "balanced") return Balanced;
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            if (JsonNode.Parse(text, documentOptions: options) is JsonObject { Count: > 0 } json
                && json.All(item => item.Value?.GetValueKind() == JsonValueKind.Number))
                return ByName(json.ToDictionary(item => item.Key, item => item.Value!.GetValue<double>()));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Said below, as for any other text.
        }
        throw new BadInputException(
            $$"""class weights must be balanced, or numbers by class such as {"yes": 5, "no": 1}, not {{Sentence.Quoted(text)}}""");
    }

    /// <summary>What <see cref="Parse"/> reads: balanced, or the weights by name.</summary>
    public JsonNode ToJson() => _byName is null
        ? JsonValue.Create("balanced")
        : new JsonObject(_byName.Select(weight => KeyValuePair.Create(weight.Key, (JsonNode?)JsonValue.Create(weight.Value))));

    /// <summary>The weight of each class, given the class of every training row.</summary>
    /// <exception cref="BadInputException">A weight names no class.</exception>
    public double[] For(ClassTarget target, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(classes);
        var counts = new int[target.Width];
        foreach (var index in classes) counts[index]++;
        return ForCounts(target, counts);
    }

    /// <summary>The same, given how many training rows each class has.</summary>
    internal double[] ForCounts(ClassTarget target, int[] counts)
    {
        if (_byName is null)
        {
            var rows = counts.Sum();
            return [.. counts.Select(count => count > 0 ? rows / ((double)target.Width * count) : 1)];
        }
        if (_byName.Keys.FirstOrDefault(name => !target.Classes.Contains(name)) is { } unknown)
            throw new BadInputException($"class weights name {Sentence.Quoted(unknown)}, which is not a class of the target "
                + $"{Sentence.Quoted(target.Name)}{NearestName.Suggest(unknown, target.Classes)}: its classes are {Sentence.List(target.Classes)}");
        return [.. target.Classes.Select(name => _byName.GetValueOrDefault(name, 1))];
    }
}
