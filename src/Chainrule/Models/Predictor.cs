using System.Buffers;
using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule;

/// <summary>
/// A network made ready for prediction: a copy of its parameters in the order in which a single row reads them. For an app that asks for
/// one row at a time, or for few: the fastest way, and without a copy of the weights or any allocation at each call. Its outputs have the
/// bits of <see cref="Network{T}.Predict"/>; what is later trained is not seen. Any number of threads may use it at once.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Predictor<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows are computed at a time; it bounds the memory, and no result depends on it.</summary>
    private const int MostRows = 256;

    private readonly Layer<T>[] _layers;
    private readonly PreparedWeights<T>[] _weights;
    private readonly (Normalizer<T>? Normalizer, T[] Biases)[] _normalizers;
    private readonly int _widest;

    /// <param name="network">What predicts, with its present parameters.</param>
    public Predictor(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _layers = [.. network.Layers];
        _weights = [.. _layers.Select(layer => new PreparedWeights<T>(layer.Weights, layer.NetBiases))];
        _normalizers = [.. _layers.Select(layer => (layer.Normalizer?.Clone(), layer.Biases.ToArray()))];
        _widest = _layers.Max(layer => layer.Units);
        (Inputs, Outputs) = (network.Inputs, network.Outputs);
    }

    /// <summary>How many numbers an input row has.</summary>
    public int Inputs { get; }

    /// <summary>How many numbers an output row has.</summary>
    public int Outputs { get; }

    /// <summary>The outputs for one row or many; probabilities after softmax and sigmoid.</summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="outputs">[rows, outputs], assigned.</param>
    /// <exception cref="ArgumentException">These are not equally many whole rows.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        var rows = inputs.Length / Inputs;
        if (inputs.Length != rows * Inputs || outputs.Length != rows * Outputs)
            throw new ArgumentException(
                $"{inputs.Length} inputs and {outputs.Length} outputs are not the same number of rows of {Inputs} inputs and {Outputs} outputs.");
        var length = Math.Min(rows, MostRows) * _widest;
        var memory = ArrayPool<T>.Shared.Rent(2 * length + _widest);
        for (var start = 0; start < rows; start += MostRows)
        {
            var count = Math.Min(MostRows, rows - start);
            Forward(
                inputs.Slice(start * Inputs, count * Inputs), outputs.Slice(start * Outputs, count * Outputs),
                memory.AsSpan(0, length), memory.AsSpan(length, length), memory.AsSpan(2 * length, _widest), count);
        }
        ArrayPool<T>.Shared.Return(memory);
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{T}, Span{T})"/>, into a new array.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not a multiple of <see cref="Inputs"/>.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        var outputs = new T[inputs.Length / Inputs * Outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>From layer to layer, one of two buffers into the other; the last into the outputs.</summary>
    private void Forward(ReadOnlySpan<T> x, Span<T> outputs, Span<T> buffer, Span<T> other, Span<T> room, int rows)
    {
        for (var l = 0; l < _layers.Length; l++)
        {
            var layer = _layers[l];
            var a = l == _layers.Length - 1 ? outputs : buffer[..(rows * layer.Units)];
            _weights[l].Forward(x, a, rows);
            if (_normalizers[l] is ({ } normalizer, var biases)) normalizer.Predict(a, biases, room[..layer.Units]);
            layer.Kernel.Forward(a, a, layer.Units);
            x = a;
            var free = other;
            other = buffer;
            buffer = free;
        }
    }
}
