using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>
/// A network written by hand as JSON, <c>chainrule.network/1</c>: sizes, activations, loss, and where they are given,
/// parameters, optimizer and a batch to step on. docs/formats.md describes it. Parameters left out are drawn from the seed.
/// </summary>
public sealed class NetworkSpec
{
    /// <summary>The value of the property "schema".</summary>
    public const string Schema = "chainrule.network/1";

    /// <summary>A step holds a gradient for each parameter, and its optimizer's memory.</summary>
    private const int Copies = 4;

    private readonly LayerSpec[] _layers;

    private NetworkSpec(int inputs, LayerSpec[] layers, Loss loss) => (Inputs, _layers, Loss) = (inputs, layers, loss);

    /// <summary>How many numbers an input row has.</summary>
    public int Inputs { get; }

    /// <summary>What training makes small; half-squared-error if left out.</summary>
    public Loss Loss { get; }

    /// <summary>Who owns the biases; each unit if left out.</summary>
    public BiasPolicy Biases { get; private init; }

    /// <summary>How parameters follow gradients; null if left out.</summary>
    public Optimizer? Optimizer { get; private init; }

    /// <summary>Penalties and limits of its steps; null if left out.</summary>
    public GradientOptions? Gradients { get; private init; }

    /// <summary>Draws the parameters that are left out; 0 if left out itself.</summary>
    public ulong Seed { get; private init; }

    /// <summary>The samples to step on, in double; null if left out.</summary>
    public DataSet<double>? Batch { get; private init; }

    /// <summary>Reads a spec from a file.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is not a spec.</exception>
    public static NetworkSpec Read(string path) => Parse(Files.Read(path, File.ReadAllText), path);

    /// <summary>Reads a spec from its text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in an error, usually its file.</param>
    /// <exception cref="BadInputException">It is not a spec; the message says where and why.</exception>
    public static NetworkSpec Parse(string json, string name) => Parse(JsonView.Parse(json, name));

    internal static NetworkSpec Parse(JsonView root)
    {
        root.Object("schema", "inputs", "layers", "biases", "loss", "optimizer", "gradients", "seed", "batch");
        if (root.Find("schema") is { } schema && schema.Text() != Schema) throw schema.Error($"must be \"{Schema}\", not \"{schema.Text()}\"");
        var inputs = root["inputs"].Integer(1);
        var loss = root.Find("loss") is { } named ? LossSpec.Parse(named) : Loss.HalfSquaredError;
        var policy = root.Find("biases")?.Named(BiasPolicies.Named) ?? BiasPolicy.PerUnit;
        var items = root["layers"].Items();
        if (items.Length == 0) throw root["layers"].Error("must have at least one layer");
        var layers = new LayerSpec[items.Length];
        for (var l = 0; l < layers.Length; l++)
            layers[l] = LayerSpec.Parse(items[l], l == 0 ? inputs : layers[l - 1].Units, policy);
        try
        {
            NetworkRules.Check(inputs, [.. layers.Select(layer => (layer.Units, layer.Activation, layer.Dropout))]);
            layers[^1] = layers[^1] with { Activation = loss.OutputActivation(layers[^1].Activation) };
        }
        catch (BadInputException e)
        {
            throw root["layers"].Error($"are not a network: {e.Message}");
        }
        return new(inputs, layers, loss)
        {
            Biases = policy,
            Optimizer = root.Find("optimizer") is { } optimizer ? OptimizerSpec.Parse(optimizer) : null,
            Gradients = root.Find("gradients") is { } gradients ? GradientSpec.Parse(gradients) : null,
            Seed = root.Find("seed")?.Seed() ?? 0,
            Batch = root.Find("batch") is { } batch ? ParseBatch(batch, inputs, layers[^1].Units, loss) : null,
        };
    }

