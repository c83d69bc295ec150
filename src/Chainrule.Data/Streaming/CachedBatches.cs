using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>
/// Batches of the rows of a cache. Without a seed block after block, row after row. With one, the blocks are shuffled, taken as many at a
/// time as make a window, and the rows of each window are shuffled. The next window is read on another thread; when it does so changes
/// nothing.
/// </summary>
internal sealed class CachedBatches<T> : Batches<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CachedRows<T> _source;
    private readonly CacheLayout _layout;
    private readonly int _windowBlocks;
    private readonly ulong? _seed;
    private readonly int[] _order;
    private readonly Window[] _turns;
    private readonly T[] _inputs, _targets, _weights;
    private IEnumerator<Window>? _windows;
    private int _place;

    public CachedBatches(CachedRows<T> source, int size, int windowBlocks, ulong? seed) : base(source.Rows, size)
    {
        (_source, _layout, _windowBlocks, _seed, _order) = (source, source.File.Layout, windowBlocks, seed, new int[source.Blocks.Count]);
        var capacity = source.Blocks.Max(block => block.Rows) * windowBlocks;
        // One window is used while the next is read, if there is a next.
        _turns = [.. Enumerable.Range(0, IsWindow(1) ? 2 : 1).Select(_ => new Window(capacity, _layout.RowLength))];
        (_inputs, _targets) = (new T[Size * _layout.Inputs], new T[Size * _layout.Targets]);
        _weights = new T[source.IsWeighted ? Size : 0];
    }

    public override ReadOnlySpan<T> Inputs => _inputs.AsSpan(0, Rows * _layout.Inputs);

    public override ReadOnlySpan<T> Targets => _targets.AsSpan(0, Rows * _layout.Targets);

    public override ReadOnlySpan<T> Weights => _weights.AsSpan(0, _source.IsWeighted ? Rows : 0);

    protected override void BeginAt(int epoch, int start)
    {
        _windows?.Dispose();
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        if (_seed is { } seed) new CounterRandom(seed, Draws.Shuffle(epoch)).Shuffle<int>(_order);
        var first = 0;
        // Windows before the start are not even read.
        for (int rows; IsWindow(first) && start >= (rows = BlocksOf(first).Sum(block => block.Rows)); first++) start -= rows;
        _windows = ReadAhead.Of(Windows(epoch, first)).GetEnumerator();
        _windows.MoveNext();
        _place = start;
    }

    protected override void Take(int start, int count)
    {
        for (var row = 0; row < count; row++)
        {
            if (_place == _windows!.Current.Rows)
            {
                _windows.MoveNext();
                _place = 0;
            }
            var numbers = _windows.Current[_place++];
            numbers[.._layout.Inputs].CopyTo(_inputs.AsSpan(row * _layout.Inputs));
            numbers.Slice(_layout.Inputs, _layout.Targets).CopyTo(_targets.AsSpan(row * _layout.Targets));
            if (_source.IsWeighted) _weights[row] = numbers[^1];
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        _windows?.Dispose();
        base.Dispose(isDisposing);
    }

    private bool IsWindow(int number) => number * _windowBlocks < _order.Length;

    private IEnumerable<CacheBlock> BlocksOf(int window) =>
        _order.Skip(window * _windowBlocks).Take(_windowBlocks).Select(block => _source.Blocks[block]);

    private IEnumerable<Window> Windows(int epoch, int first)
    {
        for (var number = first; IsWindow(number); number++)
        {
            var window = _turns[number % _turns.Length];
            window.Fill(_source.File, BlocksOf(number));
            if (_seed is { } seed) window.Shuffle(new(seed, Draws.Shuffle(epoch, number)));
            yield return window;
        }
    }

    /// <summary>Rows that are in memory together, and their order.</summary>
    private sealed class Window(int capacity, int rowLength)
    {
        private readonly T[] _numbers = new T[capacity * rowLength];
        private readonly int[] _order = new int[capacity];

        public int Rows { get; private set; }

        public ReadOnlySpan<T> this[int place] => _numbers.AsSpan(_order[place] * rowLength, rowLength);

        public void Fill(CacheFile file, IEnumerable<CacheBlock> blocks)
        {
            Rows = 0;
            foreach (var block in blocks)
            {
                file.Read(block, _numbers.AsSpan(Rows * rowLength));
                Rows += block.Rows;
            }
            for (var i = 0; i < Rows; i++) _order[i] = i;
        }

        public void Shuffle(CounterRandom random) => random.Shuffle(_order.AsSpan(0, Rows));
    }
}
