using System.Numerics;
using Chainrule.Training;

namespace Chainrule.Tracing;

/// <summary>
/// What one training step leaves behind when asked: the numbers the engine used, and no words. Derivations are views of it.
/// Samples and units count from 0 here; arrays are row-major.
/// </summary>
public sealed class Trace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Trace(long update, double loss, T[] inputs, T[] targets, T[] errors, LayerTrace<T>[] layers) =>
        (Update, Loss, Inputs, Targets, Errors, Layers) = (update, loss, inputs, targets, errors, layers);

    /// <summary>Which update this was, counted from 1.</summary>
    public long Update { get; }

    /// <summary>The loss of the batch before the update.</summary>
    public double Loss { get; }

    /// <summary>[rows, inputs]</summary>
    public T[] Inputs { get; }

    /// <summary>[rows, outputs]</summary>
    public T[] Targets { get; }

    /// <summary>E[k], the error of each output of each sample, [rows, outputs].</summary>
    public T[] Errors { get; }

    /// <summary>From the first hidden layer to the output.</summary>
    public IReadOnlyList<LayerTrace<T>> Layers { get; }

    internal static Trace<T> Of(Step<T> step, Network<T> before, Buffers<T> buffers, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, double loss)
    {
        var rows = inputs.Length / before.Inputs;
        var layers = new LayerTrace<T>[before.Layers.Count];
        for (var l = 0; l < layers.Length; l++)
        {
            var length = rows * before.Layers[l].Units;
            layers[l] = new(
                before.Layers[l], step.Network.Layers[l].Clone(),
                buffers[l].Z[..length], buffers[l].A[..length], buffers[l].S[..length], buffers[l].Delta[..length],
                step.WeightGradients(l).ToArray(), step.BiasGradients(l).ToArray());
        }
        return new(step.Updates, loss, inputs.ToArray(), targets.ToArray(), buffers.Errors(rows).ToArray(), layers);
    }
}

/// <summary>One layer of a <see cref="Trace{T}"/>.</summary>
/// <param name="Before">The parameters that the step read.</param>
/// <param name="After">The parameters that it left.</param>
/// <param name="Z">Net inputs, [rows, units].</param>
/// <param name="A">Outputs φ(z), [rows, units].</param>
/// <param name="S">∂E/∂a of each sample, [rows, units]; for the output of a loss on logits ∂E/∂z.</param>
/// <param name="Delta">δ = ∂E/∂z of each sample, [rows, units].</param>
/// <param name="WeightGradients">∂E/∂W, mean over the batch, [units, inputs].</param>
/// <param name="BiasGradients">∂E/∂b, mean over the batch, [units].</param>
public sealed record LayerTrace<T>(
    Layer<T> Before, Layer<T> After, T[] Z, T[] A, T[] S, T[] Delta, T[] WeightGradients, T[] BiasGradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
