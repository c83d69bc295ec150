using System.Numerics;
using Chainrule.Training;

namespace Chainrule.Tracing;

/// <summary>
/// What one training step leaves behind when asked: the numbers the engine used, and no words. Derivations are views of it.
/// Samples and units count from 0 here; arrays are row-major. The trace of a prediction has the forward pass only: its targets,
/// errors, gradients and memories are empty, and its loss is NaN.
/// </summary>
public sealed class Trace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Trace(T[] inputs, LayerTrace<T>[] layers) => (Inputs, Layers) = (inputs, layers);

    /// <summary>Which update this was, counted from 1; 0 for a prediction.</summary>
    public long Update { get; private init; }

    /// <summary>E, the loss of the batch before the update, without a penalty.</summary>
    public double Loss { get; private init; } = double.NaN;

    /// <summary>R, the penalty of all weights before the update.</summary>
    public double Penalty { get; private init; }

    /// <summary>J = E + R, what the step made smaller.</summary>
    public double Objective => Loss + Penalty;

    /// <summary>With the number of the update, what fixed which outputs were dropped; see <see cref="Step{T}.Seed"/>.</summary>
    public ulong Seed { get; private init; }

    /// <summary>What was penalised and limited, and how; null if nothing was.</summary>
    public GradientOptions? Gradients { get; private init; }

    /// <summary>‖g‖ over all gradients that are followed, with the penalty; null where it is not limited.</summary>
    public double? GradientNorm { get; private init; }

    /// <summary>What all gradients were multiplied by so that their norm keeps to its limit; null where it has none.</summary>
    public double? ClipFactor { get; private init; }

    /// <summary>[rows, inputs]</summary>
    public T[] Inputs { get; }

    /// <summary>[rows, outputs]</summary>
    public T[] Targets { get; private init; } = [];

    /// <summary>
    /// What each row counts, [rows]; empty where all count alike. The loss of a row, its s and its δ are multiplied by it, and the loss and
    /// the gradients of the batch are divided by their sum.
    /// </summary>
    public T[] Weights { get; private init; } = [];

    /// <summary>E[k], the error of each output of each sample, [rows, outputs].</summary>
    public T[] Errors { get; private init; } = [];

    /// <summary>The loss of each sample, [rows].</summary>
    public T[] SampleLosses { get; private init; } = [];

    /// <summary>From the first hidden layer to the output.</summary>
    public IReadOnlyList<LayerTrace<T>> Layers { get; }

    /// <summary>
    /// E of the batch for other parameters, all else as in the step; or J. For derivatives by small changes.
    /// </summary>
    /// <param name="network">One of the same shape, which is left as it is.</param>
    /// <param name="withPenalty">Whether it is J = E + R.</param>
    /// <exception cref="InvalidOperationException">It is the trace of a prediction.</exception>
    public double LossOf(Network<T> network, bool withPenalty = false)
    {
        if (Targets.Length == 0) throw new InvalidOperationException("A prediction has no loss.");
        var step = new Step<T>(network, new Sgd(0), withPenalty ? Gradients : null) { Seed = Seed };
        step.ContinueAt(Update - 1, 0);
        return step.ComputeGradients(Inputs, Targets, Weights);
    }

    internal static Trace<T> Of(
        Step<T> step, Network<T> before, OptimizerMemory<T>[] memory, GradientRecord<T> gradients, Buffers<T> buffers,
        ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        var rules = step.Rules;
        var rows = inputs.Length / before.Inputs;
        var memoryAfter = step.Memories();
        var layers = new LayerTrace<T>[before.Layers.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var length = rows * before.Layers[l].Units;
            layers[l] = new(
                before.Layers[l], step.Network.Layers[l].Clone(),
                buffers[l].Z[..length], buffers[l].A[..length], buffers[l].S[..length], buffers[l].Delta[..length],
                gradients.Weights[l], gradients.Biases[l], memory[l], memoryAfter[l])
            {
                Kept = buffers[l].Kept.IsEmpty ? [] : buffers[l].Kept[..length].ToArray(),
                Output = buffers[l].Kept.IsEmpty ? [] : buffers[l].Output[..length],
                PenalisedGradients = rules is { Options.HasPenalty: true } ? gradients.Penalised[l] : [],
                ClippedWeightGradients = rules is { Options.HasLimit: true } ? step.WeightGradients(l).ToArray() : [],
                ClippedBiasGradients = rules is { Options.HasLimit: true } ? step.BiasGradients(l).ToArray() : [],
                ClippedGainGradients = rules is { Options.HasLimit: true } ? step.GainGradients(l).ToArray() : [],
                Normalizer = NormalizerTrace<T>.OfStep(buffers[l].Normalizer, before.Layers[l], rows, gradients.Gains[l]),
            };
        }
        return new(inputs.ToArray(), layers)
        {
            Update = step.Updates,
            Seed = step.Seed,
            Loss = step.Loss,
            Penalty = step.Penalty,
            Gradients = rules?.Options,
            GradientNorm = rules is { Options.ClipNorm: not null } ? rules.Norm : null,
            ClipFactor = rules is { Options.ClipNorm: not null } ? rules.Share : null,
            Targets = targets.ToArray(),
            Weights = weights.ToArray(),
            Errors = buffers.Errors(rows).ToArray(),
            SampleLosses = buffers.SampleLosses(rows).ToArray(),
        };
    }

    /// <summary>The same numbers as doubles.</summary>
    internal Trace<double> Widen() => new(Layer<T>.Widen(Inputs), [.. Layers.Select(layer => layer.Widen())])
    {
        Update = Update,
        Seed = Seed,
        Loss = Loss,
        Penalty = Penalty,
        Gradients = Gradients,
        GradientNorm = GradientNorm,
        ClipFactor = ClipFactor,
        Targets = Layer<T>.Widen(Targets),
        Weights = Layer<T>.Widen(Weights),
        Errors = Layer<T>.Widen(Errors),
        SampleLosses = Layer<T>.Widen(SampleLosses),
    };

    internal static Trace<T> OfForward(Network<T> network, Buffers<T> buffers, ReadOnlySpan<T> inputs)
    {
        var rows = inputs.Length / network.Inputs;
        var layers = new LayerTrace<T>[network.Layers.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var layer = network.Layers[l].Clone();
            var (length, none) = (rows * layer.Units, new OptimizerMemory<T>([], [], [], []));
            layers[l] = new(layer, layer, buffers[l].Z[..length], buffers[l].A[..length], [], [], [], [], none, none)
            {
                Normalizer = NormalizerTrace<T>.OfForward(buffers[l].Normalizer, layer, rows),
            };
        }
        return new(inputs.ToArray(), layers);
    }
}

