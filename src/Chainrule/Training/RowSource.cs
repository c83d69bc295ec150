using System.Numerics;

namespace Chainrule;

/// <summary>
/// Rows of numbers to train on or to be judged by, wherever they are kept: an input row and a target row each.
/// <see cref="DataSet{T}"/> holds them in memory.
/// </summary>
public abstract class RowSource<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows there are; at least 1.</summary>
    public abstract int Rows { get; }

    /// <summary>How many numbers an input row has.</summary>
    public abstract int InputCount { get; }

    /// <summary>How many numbers a target row has.</summary>
    public abstract int TargetCount { get; }

    /// <summary>Hands out all rows in batches, each epoch in an order of its own that the seed fixes.</summary>
    /// <param name="size">How many make a batch; the last of an epoch may be smaller.</param>
    /// <param name="seed">Fixes the orders.</param>
    public abstract Batches<T> Shuffled(int size, ulong seed);

    /// <summary>Hands out all rows in batches, each epoch in the order in which they are kept.</summary>
    /// <param name="size">How many make a batch; the last of an epoch may be smaller.</param>
    public abstract Batches<T> InOrder(int size);

    /// <summary>A checksum of all numbers, which tells whether these are the same rows as another time.</summary>
    public abstract string Checksum();
}
