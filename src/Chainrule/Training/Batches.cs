using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule;

/// <summary>Hands out the rows of a source in batches, epoch after epoch: <see cref="Begin"/>, then <see cref="Next"/> until it says no.</summary>
/// <param name="rows">How many rows an epoch has.</param>
/// <param name="size">How many make a batch; the last of an epoch may be smaller.</param>
public abstract class Batches<T>(int rows, int size) : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _next;

    /// <summary>The most rows that a batch has.</summary>
    protected int Size { get; } = Math.Min(size, rows);

    /// <summary>How many batches an epoch has.</summary>
    public int PerEpoch => (rows - 1) / Size + 1;

    /// <summary>How many rows the present batch has.</summary>
    public int Rows { get; private set; }

    /// <summary>[rows, inputs] of the present batch.</summary>
    public abstract ReadOnlySpan<T> Inputs { get; }

    /// <summary>[rows, targets] of the present batch.</summary>
    public abstract ReadOnlySpan<T> Targets { get; }

    /// <summary>What each row of the present batch counts, [rows]; empty where all count alike.</summary>
    public abstract ReadOnlySpan<T> Weights { get; }

    /// <summary>What the present batch counts in a mean over rows.</summary>
    public double Weight => Weights.IsEmpty ? Rows : double.CreateTruncating(Reduce.Sum(Weights));

    /// <summary>Which row of the source one of the present batch is, both counted from 0; null where that is not known.</summary>
    public virtual int? RowOf(int place) => null;

    /// <summary>Puts the rows into the order of an epoch and stands before one of its batches, or behind the last.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="first">The batch to begin with, counted from 0; those before it are passed over.</param>
    public void Begin(int epoch, int first = 0)
    {
        _next = (int)Math.Min((long)first * Size, rows);
        BeginAt(epoch, _next);
    }

    /// <summary>Goes to the next batch, if the epoch has one.</summary>
    public bool Next()
    {
        Rows = Math.Min(Size, rows - _next);
        if (Rows == 0) return false;
        Take(_next, Rows);
        _next += Rows;
        return true;
    }

    /// <summary>Makes ready to take the rows of an epoch.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="start">The first row that will be taken, counted in the order of the epoch.</param>
    protected abstract void BeginAt(int epoch, int start);

    /// <summary>Makes rows the present batch: the first time those that the epoch began with, then always the ones after the last.</summary>
    /// <param name="start">The first, counted in the order of the epoch.</param>
    /// <param name="count">How many.</param>
    protected abstract void Take(int start, int count);

    /// <summary>Gives back what the batches were read with.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the batches were read with; of rows in memory, nothing.</summary>
    /// <param name="isDisposing">Always true: nothing here is finalised.</param>
    protected virtual void Dispose(bool isDisposing) { }
}
