using System.Globalization;
using System.Numerics;
using Chainrule.Losses;
using Chainrule.Tracing;
using Chainrule.Training;

namespace Chainrule;

/// <summary>
/// A feed-forward network: dense layers one after another, the loss they are trained on, and the policy of their biases.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Network<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows <see cref="Predict"/> computes at a time; it bounds the memory, and no result depends on it.</summary>
    private const int PredictionRows = 256;

    private readonly Layer<T>[] _layers;

    /// <summary>A new network with weights drawn from a seed.</summary>
    /// <param name="inputs">How many numbers an input row has; at least 1.</param>
    /// <param name="layers">At least one; the last is the output. Softmax may stand only there.</param>
    /// <param name="loss">
    /// What training makes small. Cross-entropy and binary cross-entropy contain softmax and sigmoid: the last layer then has that
    /// activation, also if it says identity.
    /// </param>
    /// <param name="biases">Whether each unit, nobody or the whole layer owns a trained bias.</param>
    /// <param name="seed">The same seed draws the same weights, on any machine.</param>
    /// <exception cref="BadInputException">Layers, activations and loss do not go together; the message says how.</exception>
    public Network(int inputs, IReadOnlyList<Dense> layers, Loss loss, BiasPolicy biases = BiasPolicy.PerUnit, ulong seed = 0)
        : this(DrawLayers(inputs, layers, loss, seed), loss, biases) { }

    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    /// <exception cref="BadInputException">The biases are shared, and those of a layer differ.</exception>
    internal Network(Layer<T>[] layers, Loss loss, BiasPolicy biases)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new NotSupportedException("A network is of float or of double.");
        (Inputs, Outputs) = (layers[0].Inputs, layers[^1].Units);
        (_layers, Loss, Biases, LossKernel) = (layers, loss, biases, loss.Kernel<T>(layers[^1].Units));
        var unequal = Array.FindIndex(layers, layer => layer.Biases.AsSpan().ContainsAnyExcept(layer.Biases[0]));
        if (biases == BiasPolicy.Shared && unequal >= 0)
            throw new BadInputException($"the biases of layer {unequal + 1} differ, but are said to be shared");
    }

    /// <summary>From input to output; the first is layer 1 of the derivations.</summary>
    public IReadOnlyList<Layer<T>> Layers => _layers;

    /// <summary>What training makes small.</summary>
    public Loss Loss { get; }

    /// <summary><see cref="Layers"/> for those who ask often: an array behind an interface is slow.</summary>
    internal ReadOnlySpan<Layer<T>> LayerSpan => _layers;

    /// <summary>The loops of the loss.</summary>
    internal LossKernel<T> LossKernel { get; }

    /// <summary>Who owns the biases.</summary>
    public BiasPolicy Biases { get; }

    /// <summary>How many numbers an input row has.</summary>
    public int Inputs { get; }

    /// <summary>How many numbers an output row has.</summary>
    public int Outputs { get; }

    /// <summary>Whether a layer is normalised over the batch, so that in a step the rows depend on each other.</summary>
    public bool HasBatchNormalization => Layers.Any(layer => layer.Normalizer?.Kind == Normalization.Batch);

    /// <summary>How many numbers are trained: all weights, and the biases that the policy trains.</summary>
    public long ParameterCount => Layers.Sum(ParametersOf);

    /// <summary>How many of them belong to one layer.</summary>
    public long ParametersOf(Layer<T> layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Weights.Length + Biases.Moving(layer.Units) + (layer.Normalizer?.Gains.Length ?? 0);
    }

    /// <summary>The outputs for one row or many, [rows, inputs] in and [rows, outputs] out; probabilities after softmax and sigmoid.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not a multiple of <see cref="Inputs"/>.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        if (inputs.Length % Inputs != 0)
            throw new ArgumentException($"{inputs.Length} numbers are not whole rows of {Inputs} inputs.", nameof(inputs));
        var rows = inputs.Length / Inputs;
        var outputs = new T[checked(rows * Outputs)];
        var buffers = new Buffers<T>(this, Math.Min(rows, PredictionRows), Pass.Prediction);
        for (var start = 0; start < rows; start += PredictionRows)
        {
            var count = Math.Min(PredictionRows, rows - start);
            buffers.Forward(this, inputs.Slice(start * Inputs, count * Inputs), count);
            buffers.Output(count).CopyTo(outputs.AsSpan(start * Outputs));
        }
        return outputs;
    }

    /// <summary>The forward pass on one row or many, recorded: a trace without targets, losses and gradients.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not a multiple of <see cref="Inputs"/>, or 0.</exception>
    public Trace<T> Trace(ReadOnlySpan<T> inputs)
    {
        var rows = inputs.Length / Inputs;
        if (rows == 0 || inputs.Length != rows * Inputs)
            throw new ArgumentException($"{inputs.Length} numbers are not whole rows of {Inputs} inputs.", nameof(inputs));
        var buffers = new Buffers<T>(this, rows, Pass.Traced);
        buffers.Forward(this, inputs, rows);
        return Tracing.Trace<T>.OfForward(this, buffers, inputs);
    }

    /// <summary>The mean loss over rows, weighted if they are, summed in double; without any penalty.</summary>
    public double Evaluate(RowSource<T> data) => Evaluate(data, CancellationToken.None);

    /// <summary>The loss of each row, none of them weighted.</summary>
    public double[] RowLosses(RowSource<T> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (all, next) = (new double[data.Rows], 0);
        EachBatch(data, (_, losses) =>
        {
            foreach (var loss in losses) all[next++] = double.CreateTruncating(loss);
        });
        return all;
    }

    /// <summary>The mean loss; once cancelled, it ends with a number that is good for nothing.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="onRows">Told after every batch how many rows are done.</param>
    internal double Evaluate(RowSource<T> data, CancellationToken cancellation, Action<int>? onRows = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (sum, total, done) = (0.0, 0.0, 0);
        EachBatch(data, (weights, losses) =>
        {
            for (var row = 0; row < losses.Length; row++)
            {
                var weight = weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]);
                sum += weight * double.CreateTruncating(losses[row]);
                total += weight;
            }
            onRows?.Invoke(done += losses.Length);
        }, cancellation);
        return sum / total;
    }

    /// <summary>Shows the weights and the losses of the rows, some rows at a time.</summary>
    private void EachBatch(
        RowSource<T> data, Action<ReadOnlySpan<T>, ReadOnlySpan<T>> look, CancellationToken cancellation = default)
    {
        Require(data);
        using var batches = data.InOrder(PredictionRows);
        var buffers = new Buffers<T>(this, Math.Min(data.Rows, PredictionRows), Pass.Prediction);
        batches.Begin(0);
        while (!cancellation.IsCancellationRequested && batches.Next())
        {
            buffers.ForwardAndLoss(this, batches.Inputs, batches.Targets, batches.Rows);
            look(batches.Weights, buffers.SampleLosses(batches.Rows));
        }
    }

    /// <summary>Writes the network to a safetensors file; see <see cref="ModelFile"/>.</summary>
    /// <exception cref="BadInputException">The folder does not exist or may not be written to.</exception>
    public void Save(string path) => ModelFile.Save(path, this);

    /// <summary>Reads a network that <see cref="Save"/> or the command line wrote.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is cut short, altered or no model.</exception>
    public static Network<T> Load(string path) => ModelFile.Open(path).Network<T>();

    /// <summary>
    /// A plain network that predicts the same, to rounding: without dropout, and with batch normalisation taken into the weights,
    /// W·γ/√(σ² + ε), and biases, b − μ·γ/√(σ² + ε). Layer normalisation, which depends on the row, stays.
    /// </summary>
    public Network<T> Folded() => new([.. Layers.Select(layer => layer.Folded())], Loss, FoldedBiases);

    /// <summary>A network of its own with the same parameters.</summary>
    public Network<T> Clone() => new([.. Layers.Select(layer => layer.Clone())], Loss, Biases);

    /// <summary>The same network in double.</summary>
    internal Network<double> Widen() => new([.. Layers.Select(layer => layer.Widen())], Loss, Biases);

    /// <summary>Folded biases of a layer differ, however they were trained.</summary>
    private BiasPolicy FoldedBiases =>
        HasBatchNormalization && Biases == BiasPolicy.Shared ? BiasPolicy.PerUnit : Biases;

    /// <summary>Takes over the parameters of a network of the same shape.</summary>
    internal void CopyFrom(Network<T> other)
    {
        for (var l = 0; l < Layers.Count; l++) Layers[l].CopyFrom(other.Layers[l]);
    }

    /// <exception cref="ArgumentException">The rows of the data do not have the width of this network.</exception>
    internal void Require(RowSource<T> data)
    {
        if (data.InputCount != Inputs || data.TargetCount != Outputs)
            throw new ArgumentException(
                $"The data has {data.InputCount} inputs and {data.TargetCount} targets a row, the network {Inputs} inputs and {Outputs} outputs.");
    }

    /// <summary>The network in one line, with the number of its parameters.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Inputs} inputs → {string.Join(" → ", Layers)}, loss {Loss}, {ParameterCount:N0} parameters");

    private static Layer<T>[] DrawLayers(int inputs, IReadOnlyList<Dense> plans, Loss loss, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(loss);
        NetworkRules.Check(inputs, [.. plans.Select(plan => (plan.Units, plan.Activation ?? Activation.Identity, plan.Dropout))]);
        var layers = new Layer<T>[plans.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var activation = plans[l].Activation ?? Activation.Identity;
            if (l == layers.Length - 1) activation = loss.OutputActivation(activation);
            layers[l] = Layer<T>.Draw(plans[l], activation, l == 0 ? inputs : plans[l - 1].Units, l, seed);
        }
        return layers;
    }
}

