using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>Hands out the rows of a data set in batches, each epoch in an order of its own that the seed fixes.</summary>
internal sealed class Batches<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DataSet<T> _data;
    private readonly ulong _seed;
    private readonly int _size;
    private readonly int[] _order;
    private readonly T[] _inputs, _targets, _weights;
    private int _next;

    /// <param name="data">The rows.</param>
    /// <param name="size">How many make a batch; the last of an epoch may be smaller.</param>
    /// <param name="seed">Fixes the orders.</param>
    public Batches(DataSet<T> data, int size, ulong seed)
    {
        (_data, _size, _seed, _order) = (data, Math.Min(size, data.Rows), seed, new int[data.Rows]);
        (_inputs, _targets) = (new T[_size * data.InputCount], new T[_size * data.TargetCount]);
        _weights = new T[data.Weights is null ? 0 : _size];
    }

    /// <summary>How many batches an epoch has.</summary>
    public int PerEpoch => (_data.Rows - 1) / _size + 1;

    /// <summary>How many rows the present batch has.</summary>
    public int Rows { get; private set; }

    /// <summary>Which row of the data one of the present batch is; both are counted from 0.</summary>
    public int RowOf(int place) => _order[_next - Rows + place];

    /// <summary>[rows, inputs]</summary>
    public ReadOnlySpan<T> Inputs => _inputs.AsSpan(0, Rows * _data.InputCount);

    /// <summary>[rows, targets]</summary>
    public ReadOnlySpan<T> Targets => _targets.AsSpan(0, Rows * _data.TargetCount);

    /// <summary>[rows]; empty where all count alike.</summary>
    public ReadOnlySpan<T> Weights => _weights.AsSpan(0, _data.Weights is null ? 0 : Rows);

    /// <summary>What the present batch counts in a mean over rows.</summary>
    public double Weight => _data.Weights is null ? Rows : double.CreateTruncating(Reduce.Sum(Weights));

    /// <summary>Shuffles the rows for an epoch and stands before one of its batches, or behind the last; both are counted from 0.</summary>
    public void Begin(int epoch, int batch = 0)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        new CounterRandom(_seed, Draws.Shuffle(epoch)).Shuffle<int>(_order);
        _next = (int)Math.Min((long)batch * _size, _order.Length);
    }

    /// <summary>Goes to the next batch, if the epoch has one.</summary>
    public bool Next()
    {
        Rows = Math.Min(_size, _order.Length - _next);
        if (Rows == 0) return false;
        _data.Gather(_order.AsSpan(_next, Rows), _inputs, _targets, _weights);
        _next += Rows;
        return true;
    }
}
