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
        if (!file.IsOfOneType)
            throw new BadInputException($"'{name}' holds numbers that are neither all F32 nor all F64: train or copy it again");
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
        Files.WriteWhole(path, DocumentFile.Of(document, [.. TensorsOf(network)]).Write);
    }

    /// <summary>Reads and checks a model file.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is cut short, altered or no model.</exception>
    public static ModelFile Open(string path) => new(DocumentFile.Open(path), path);

    /// <summary>The network with its trained parameters. Floats are read as doubles where asked, doubles never as floats.</summary>
    /// <exception cref="BadInputException">The numbers do not fit the described network, or are doubles where float was asked for.</exception>
    public Network<T> Network<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shapes = _spec.Shapes();
        var tensors = shapes.Sum(shape => 2 + shape.Layer.Normalization switch { Normalization.Batch => 3, Normalization.Layer => 1, _ => 0 });
        if (_file.Count != tensors) throw _file.Misfit($"has {_file.Count} tensors for {shapes.Count} layers");
        var layers = new Layer<T>[shapes.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var (inputs, plan) = shapes[l];
            layers[l] = new(
                _file.Numbers<T>(WeightName(l), [plan.Units, inputs]), _file.Numbers<T>(BiasName(l), [plan.Units]), plan.Activation!,
                NormalizerOf<T>(l, plan), plan.Dropout);
        }
        return new(layers, _spec.Loss, _spec.Biases);
    }

    /// <summary>
    /// The parameters of a network, as they are and not copied, layer by layer; of normalised layers their gains and statistics too.
    /// </summary>
    internal static IEnumerable<NamedTensor> TensorsOf<T>(Network<T> network, string prefix = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var l = 0; l < network.Layers.Count; l++)
        {
            var layer = network.Layers[l];
            yield return new Tensor<T>(prefix + WeightName(l), [layer.Units, layer.Inputs], layer.Weights);
            yield return new Tensor<T>(prefix + BiasName(l), [layer.Units], layer.Biases);
            if (layer.Normalizer is not { } normalizer) continue;
            yield return new Tensor<T>(prefix + GainName(l), [layer.Units], normalizer.Gains);
            if (normalizer.Kind != Normalization.Batch) continue;
            yield return new Tensor<T>(prefix + MeanName(l), [layer.Units], normalizer.Means);
            yield return new Tensor<T>(prefix + VarianceName(l), [layer.Units], normalizer.Variances);
        }
    }

    private Normalizer<T>? NormalizerOf<T>(int l, Dense plan) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (plan.Normalization == Normalization.None) return null;
        var gains = _file.Numbers<T>(GainName(l), [plan.Units]);
        if (plan.Normalization == Normalization.Layer) return Normalizer<T>.Of(Normalization.Layer, gains, [], []);
        var (means, variances) = (_file.Numbers<T>(MeanName(l), [plan.Units]), _file.Numbers<T>(VarianceName(l), [plan.Units]));
        return Array.TrueForAll(variances, variance => variance >= T.Zero)
            ? Normalizer<T>.Of(Normalization.Batch, gains, means, variances)
            : throw _file.Misfit("holds a variance below 0");
    }

    private static string WeightName(int layer) => $"layers.{layer}.weight";

    private static string BiasName(int layer) => $"layers.{layer}.bias";

    private static string GainName(int layer) => $"layers.{layer}.gain";

    private static string MeanName(int layer) => $"layers.{layer}.mean";

    private static string VarianceName(int layer) => $"layers.{layer}.variance";
}