/// <summary>What a network must be, however it was described.</summary>
internal static class NetworkRules
{
    /// <summary>More than this, as doubles, do not fit into one array, and so not into one model file.</summary>
    private const long MostParameters = 250_000_000;

    /// <exception cref="BadInputException">A size is below 1, the network is too large, or softmax stands in a hidden layer.</exception>
    public static void Check(int inputs, IReadOnlyList<(int Units, Activation Activation, double Dropout)> layers)
    {
        if (inputs < 1) throw new BadInputException($"a network needs at least 1 input, not {inputs}");
        if (layers.Count == 0) throw new BadInputException("a network needs at least one layer");
        var (width, parameters) = ((long)inputs, 0L);
        for (var l = 0; l < layers.Count; l++)
        {
            var (units, activation, dropout) = layers[l];
            if (units < 1) throw new BadInputException($"layer {l + 1} needs at least 1 unit, not {units}");
            parameters += (width + 1) * units;
            if (parameters > MostParameters)
                throw new BadInputException(string.Create(
                    CultureInfo.InvariantCulture, $"up to layer {l + 1} there are {parameters:N0} parameters: at most {MostParameters:N0} fit"));
            if (activation == Activation.Softmax && l < layers.Count - 1)
                throw new BadInputException($"layer {l + 1} is hidden and cannot be a softmax: it may stand only in the output layer");
            if (dropout > 0 && l == layers.Count - 1)
                throw new BadInputException("the output layer cannot have dropout: it may stand only in hidden layers");
            width = units;
        }
    }
}
