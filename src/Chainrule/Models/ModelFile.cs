using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>
/// A trained network in a safetensors file: tensors <c>layers.0.weight</c> [out, in] and <c>layers.0.bias</c> [out], and under
/// <c>__metadata__["chainrule"]</c> one JSON document with the network's shape and whatever its user adds (data schema,
/// training summary). A checksum over document and numbers tells an altered file. docs/formats.md describes it.
/// </summary>
public sealed class ModelFile
{
    /// <summary>The value of "format" in the document.</summary>
    public const string Format = "chainrule.model/1";

    private readonly DocumentFile _file;
    private readonly NetworkSpec _spec;

    private ModelFile(DocumentFile file, string name)
    {
        _file = file;
        if (file.Format == Training.Checkpoint.Format)
            throw new BadInputException($"'{name}' is the checkpoint of a training that has not ended: resume it, or use the model beside it");
        if (file.Format != Format)
            throw new BadInputException($"'{name}' has the format {file.Format}, but this version reads {Format}: use the version that wrote it");
        _spec = NetworkSpec.Parse(file.View["network"]);
        Document = (JsonObject)JsonNode.Parse(file.Text, documentOptions: JsonView.Options)!;
    }

    /// <summary>The whole document; "network" and "format" are ours, the rest is the writer's.</summary>
    public JsonObject Document { get; }

    /// <summary>Whether its numbers are doubles; otherwise they are floats.</summary>
    public bool IsDouble => _file.IsDouble;

    /// <summary>Writes a network, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="additions">More properties for the document, such as a data schema.</param>
    /// <exception cref="BadInputException">The folder does not exist or may not be written to.</exception>
    public static void Save<T>(string path, Network<T> network, JsonObject? additions = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var document = new JsonObject { ["format"] = Format, ["network"] = NetworkSpec.Describe(network) };
        foreach (var (key, value) in additions ?? []) document[key] = value?.DeepClone();
        Files.WriteWhole(path, DocumentFile.Of<T>(document, [.. TensorsOf(network)]).Write);
    }

    /// <summary>Reads and checks a model file.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is cut short, altered or no model.</exception>
    public static ModelFile Open(string path) => new(DocumentFile.Open(path), path);

    /// <summary>The network with its trained parameters. Floats are read as doubles where asked, doubles never as floats.</summary>
    /// <exception cref="BadInputException">The numbers do not fit the described network, or are doubles where float was asked for.</exception>
    public Network<T> Network<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shapes = _spec.Shapes();
        if (_file.Count != 2 * shapes.Count) throw _file.Misfit($"has {_file.Count} tensors for {shapes.Count} layers");
        var layers = new Layer<T>[shapes.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var (inputs, units, activation) = shapes[l];
            layers[l] = new(_file.Numbers<T>(WeightName(l), [units, inputs]), _file.Numbers<T>(BiasName(l), [units]), activation);
        }
        return new(layers, _spec.Loss, _spec.Biases);
    }

    /// <summary>The parameters of a network, as they are and not copied, layer by layer.</summary>
    internal static IEnumerable<Tensor<T>> TensorsOf<T>(Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Layers.SelectMany((layer, l) => (Tensor<T>[])
        [
            new(WeightName(l), [layer.Units, layer.Inputs], layer.Weights),
            new(BiasName(l), [layer.Units], layer.Biases),
        ]);

    private static string WeightName(int layer) => $"layers.{layer}.weight";

    private static string BiasName(int layer) => $"layers.{layer}.bias";
}
