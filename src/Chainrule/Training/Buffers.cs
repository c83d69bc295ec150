using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>
/// The plain arrays that a forward and a backward pass run on, made once for a network and a number of rows. Where the
/// derivative of a layer does not need z, a stands in the array of z, and δ in the array of s, unless everything is to be kept.
/// </summary>
internal sealed class Buffers<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerBuffers<T>[] _layers;
    private readonly T[] _errors;
    private readonly T[] _sampleLosses;

    /// <param name="network">Whose shapes these are.</param>
    /// <param name="capacity">The most rows a pass will have.</param>
    /// <param name="pass">What they are for.</param>
    public Buffers(Network<T> network, int capacity, Pass pass)
    {
        (Capacity, Pass) = (capacity, pass);
        _layers = [.. network.Layers.Select((layer, l) => new LayerBuffers<T>(layer, capacity, pass, l == network.Layers.Count - 1))];
        _errors = new T[checked(capacity * network.Outputs)];
        _sampleLosses = new T[capacity];
    }

    /// <summary>The most rows that fit.</summary>
    public int Capacity { get; }

    /// <summary>What they are for.</summary>
    public Pass Pass { get; }

    /// <summary>Which update it is, and what its draws begin from; says which outputs are dropped.</summary>
    public (ulong Seed, long Update) Draws { get; set; }

    /// <summary>The errors of each output of the last pass, [rows, outputs].</summary>
    public ReadOnlySpan<T> Errors(int rows) => _errors.AsSpan(0, rows * (_errors.Length / Capacity));

    /// <summary>The arrays of a layer, counted from 0.</summary>
    public LayerBuffers<T> this[int layer] => _layers[layer];

    /// <summary>The outputs of the last pass, [rows, outputs].</summary>
    public ReadOnlySpan<T> Output(int rows) => _layers[^1].A.AsSpan(0, rows * (_layers[^1].A.Length / Capacity));

    /// <summary>The loss of each row of the last pass with a loss, the sum of the errors of its outputs.</summary>
    public ReadOnlySpan<T> SampleLosses(int rows) => _sampleLosses.AsSpan(0, rows);

    /// <summary>Computes z and a of every layer.</summary>
    public void Forward(Network<T> network, ReadOnlySpan<T> inputs, int rows)
    {
        var layers = network.LayerSpan;
        Nets(layers, inputs, rows);
        var length = rows * layers[^1].Units;
        layers[^1].Kernel.Forward(_layers[^1].Z.AsSpan(0, length), _layers[^1].A.AsSpan(0, length), layers[^1].Units);
    }

    /// <summary>Computes z and a of every layer, the errors and losses, and s of the output layer.</summary>
    public void ForwardAndLoss(Network<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int rows)
    {
        Nets(network.LayerSpan, inputs, rows);
        var (output, length) = (_layers[^1], rows * network.Outputs);
        network.LossKernel.Run(
            network.LayerSpan[^1].Kernel, output.Z.AsSpan(0, length), output.A.AsSpan(0, length), targets,
            _errors.AsSpan(0, length), output.S.AsSpan(0, length), _sampleLosses.AsSpan(0, rows));
    }

    /// <summary>
    /// After <see cref="ForwardAndLoss"/>: multiplies the loss and s of every row by its weight. Returns what their sums are multiplied by to
    /// be weighted means: 1 / Σ weights, or 0 where all weights are.
    /// </summary>
    public T Weigh(ReadOnlySpan<T> weights, int outputs)
    {
        var s = _layers[^1].S;
        for (var row = 0; row < weights.Length; row++)
        {
            _sampleLosses[row] *= weights[row];
            for (var k = row * outputs; k < (row + 1) * outputs; k++) s[k] *= weights[row];
        }
        var sum = double.CreateTruncating(Reduce.Sum(weights));
        return sum == 0 ? T.Zero : T.CreateTruncating(1 / sum);
    }

    /// <summary>After <see cref="ForwardAndLoss"/>: s and δ of every layer, from the output back. Not divided by the batch size.</summary>
    public void Backward(Network<T> network, int rows)
    {
        var layers = network.LayerSpan;
        for (var l = layers.Length - 1; l >= 0; l--)
        {
            var layer = layers[l];
            var length = rows * layer.Units;
            if (l < layers.Length - 1)
            {
                var above = layers[l + 1];
                _layers[l].Backward(layer, above, _layers[l + 1].SumSlopes.AsSpan(0, rows * above.Units), rows);
                continue;
            }
            Span<T> s = _layers[l].S.AsSpan(0, length), delta = _layers[l].Delta.AsSpan(0, length);
            if (network.Loss.Contains is null) layer.Kernel.Backward(s, _layers[l].DerivedFrom(layer, length), delta, layer.Units);
            else if (_layers[l].Delta != _layers[l].S) s.CopyTo(delta);
            if (_layers[l].Normalizer is { } normalizer) layer.Normalizer!.Backward(normalizer, delta, rows);
        }
    }

    /// <summary>z of every layer, and a of all but the last.</summary>
    private void Nets(ReadOnlySpan<Layer<T>> layers, ReadOnlySpan<T> inputs, int rows)
    {
        var x = inputs;
        for (var l = 0; l < _layers.Length; l++)
        {
            if (l == _layers.Length - 1)
            {
                _layers[l].Net(layers[l], x, rows);
                return;
            }
            _layers[l].Forward(layers[l], x, rows, new(Draws.Seed, Kernels.Draws.Dropout(l)), Kernels.Draws.FirstOfUpdate(Draws.Update));
            x = _layers[l].Output.AsSpan(0, rows * layers[l].Units);
        }
    }
}
