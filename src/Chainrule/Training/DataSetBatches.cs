using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>The rows of a data set in memory, copied into batches in a random order.</summary>
internal sealed class ShuffledBatches<T> : Batches<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DataSet<T> _data;
    private readonly ulong _seed;
    private readonly int[] _order;
    private readonly T[] _inputs, _targets, _weights;
    private int _start;

    public ShuffledBatches(DataSet<T> data, int size, ulong seed) : base(data.Rows, size)
    {
        (_data, _seed, _order) = (data, seed, new int[data.Rows]);
        (_inputs, _targets) = (new T[Size * data.InputCount], new T[Size * data.TargetCount]);
        _weights = new T[data.Weights is null ? 0 : Size];
    }

    public override ReadOnlySpan<T> Inputs => _inputs.AsSpan(0, Rows * _data.InputCount);

    public override ReadOnlySpan<T> Targets => _targets.AsSpan(0, Rows * _data.TargetCount);

    public override ReadOnlySpan<T> Weights => _weights.AsSpan(0, _data.Weights is null ? 0 : Rows);

    protected override void BeginAt(int epoch, int start)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        new CounterRandom(_seed, Draws.Shuffle(epoch)).Shuffle<int>(_order);
    }

    public override int? RowOf(int place) => _order[_start + place];

    protected override void Take(int start, int count)
    {
        _start = start;
        _data.Gather(_order.AsSpan(start, count), _inputs, _targets, _weights);
    }
}

/// <summary>The rows of a data set in memory as they stand there; nothing is copied.</summary>
internal sealed class OrderedBatches<T>(DataSet<T> data, int size) : Batches<T>(data.Rows, size)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _start;

    public override ReadOnlySpan<T> Inputs => data.Inputs.AsSpan(_start * data.InputCount, Rows * data.InputCount);

    public override ReadOnlySpan<T> Targets => data.Targets.AsSpan(_start * data.TargetCount, Rows * data.TargetCount);

    public override ReadOnlySpan<T> Weights => data.Weights is { } weights ? weights.AsSpan(_start, Rows) : default;

    public override int? RowOf(int place) => _start + place;

    protected override void BeginAt(int epoch, int start) { }

    protected override void Take(int start, int count) => _start = start;
}
