using Chainrule.Kernels;
using Chainrule.Training;

namespace Chainrule.Solvers;

/// <summary>
/// JᵀJ of squared errors, where J has a row for every output of every row of the data: its derivatives by all parameters, times √(c·ω) with the
/// second derivative c of the loss by an output and the share ω of the row in the mean. A row of J is the gradient that the backward pass gives
/// for δ = √(c·ω) at one output and 0 at all others. J is made and multiplied in blocks of rows, never as a whole.
/// </summary>
internal sealed class GaussNewton
{
    /// <summary>How many numbers of J there are at a time, unless a single row of the data has more.</summary>
    private const int MostNumbers = 1 << 21;

    private readonly Objective _objective;
    private readonly LayerState<double>[] _states;
    private readonly Buffers<double> _buffers;
    private readonly double[] _block;
    private readonly double _totalWeight;

    public GaussNewton(Objective objective)
    {
        var (network, data) = (objective.Network, objective.Data);
        _objective = objective;
        _states = [.. network.Layers.Select(layer => new LayerState<double>(layer, 0))];
        _buffers = new(network, Math.Clamp(MostNumbers / Math.Max(1, network.Outputs * objective.Length), 1, data.Rows));
        _block = new double[_buffers.Capacity * network.Outputs * objective.Length];
        _totalWeight = data.Weights is { } weights ? Reduce.Sum<double>(weights) : data.Rows;
    }

    /// <summary>Assigns the matrix at some parameters, with the second derivative of the penalty.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void At(ReadOnlySpan<double> parameters, SymmetricMatrix matrix, CancellationToken cancellation)
    {
        var (network, data) = (_objective.Network, _objective.Data);
        ParameterVector.Write(parameters, network);
        matrix.Clear();
        for (var start = 0; start < data.Rows; start += _buffers.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Math.Min(_buffers.Capacity, data.Rows - start);
            matrix.AddSquare(Jacobian(start, rows), rows * network.Outputs);
        }
        var first = 0;
        foreach (var layer in network.LayerSpan)
        {
            for (var i = first; i < first + layer.Weights.Length; i++) matrix[i, i] += _objective.L2;
            first += (int)network.ParametersOf(layer);
        }
    }

    /// <summary>The part of J of some rows of the data, [rows, outputs, parameters], at the present parameters of the network.</summary>
    public ReadOnlySpan<double> Jacobian(int start, int rows)
    {
        var (network, data, length) = (_objective.Network, _objective.Data, _objective.Length);
        var inputs = data.Inputs.AsSpan(start * network.Inputs, rows * network.Inputs);
        _buffers.Forward(network, inputs, rows);
        for (var k = 0; k < network.Outputs; k++)
        {
            Seed(k, start, rows);
            _buffers.Backward(network, rows);
            for (var row = 0; row < rows; row++)
                Gradient(inputs, row, _block.AsSpan((row * network.Outputs + k) * length, length));
        }
        return _block.AsSpan(0, rows * network.Outputs * length);
    }

    /// <summary>Sets ∂E/∂a of output k of all rows, and 0 of all others.</summary>
    private void Seed(int k, int start, int rows)
    {
        var (outputs, weights) = (_objective.Network.Outputs, _objective.Data.Weights);
        var curvature = _objective.Network.Loss.Curvature(outputs)!.Value / _totalWeight;
        var slopes = _buffers[_states.Length - 1].S.AsSpan(0, rows * outputs);
        slopes.Clear();
        for (var row = 0; row < rows; row++) slopes[row * outputs + k] = Math.Sqrt(curvature * (weights?[start + row] ?? 1));
    }

    /// <summary>Assigns what one row has in all gradients, after the backward pass.</summary>
    private void Gradient(ReadOnlySpan<double> inputs, int row, Span<double> gradient)
    {
        var x = inputs.Slice(row * _objective.Network.Inputs, _objective.Network.Inputs);
        for (var l = 0; l < _states.Length; l++)
        {
            var (state, units) = (_states[l], _states[l].BiasGradients.Length);
            state.TakeGradients(_buffers[l].Delta.AsSpan(row * units, units), x, 1, 1, _objective.Network.Biases);
            gradient = ParameterVector.Append<double>(state.WeightGradients, gradient);
            gradient = ParameterVector.Append<double>(state.BiasGradients.AsSpan(0, _objective.Network.Biases.Moving(units)), gradient);
            x = _buffers[l].A.AsSpan(row * units, units);
        }
    }
}
