using System.Numerics;

namespace Chainrule.Data;

/// <summary>One part of the rows of a cache file, which are in memory only as far as they are looked at.</summary>
/// <param name="file">The cache; it stays open as long as its rows are used.</param>
/// <param name="blocks">The blocks of the part.</param>
/// <param name="isWeighted">Whether the weights of the rows count, if they have some.</param>
/// <param name="windowBlocks">How many blocks are in memory, and shuffled, together.</param>
internal sealed class CachedRows<T>(
    CacheFile file, IReadOnlyList<CacheBlock> blocks, bool isWeighted, int windowBlocks = CachedRows<T>.WindowBlocks)
    : RowSource<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WindowBlocks = 64;

    /// <summary>The cache.</summary>
    public CacheFile File { get; } = file;

    /// <summary>The blocks of the part.</summary>
    public IReadOnlyList<CacheBlock> Blocks { get; } = blocks;

    /// <summary>Whether rows have weights that count.</summary>
    public bool IsWeighted { get; } = isWeighted && file.Layout.IsWeighted;

    public override int Rows { get; } = blocks.Sum(block => block.Rows);

    public override int InputCount => File.Layout.Inputs;

    public override int TargetCount => File.Layout.Targets;

    public override Batches<T> Shuffled(int size, ulong seed) => new CachedBatches<T>(this, size, Math.Min(windowBlocks, Blocks.Count), seed);

    public override Batches<T> InOrder(int size) => new CachedBatches<T>(this, size, 1, null);

    /// <summary>Of the blocks, which have checksums of their own.</summary>
    public override string Checksum()
    {
        var checksum = new Checksum();
        foreach (var block in Blocks) checksum.Add<uint>([(uint)block.Rows, block.Checksum]);
        return checksum.ToString();
    }
}
