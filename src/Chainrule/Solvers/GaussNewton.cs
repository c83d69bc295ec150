using Chainrule.Kernels;
using Chainrule.Training;

namespace Chainrule.Solvers;

/// <summary>
/// JᵀJ of squared errors, where J has a row for every output of every row of the data: its derivatives by all parameters, times √(c·ω) with the
/// second derivative c of the loss by an output and the share ω of the row in the mean. A row of J is the gradient that the backward pass of a
/// batch of one row gives for ∂E/∂a = √(c·ω) at one output and 0 at all others. J is made and multiplied in blocks, never as a whole.
/// </summary>
internal sealed class GaussNewton
{
    /// <summary>How many numbers of J there are at a time, unless a single row of the data has more.</summary>
    private const int MostNumbers = 1 << 21;

    private readonly Objective _objective;
    private readonly LayerState<double>[] _states;
    private readonly Buffers<double> _buffers;
    private readonly double[] _block;
    private readonly int _blockRows;
    private readonly double _curvature;

    public GaussNewton(Objective objective)
    {
        var (network, data) = (objective.Network, objective.Data);
        var totalWeight = data.Weights is { } weights ? Reduce.Sum<double>(weights) : data.Rows;
        _objective = objective;
        _states = [.. network.Layers.Select(layer => new LayerState<double>(layer, 0))];
        _buffers = new(network, 1, Pass.Training);
        _blockRows = Math.Clamp(MostNumbers / Math.Max(1, network.Outputs * objective.Length), 1, data.Rows);
        _block = new double[_blockRows * network.Outputs * objective.Length];
        _curvature = network.Loss.Curvature(network.Outputs)!.Value / totalWeight;
    }

    /// <summary>Assigns the matrix at some parameters, with the second derivative of the penalty.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void At(ReadOnlySpan<double> parameters, SymmetricMatrix matrix, CancellationToken cancellation)
    {
        var (network, data) = (_objective.Network, _objective.Data);
        ParameterVector.Write(parameters, network);
        matrix.Clear();
        for (var start = 0; start < data.Rows; start += _blockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Math.Min(_blockRows, data.Rows - start);
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
        for (var row = 0; row < rows; row++)
        {
            var input = data.Input(start + row);
            _buffers.Forward(network, input, 1);
            var slopes = _buffers[_states.Length - 1].S;
            for (var k = 0; k < network.Outputs; k++)
            {
                slopes.AsSpan().Clear();
                slopes[k] = Math.Sqrt(_curvature * (data.Weights?[start + row] ?? 1));
                _buffers.Backward(network, 1);
                TakeGradient(input, _block.AsSpan((row * network.Outputs + k) * length, length));
            }
        }
        return _block.AsSpan(0, rows * network.Outputs * length);
    }

    /// <summary>Assigns the gradient of all parameters, after the backward pass.</summary>
    private void TakeGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var policy = _objective.Network.Biases;
        for (var l = 0; l < _states.Length; l++)
        {
            var state = _states[l];
            state.TakeGradients(_buffers[l], x, 1, 1, policy);
            gradient = ParameterVector.Append<double>(state.WeightGradients, gradient);
            gradient = ParameterVector.Append<double>(state.BiasGradients.AsSpan(0, policy.Moving(state.BiasGradients.Length)), gradient);
            gradient = ParameterVector.Append<double>(state.GainGradients, gradient);
            x = _buffers[l].Output;
        }
    }
}
