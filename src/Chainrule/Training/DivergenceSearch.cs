using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Tracing;

namespace Chainrule.Training;

/// <summary>Runs a step once more and looks at all of its numbers, in their order, for the first that is NaN or infinite.</summary>
internal sealed class DivergenceSearch<T>(Step<T> step) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ValidationRows = 256;

    /// <summary>A number that was found; places count from 1, and 0 says that a part does not apply.</summary>
    private sealed record Found(StepNumber Number, T Value, int Sample = 0, int Layer = 0, int Unit = 0, int From = 0);

    /// <summary>Looks at the present batch, from the state before it.</summary>
    public Divergence InBatch(Batches<T> batches, Snapshot<T> before, int epoch, int batch)
    {
        ReadOnlySpan<T> inputs = batches.Inputs, targets = batches.Targets, weights = batches.Weights;
        var (network, update) = (step.Network.Clone(), step.Updates + 1);
        var found = InGradients(inputs, targets, weights) ?? AfterUpdate();
        var isOfRow = found.Sample > 0;
        // Which outputs of a row are dropped depends on its place in the batch, and what it is normalised by on the other rows.
        var standsAlone = isOfRow && !network.HasBatchNormalization && !network.Layers.Any(layer => layer.Dropout > 0);
        var trace = standsAlone ? TraceOf(found, network, inputs, targets, weights) : null;
        if (!standsAlone)
        {
            before.Restore();
            step.Recording = true;
            step.Run(inputs, targets, weights);
            trace = step.Trace!.Widen();
        }
        return Report(found, epoch, batch, isOfRow ? batches.RowOf(found.Sample - 1) : null, network, trace) with
        {
            Update = update,
            Sample = isOfRow && trace is { Targets: var recorded } && recorded.Length > network.Outputs ? found.Sample : 0,
        };
    }

    /// <summary>Looks at the gradients over all of the data; null where they are sound.</summary>
    public Divergence? InData(DataSet<T> data, int epoch)
    {
        var network = step.Network.Clone();
        if (InGradients(data.Inputs, data.Targets, data.Weights) is not { } found) return null;
        var trace = found.Sample > 0 ? TraceOf(found, network, data.Inputs, data.Targets, data.Weights) : null;
        return Report(found, epoch, 1, found.Sample > 0 ? found.Sample - 1 : null, network, trace) with { Update = epoch };
    }

    /// <summary>Looks at a forward pass over the validation data; null where all of it is sound.</summary>
    public Divergence? InValidation(RowSource<T>? data, int epoch)
    {
        if (data is null) return null;
        var network = step.Network.Clone();
        using var batches = data.InOrder(ValidationRows);
        var buffers = new Buffers<T>(network, Math.Min(data.Rows, ValidationRows), Pass.Traced);
        batches.Begin(0);
        while (batches.Next())
        {
            ReadOnlySpan<T> inputs = batches.Inputs, targets = batches.Targets;
            buffers.ForwardAndLoss(network, inputs, targets, batches.Rows);
            if (InForward(buffers, inputs, targets, batches.Rows) is { } found)
                return Report(found, epoch, 0, batches.RowOf(found.Sample - 1), network, TraceOf(found, network, inputs, targets, []));
        }
        return null;
    }

    private Divergence Report(Found found, int epoch, int batch, int? row, Network<T> network, Trace<double>? trace) =>
        new(found.Number, double.CreateTruncating(found.Value), epoch, batch, row, found.Layer, found.Unit, found.From)
        {
            Update = step.Updates,
            Optimizer = step.Optimizer,
            Network = network.Widen(),
            Trace = trace,
        };

    private Found? InGradients(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        step.KeepsAll = true;
        var loss = step.ComputeGradients(inputs, targets, weights);
        var rows = inputs.Length / step.Network.Inputs;
        return InForward(step.LastPass, inputs, targets, rows) ?? InBackward(rows, loss);
    }

    private Found? InForward(Buffers<T> pass, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int rows)
    {
        var layers = step.Network.Layers;
        var found = InRows(StepNumber.Input, 0, inputs, layers[0].Inputs) ?? InRows(StepNumber.Target, 0, targets, step.Network.Outputs);
        for (var l = 0; l < layers.Count && found is null; l++)
            found = InWeights(StepNumber.Weight, l, layers[l].Weights) ?? InUnits(StepNumber.Bias, l, layers[l].Biases)
                ?? InUnits(StepNumber.Gain, l, layers[l].Normalizer?.Gains);
        for (var l = 0; l < layers.Count && found is null; l++)
        {
            var length = rows * layers[l].Units;
            found = InRows(StepNumber.Net, l + 1, pass[l].Z.AsSpan(0, length), layers[l].Units)
                ?? InRows(StepNumber.Output, l + 1, pass[l].A.AsSpan(0, length), layers[l].Units);
        }
        return found ?? InRows(StepNumber.OutputError, 0, pass.Errors(rows), step.Network.Outputs)
            ?? InRows(StepNumber.Loss, 0, pass.SampleLosses(rows), 1);
    }

    private Found? InBackward(int rows, double loss)
    {
        var (layers, pass) = (step.Network.Layers, step.LastPass);
        if (!double.IsFinite(loss)) return new(StepNumber.Loss, T.CreateTruncating(loss));
        var isFused = step.Network.Loss.Contains is not null;
        Found? found = null;
        for (var l = layers.Count - 1; l >= 0 && found is null; l--)
        {
            var (length, isOutput) = (rows * layers[l].Units, l == layers.Count - 1);
            if (!isOutput || !isFused)
                found = InRows(isOutput ? StepNumber.LossSlope : StepNumber.BackSum, l + 1, pass[l].S.AsSpan(0, length), layers[l].Units);
            found ??= InRows(StepNumber.Delta, l + 1, pass[l].Delta.AsSpan(0, length), layers[l].Units);
        }
        for (var l = 0; l < layers.Count && found is null; l++)
            found = InWeights(StepNumber.WeightGradient, l, step.WeightGradients(l)) ?? InUnits(StepNumber.BiasGradient, l, step.BiasGradients(l))
                ?? InUnits(StepNumber.GainGradient, l, step.GainGradients(l));
        return found;
    }

    private Found AfterUpdate()
    {
        step.Update();
        var (layers, memories) = (step.Network.Layers, step.Memories());
        Found? found = null;
        for (var l = 0; l < layers.Count && found is null; l++)
            found = InWeights(StepNumber.FirstMoment, l, memories[l].WeightM) ?? InUnits(StepNumber.FirstMoment, l, memories[l].BiasM)
                ?? InWeights(StepNumber.SecondMoment, l, memories[l].WeightV) ?? InUnits(StepNumber.SecondMoment, l, memories[l].BiasV)
                ?? InWeights(StepNumber.NewWeight, l, layers[l].Weights) ?? InUnits(StepNumber.NewBias, l, layers[l].Biases)
                ?? InUnits(StepNumber.NewGain, l, memories[l].GainM) ?? InUnits(StepNumber.NewGain, l, memories[l].GainV)
                ?? InUnits(StepNumber.NewGain, l, layers[l].Normalizer?.Gains)
                ?? InUnits(StepNumber.Statistics, l, layers[l].Normalizer?.Means)
                ?? InUnits(StepNumber.Statistics, l, layers[l].Normalizer?.Variances);
        return found ?? throw new InvalidOperationException("A step that went wrong is sound when it is repeated.");
    }

    /// <summary>
    /// A step on one row alone, which has the numbers that the row had among others, but not where rows are normalised by each other; and
    /// drops nothing, as it is one of the validation where outputs may be dropped.
    /// </summary>
    private static Trace<double>? TraceOf(
        Found found, Network<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        if (network.HasBatchNormalization) return null;
        var one = new Step<T>(network.Folded(), new Sgd(0));
        one.Recording = true;
        var row = found.Sample - 1;
        one.Run(
            inputs.Slice(row * network.Inputs, network.Inputs), targets.Slice(row * network.Outputs, network.Outputs),
            weights.IsEmpty ? [] : weights.Slice(row, 1));
        return one.Trace!.Widen();
    }

    private static Found? InRows(StepNumber number, int layer, ReadOnlySpan<T> values, int width) => First(values) is >= 0 and var at
        ? new(number, values[at], at / width + 1, layer, number == StepNumber.Loss ? 0 : at % width + 1)
        : null;

    private Found? InWeights(StepNumber number, int layer, ReadOnlySpan<T> values) => First(values) is >= 0 and var at
        ? new(number, values[at], 0, layer + 1, at / step.Network.Layers[layer].Inputs + 1, at % step.Network.Layers[layer].Inputs + 1)
        : null;

    private static Found? InUnits(StepNumber number, int layer, ReadOnlySpan<T> values) => First(values) is >= 0 and var at
        ? new(number, values[at], 0, layer + 1, at + 1)
        : null;

    /// <summary>Where the first number is that is NaN or infinite; −1 if there is none.</summary>
    private static int First(ReadOnlySpan<T> values)
    {
        if (!Reduce.IsFinite(values))
            for (var i = 0; i < values.Length; i++)
                if (!T.IsFinite(values[i])) return i;
        return -1;
    }
}