/// <summary>One layer of a <see cref="Trace{T}"/>.</summary>
/// <param name="Before">The parameters that the step read.</param>
/// <param name="After">The parameters that it left.</param>
/// <param name="Z">Net inputs, [rows, units].</param>
/// <param name="A">Outputs φ(z), [rows, units].</param>
/// <param name="S">∂E/∂a of each sample, 0 where a is dropped, [rows, units]; for the output of a loss on logits ∂E/∂z.</param>
/// <param name="Delta">δ = ∂E/∂z of each sample, [rows, units].</param>
/// <param name="WeightGradients">∂E/∂W, mean over the batch, [units, inputs]; without a penalty, before any limit.</param>
/// <param name="BiasGradients">∂E/∂b, mean over the batch, [units].</param>
/// <param name="MemoryBefore">What the optimizer remembered before the update.</param>
/// <param name="MemoryAfter">What it remembers after it.</param>
public sealed record LayerTrace<T>(
    Layer<T> Before, Layer<T> After, T[] Z, T[] A, T[] S, T[] Delta, T[] WeightGradients, T[] BiasGradients,
    OptimizerMemory<T> MemoryBefore, OptimizerMemory<T> MemoryAfter)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What each output is multiplied by, 0 where it is dropped, else 1/(1 − p), [rows, units]; empty without dropout.</summary>
    public T[] Kept { get; init; } = [];

    /// <summary>What the layer above sees: a times <see cref="Kept"/>, [rows, units]; empty without dropout.</summary>
    public T[] Output { get; init; } = [];

    /// <summary>∂J/∂W, [units, inputs]: with the penalty; empty without one.</summary>
    public T[] PenalisedGradients { get; init; } = [];

    /// <summary>Of each weight the gradient that its limit leaves, [units, inputs]; empty without a limit.</summary>
    public T[] ClippedWeightGradients { get; init; } = [];

    /// <summary>Of each bias likewise, [units].</summary>
    public T[] ClippedBiasGradients { get; init; } = [];

    /// <summary>Of each gain likewise, [units]; empty where the layer is not normalised.</summary>
    public T[] ClippedGainGradients { get; init; } = [];

    /// <summary>What was between W·x and z, where the layer is normalised; null of a prediction by running statistics.</summary>
    public NormalizerTrace<T>? Normalizer { get; init; }

    internal LayerTrace<double> Widen() => new(
        Before.Widen(), After.Widen(), Layer<T>.Widen(Z), Layer<T>.Widen(A), Layer<T>.Widen(S), Layer<T>.Widen(Delta),
        Layer<T>.Widen(WeightGradients), Layer<T>.Widen(BiasGradients), MemoryBefore.Widen(), MemoryAfter.Widen())
    {
        Kept = Layer<T>.Widen(Kept),
        Output = Layer<T>.Widen(Output),
        PenalisedGradients = Layer<T>.Widen(PenalisedGradients),
        ClippedWeightGradients = Layer<T>.Widen(ClippedWeightGradients),
        ClippedBiasGradients = Layer<T>.Widen(ClippedBiasGradients),
        ClippedGainGradients = Layer<T>.Widen(ClippedGainGradients),
        Normalizer = Normalizer?.Widen(),
    };
}

/// <summary>What an optimizer remembers of the parameters of a layer; empty where it remembers nothing.</summary>
/// <param name="WeightM">m of each weight, [units, inputs].</param>
/// <param name="WeightV">v of each weight, [units, inputs].</param>
/// <param name="BiasM">m of each bias, [units].</param>
/// <param name="BiasV">v of each bias, [units].</param>
public sealed record OptimizerMemory<T>(T[] WeightM, T[] WeightV, T[] BiasM, T[] BiasV)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>m of each gain of a normalised layer, [units].</summary>
    public T[] GainM { get; init; } = [];

    /// <summary>v of each gain, [units].</summary>
    public T[] GainV { get; init; } = [];

    internal OptimizerMemory<double> Widen() => new(Layer<T>.Widen(WeightM), Layer<T>.Widen(WeightV), Layer<T>.Widen(BiasM), Layer<T>.Widen(BiasV))
    {
        GainM = Layer<T>.Widen(GainM),
        GainV = Layer<T>.Widen(GainV),
    };
}
