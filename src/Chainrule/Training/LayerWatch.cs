using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>Looks at the layers of a network while it trains. It reads and never writes, so that training has the same bits without it.</summary>
internal sealed class LayerWatch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LeastSlope = 1e-3;

    private readonly Step<T> _step;
    private readonly T[] _sample;
    private readonly Buffers<T> _buffers;
    private readonly double[] _gradientNorms, _updateRatios;
    private int _updates;

    /// <summary>What was seen of the epoch so far: how many updates, then of each layer the sum of norms, then the ratios.</summary>
    public double[] State
    {
        get => [_updates, .. _gradientNorms, .. _updateRatios];
        set
        {
            _updates = (int)value[0];
            value.AsSpan(1, _gradientNorms.Length).CopyTo(_gradientNorms);
            value.AsSpan(1 + _gradientNorms.Length).CopyTo(_updateRatios);
        }
    }

    /// <summary>Whether the epoch was watched from its first update on.</summary>
    public bool IsWhole { get; set; } = true;

    /// <param name="step">What trains.</param>
    /// <param name="training">The rows of which a sample is taken.</param>
    public LayerWatch(Step<T> step, RowSource<T> training)
    {
        var rows = Math.Min(LayerReport.SampleRows, training.Rows);
        _step = step;
        _sample = Sample(training, rows);
        _buffers = new(step.Network, rows, Pass.Prediction);
        (_gradientNorms, _updateRatios) = (new double[step.Network.Layers.Count], new double[step.Network.Layers.Count]);
    }

    /// <summary>Looks at the gradients, and updates as <see cref="Step{T}.Update"/> does.</summary>
    public void Update()
    {
        for (var l = 0; l < _gradientNorms.Length; l++) _gradientNorms[l] += Norm(_step.WeightGradients(l));
        if (_updates++ == 0) UpdateAndCompare();
        else _step.Update();
    }

    /// <summary>Each layer in the epoch that has just ended, or null if only its end was watched; the next one begins.</summary>
    public IReadOnlyList<LayerReport>? Report()
    {
        _buffers.Forward(_step.Network, _sample, _buffers.Capacity);
        LayerReport[]? reports = IsWhole ? [.. _step.Network.Layers.Select(Report)] : null;
        Array.Clear(_gradientNorms);
        (_updates, IsWhole) = (0, true);
        return reports;
    }

    /// <summary>The inputs of so many rows from all over the source.</summary>
    private static T[] Sample(RowSource<T> source, int rows)
    {
        var (sample, width) = (new T[rows * source.InputCount], source.InputCount);
        using var batches = source.InOrder(rows);
        batches.Begin(0);
        var (taken, start) = (0, 0);
        for (; taken < rows && batches.Next(); start += batches.Rows)
            for (int row; taken < rows && (row = (int)((long)taken * source.Rows / rows) - start) < batches.Rows; taken++)
                batches.Inputs.Slice(row * width, width).CopyTo(sample.AsSpan(taken * width));
        return sample;
    }

    private LayerReport Report(Layer<T> layer, int l)
    {
        var (mean, squares) = (0.0, 0.0);
        var outputs = _buffers[l].A;
        foreach (var output in outputs) mean += double.CreateTruncating(output) / outputs.Length;
        foreach (var output in outputs) squares += Math.Pow(double.CreateTruncating(output) - mean, 2) / outputs.Length;
        var dead = l == _gradientNorms.Length - 1 ? 0 : DeadUnits(layer, _buffers[l]);
        return new(_gradientNorms[l] / _updates, Norm(layer.Weights), _updateRatios[l], mean, Math.Sqrt(squares), dead);
    }

    private static int DeadUnits(Layer<T> layer, LayerBuffers<T> buffers)
    {
        // δ = s · φ' of s = 1 is the slope.
        var slopes = new T[buffers.A.Length];
        slopes.AsSpan().Fill(T.One);
        layer.Kernel.Backward(slopes, buffers.DerivedFrom(layer, slopes.Length), slopes, layer.Units);
        var isAlive = new bool[layer.Units];
        for (var i = 0; i < slopes.Length; i++)
            isAlive[i % layer.Units] |= !(Math.Abs(double.CreateTruncating(slopes[i])) < LeastSlope);
        return isAlive.Count(alive => !alive);
    }

    private void UpdateAndCompare()
    {
        T[][] before = [.. _step.Network.Layers.Select(layer => (T[])[.. layer.Weights])];
        _step.Update();
        for (var l = 0; l < before.Length; l++)
        {
            var norm = Norm(before[l]);
            Traversal.Zip(default(Difference), _step.Network.Layers[l].Weights, before[l], before[l]);
            _updateRatios[l] = Norm(before[l]) / norm;
        }
    }

    private static double Norm(ReadOnlySpan<T> x) => Math.Sqrt(Reduce.SumOf<Square, T>(default, x));
}
