using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
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

    private const string DocumentKey = "chainrule";
    private const string ChecksumKey = "crc32c";

    private readonly Safetensors _file;
    private readonly string _name;
    private readonly NetworkSpec _spec;

    private ModelFile(Safetensors file, string name)
    {
        (_file, _name) = (file, name);
        if (!file.Metadata.TryGetValue(DocumentKey, out var text))
            throw new BadInputException($"'{name}' is a safetensors file, but not one of Chainrule: it lacks the document '{DocumentKey}'");
        if (file.Metadata.TryGetValue(ChecksumKey, out var checksum) && checksum != Checksum(text, file.Tensors))
            throw new BadInputException($"'{name}' was altered after it was written (its checksum differs): train or copy it again");

        var view = JsonView.Parse(text, name);
        if (view["format"].Text() is var format && format != Format)
            throw new BadInputException($"'{name}' has the format {format}, but this version reads {Format}: use the version that wrote it");
        _spec = NetworkSpec.Parse(view["network"]);
        Document = (JsonObject)JsonNode.Parse(text, documentOptions: JsonView.Options)!;
    }

    /// <summary>The whole document; "network" and "format" are ours, the rest is the writer's.</summary>
    public JsonObject Document { get; }

    /// <summary>Whether its numbers are doubles; otherwise they are floats.</summary>
    public bool IsDouble => _file.Type == "F64";

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

        var tensors = new List<NamedTensor>();
        for (var l = 0; l < network.Layers.Count; l++)
        {
            var layer = network.Layers[l];
            tensors.Add(new(WeightName(l), [layer.Units, layer.Inputs], Safetensors.BytesOf(layer.Weights)));
            tensors.Add(new(BiasName(l), [layer.Units], Safetensors.BytesOf(layer.Biases)));
            if (layer.Normalizer is not { } normalizer) continue;
            tensors.Add(new(GainName(l), [layer.Units], Safetensors.BytesOf(normalizer.Gains)));
            if (normalizer.Kind != Normalization.Batch) continue;
            tensors.Add(new(MeanName(l), [layer.Units], Safetensors.BytesOf(normalizer.Means)));
            tensors.Add(new(VarianceName(l), [layer.Units], Safetensors.BytesOf(normalizer.Variances)));
        }
        var text = document.ToJsonString();
        var metadata = new Dictionary<string, string> { [DocumentKey] = text, [ChecksumKey] = Checksum(text, tensors) };
        Files.WriteWhole(path, new Safetensors { Type = Safetensors.TypeOf<T>(), Tensors = tensors, Metadata = metadata }.Write);
    }

    /// <summary>Reads and checks a model file.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is cut short, altered or no model.</exception>
    public static ModelFile Open(string path) => new(Safetensors.Read(Files.Read(path, File.ReadAllBytes), path), path);

    /// <summary>The network with its trained parameters. Floats are read as doubles where asked, doubles never as floats.</summary>
    /// <exception cref="BadInputException">The numbers do not fit the described network, or are doubles where float was asked for.</exception>
    public Network<T> Network<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsDouble && typeof(T) == typeof(float))
            throw new BadInputException($"'{_name}' holds doubles: read it as a network of double, as float would round it");
        var shapes = _spec.Shapes();
        var tensors = shapes.Sum(shape => 2 + shape.Layer.Normalization switch { Normalization.Batch => 3, Normalization.Layer => 1, _ => 0 });
        if (_file.Tensors.Count != tensors) throw Misfit($"has {_file.Tensors.Count} tensors for {shapes.Count} layers");
        var layers = new Layer<T>[shapes.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var (inputs, plan) = shapes[l];
            layers[l] = new(
                Numbers<T>(WeightName(l), [plan.Units, inputs]), Numbers<T>(BiasName(l), [plan.Units]), plan.Activation!,
                NormalizerOf<T>(l, plan), plan.Dropout);
        }
        return new(layers, _spec.Loss, _spec.Biases);
    }

    private Normalizer<T>? NormalizerOf<T>(int l, Dense plan) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (plan.Normalization == Normalization.None) return null;
        var gains = Numbers<T>(GainName(l), [plan.Units]);
        if (plan.Normalization == Normalization.Layer) return Normalizer<T>.Of(Normalization.Layer, gains, [], []);
        var (means, variances) = (Numbers<T>(MeanName(l), [plan.Units]), Numbers<T>(VarianceName(l), [plan.Units]));
        return Array.TrueForAll(variances, variance => variance >= T.Zero)
            ? Normalizer<T>.Of(Normalization.Batch, gains, means, variances)
            : throw Misfit("holds a variance below 0");
    }

    private T[] Numbers<T>(string name, long[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensor = _file.Tensors.FirstOrDefault(t => t.Name == name) ?? throw Misfit($"lacks '{name}'");
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
            throw Misfit($"has '{name}' of shape [{string.Join(", ", tensor.Shape)}] where the network needs [{string.Join(", ", shape)}]");
        return IsDouble
            ? Convert<double, T>(MemoryMarshal.Cast<byte, double>(tensor.Bytes))
            : Convert<float, T>(MemoryMarshal.Cast<byte, float>(tensor.Bytes));
    }

    private T[] Convert<TFrom, T>(ReadOnlySpan<TFrom> from)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var to = new T[from.Length];
        for (var i = 0; i < to.Length; i++)
            to[i] = TFrom.IsFinite(from[i]) ? T.CreateTruncating(from[i]) : throw Misfit("holds a number that is NaN or infinite");
        return to;
    }

    private BadInputException Misfit(string what) => new($"'{_name}' {what}: it was altered or written by something else");

    private static string WeightName(int layer) => $"layers.{layer}.weight";

    private static string BiasName(int layer) => $"layers.{layer}.bias";

    private static string GainName(int layer) => $"layers.{layer}.gain";

    private static string MeanName(int layer) => $"layers.{layer}.mean";

    private static string VarianceName(int layer) => $"layers.{layer}.variance";

    private static string Checksum(string document, IEnumerable<NamedTensor> tensors)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(document)) crc = BitOperations.Crc32C(crc, b);
        foreach (var tensor in tensors)
            foreach (var b in tensor.Bytes)
                crc = BitOperations.Crc32C(crc, b);
        return (~crc).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