    /// <summary>The network, with the given parameters or drawn ones.</summary>
    /// <exception cref="BadInputException">Its parameters do not fit in the memory of this machine.</exception>
    public Network<T> Build<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireMemory(Unsafe.SizeOf<T>());
        var layers = new Layer<T>[_layers.Length];
        for (var l = 0; l < layers.Length; l++)
            layers[l] = _layers[l].Build<T>(l == 0 ? Inputs : _layers[l - 1].Units, l, Seed);
        return new(layers, Loss, Biases);
    }

    private void RequireMemory(int size)
    {
        var parameters = Shapes().Sum(shape => (shape.Inputs + 1.0) * shape.Layer.Units);
        if (parameters * size > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Copies)
            throw new BadInputException(
                $"a network of {parameters:N0} parameters does not fit in the memory of this machine: give its layers fewer units");
    }

    /// <summary>How many numbers each layer sees, and what it is without its parameters.</summary>
    internal IReadOnlyList<(int Inputs, Dense Layer)> Shapes() =>
        [.. _layers.Select((layer, l) => (l == 0 ? Inputs : _layers[l - 1].Units, layer.Plan))];

    /// <summary>The shape of a network as a spec without parameters.</summary>
    public static JsonObject Describe<T>(Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
    {
        ["schema"] = Schema,
        ["inputs"] = network.Inputs,
        ["layers"] = new JsonArray([.. network.Layers.Select(Describe)]),
        ["biases"] = BiasPolicies.NameOf(network.Biases),
        ["loss"] = LossSpec.Describe(network.Loss),
    };

    /// <summary>An optimizer that stands somewhere else as it would in a spec.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="BadInputException">It is no optimizer, or a setting is out of its range.</exception>
    public static Optimizer OptimizerOf(JsonNode json, string name) => OptimizerSpec.Parse(ViewOf(json, name));

    /// <summary>The same of penalties and limits.</summary>
    /// <inheritdoc cref="OptimizerOf" path="/param"/>
    /// <exception cref="BadInputException">They are none, or one is out of its range.</exception>
    public static GradientOptions GradientsOf(JsonNode json, string name) => GradientSpec.Parse(ViewOf(json, name));

    private static JsonView ViewOf(JsonNode json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonView.Parse(json.ToJsonString(), name);
    }

    /// <summary>Penalties and limits as a spec has them.</summary>
    public static JsonObject Describe(GradientOptions gradients) =>
        GradientSpec.Describe(gradients ?? throw new ArgumentNullException(nameof(gradients)));

    private static JsonObject Describe<T>(Layer<T> layer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var described = new JsonObject { ["units"] = layer.Units, ["activation"] = layer.Activation.Name };
        if (layer.Normalizer is { } normalizer) described["normalization"] = Normalizations.NameOf(normalizer.Kind);
        if (layer.Dropout > 0) described["dropout"] = layer.Dropout;
        return described;
    }

    private static DataSet<double> ParseBatch(JsonView batch, int inputs, int outputs, Loss loss)
    {
        var samples = batch.Items();
        if (samples.Length == 0) throw batch.Error("must have at least one sample");
        var x = new List<double>();
        var t = new List<double>();
        var weights = new List<double>();
        foreach (var sample in samples)
        {
            sample.Object("input", "target", "weight");
            weights.Add(sample.Find("weight")?.Number(NumberRange.NotNegative) ?? 1);
            x.AddRange(sample["input"].Numbers(inputs, "input"));
            var target = sample["target"].Numbers(outputs, "output");
            if (!loss.Allows(target))
                throw sample["target"].Error("must be probabilities, none below 0 and 1 in all, under the loss cross-entropy");
            t.AddRange(target);
        }
        if (weights.All(weight => weight == 0)) throw batch.Error("has only samples of weight 0: at least one must count");
        return new([.. x], [.. t], samples.Length) { Weights = samples.Any(sample => sample.Find("weight") is not null) ? [.. weights] : null };
    }

    private sealed record LayerSpec(int Units, Activation Activation, Initializer? Initializer, double[]? Weights, double[]? Biases)
    {
        private Normalization Normalization { get; init; }

        private double[]? Gains { get; init; }

        public double Dropout { get; private init; }

        public Dense Plan => new(Units, Activation, Initializer) { Normalization = Normalization, Dropout = Dropout };

        public static LayerSpec Parse(JsonView layer, int inputs, BiasPolicy policy)
        {
            layer.Object("units", "activation", "initializer", "weights", "biases", "normalization", "gains", "dropout");
            var units = layer["units"].Integer(1);
            var normalization = layer.Find("normalization")?.Named(Normalizations.Named) ?? Normalization.None;
            if (normalization == Normalization.None && layer.Find("gains") is { } stray)
                throw stray.Error("belong to a layer with a \"normalization\"");
            return new(
                units,
                layer.Find("activation")?.Named(Activation.Named) ?? Activation.Identity,
                layer.Find("initializer")?.Named(Initializer.Named),
                layer.Find("weights")?.Matrix(units, "unit", inputs, inputs == 1 ? "input" : "input of the layer"),
                layer.Find("biases") is { } biases ? ParseBiases(biases, units, policy) : null)
            {
                Normalization = normalization,
                Gains = layer.Find("gains")?.Numbers(units, "unit"),
                Dropout = layer.Find("dropout") is { } dropout ? Share(dropout) : 0,
            };
        }

        private static double Share(JsonView dropout) => dropout.Number() is >= 0 and < 1 and var share
            ? share
            : throw dropout.Error("must be a share from 0 to below 1");

        public Layer<T> Build<T>(int inputs, int index, ulong seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var drawn = Layer<T>.Draw(Plan, Activation, inputs, index, seed);
            Gains?.Select(T.CreateTruncating).ToArray().CopyTo(drawn.Normalizer!.Gains, 0);
            Weights?.Select(T.CreateTruncating).ToArray().CopyTo(drawn.Weights, 0);
            for (var j = 0; Biases is not null && j < Units; j++)
                drawn.Biases[j] = T.CreateTruncating(Biases[Biases.Length == 1 ? 0 : j]);
            return drawn;
        }

        /// <summary>One number for each unit, or the only one of a shared bias.</summary>
        private static double[] ParseBiases(JsonView biases, int units, BiasPolicy policy)
        {
            if (policy == BiasPolicy.Shared && biases.IsNumber) return [biases.Number()];
            var values = biases.Numbers(units, "unit");
            return policy != BiasPolicy.Shared || values.All(b => b == values[0])
                ? values
                : throw biases.Error("must all be equal, or one number, as the biases of this network are shared");
        }
    }
}
