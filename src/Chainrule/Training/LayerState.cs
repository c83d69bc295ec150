using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Optimizers;
using Chainrule.Tracing;

namespace Chainrule.Training;

/// <summary>What training keeps of one layer beside its parameters: gradients and the optimizer's memory. All are assigned, never added to.</summary>
internal sealed class LayerState<T>(Layer<T> layer, int slots) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _weightM = Slot(layer.Weights, slots > 0), _weightV = Slot(layer.Weights, slots > 1);
    private readonly T[] _biasM = Slot(layer.Biases, slots > 0), _biasV = Slot(layer.Biases, slots > 1);
    private readonly T[] _gainM = Slot(Gains(layer), slots > 0), _gainV = Slot(Gains(layer), slots > 1);

    /// <summary>The weights of the layer, [units, inputs].</summary>
    public T[] Weights => layer.Weights;

    /// <summary>[units, inputs]</summary>
    public T[] WeightGradients { get; } = new T[layer.Weights.Length];

    /// <summary>[units]</summary>
    public T[] BiasGradients { get; } = new T[layer.Biases.Length];

    /// <summary>[units]; empty without normalisation.</summary>
    public T[] GainGradients { get; } = new T[Gains(layer).Length];

    /// <summary>
    /// The sum over the batch of δ[j]·x[i] and of δ[j], times <paramref name="share"/>; where sums are normalised, of ∂E/∂(W·x)[j]·x[i]
    /// and δ[j]. A shared bias is stored once a unit and moves as one, because every copy gets the same gradient: the sum over the units.
    /// </summary>
    public void TakeGradients(LayerBuffers<T> buffers, ReadOnlySpan<T> x, int rows, T share, BiasPolicy biases)
    {
        ReadOnlySpan<T> delta = buffers.Delta.AsSpan(0, rows * layer.Units);
        if (buffers.Normalizer is { } normalizer) Traversal.Map(new Times(double.CreateTruncating(share)), normalizer.GainSums, GainGradients);
        else if (biases != BiasPolicy.Shared && Straight.IsBest<T>(WeightGradients, rows))
        {
            Straight.Gradients(delta, x, WeightGradients, BiasGradients, rows, layer.Inputs, share);
            return;
        }
        MatMul.WeightGradient(buffers.SumSlopes.AsSpan(0, delta.Length), x, WeightGradients, rows, BiasGradients.Length, share);
        if (biases != BiasPolicy.Shared)
        {
            MatMul.BiasGradient(delta, BiasGradients, rows, share);
            return;
        }
        MatMul.BiasGradient(delta, BiasGradients, rows, T.One);
        BiasGradients.AsSpan().Fill(Reduce.Sum<T>(BiasGradients) * share);
    }

    /// <summary>Moves the parameters of the layer; frozen biases stay.</summary>
    public void Update(UpdateKernel<T> kernel, BiasPolicy biases)
    {
        kernel.Run(layer.Weights, WeightGradients, _weightM, _weightV);
        if (biases != BiasPolicy.Frozen)
            kernel.Run(layer.Biases, BiasGradients, _biasM, _biasV);
        if (layer.Normalizer is { } normalizer) kernel.Run(normalizer.Gains, GainGradients, _gainM, _gainV);
    }

    /// <summary>What the optimizer remembers, the arrays themselves.</summary>
    public IEnumerable<Tensor<T>> Memory(string name) => ((Tensor<T>[])
    [
        new($"{name}.weight.m", [layer.Units, layer.Inputs], _weightM), new($"{name}.weight.v", [layer.Units, layer.Inputs], _weightV),
        new($"{name}.bias.m", [layer.Units], _biasM), new($"{name}.bias.v", [layer.Units], _biasV),
        new($"{name}.gain.m", [layer.Units], _gainM), new($"{name}.gain.v", [layer.Units], _gainV),
    ]).Where(tensor => tensor.Values.Length > 0);

    /// <summary>A copy of what the optimizer remembers.</summary>
    public OptimizerMemory<T> CopyOfMemory() =>
        new([.. _weightM], [.. _weightV], [.. _biasM], [.. _biasV]) { GainM = [.. _gainM], GainV = [.. _gainV] };

    private static T[] Gains(Layer<T> layer) => layer.Normalizer?.Gains ?? [];

    private static T[] Slot(T[] parameters, bool isUsed) => isUsed ? new T[parameters.Length] : [];
}
