using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// A matrix as a product reads it: element (line, step) at <c>line·LineStride + step·StepStride</c>, a line being a row of a or
/// a column of b. One of the strides is 1, or there is one step.
/// </summary>
internal readonly unsafe struct Operand<T>(T* start, nint lineStride, nint stepStride) where T : unmanaged
{
    public readonly T* Start = start;
    public readonly nint LineStride = lineStride, StepStride = stepStride;

    /// <summary>The same matrix from a later line and step on.</summary>
    public Operand<T> At(int line, int step) => new(Start + line * LineStride + step * StepStride, LineStride, StepStride);
}

/// <summary>
/// What becomes of a finished sum of column n on its way out of the registers: it is multiplied by a scale, gets the bias of its
/// column, or stays what it is (the default).
/// </summary>
internal readonly unsafe struct Finish<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _bias;
    private readonly T _scale;

    private Finish(T* bias, T scale)
    {
        _bias = bias;
        _scale = scale;
    }

    /// <summary>sum + bias[n]</summary>
    public static Finish<T> Add(T* bias) => new(bias, T.Zero);

    /// <summary>sum · scale; a scale is not 0.</summary>
    public static Finish<T> Multiply(T scale) => new(null, scale);

    /// <summary>Whether a bias is added.</summary>
    public bool AddsBias => _bias != null;

    /// <summary>What a sum is multiplied by, unless a bias is added; 1 where it stays what it is.</summary>
    public T Scale => _scale == T.Zero ? T.One : _scale;

    /// <summary>The same for columns that are counted from a later one.</summary>
    public Finish<T> From(int column) => new(_bias == null ? null : _bias + column, _scale);

    /// <summary>Of one sum.</summary>
    public T Of(T sum, int column) => _bias != null ? sum + _bias[column] : _scale != T.Zero ? sum * _scale : sum;

    /// <summary>The same for the sums of <paramref name="count"/> columns, at most a lane of them, in registers.</summary>
    public FinishLane<T> Lane(int column, int count) => _bias != null
        ? new(Tail.Load(_bias + column, count), adds: true)
        : new(Lanes<T>.Broadcast(Scale), adds: false);
}

/// <summary>What becomes of a lane of finished sums: each is added to a number, or multiplied by it; a multiplication by 1 changes nothing.</summary>
internal readonly struct FinishLane<T>(Lanes<T> numbers, bool adds) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lanes<T> _numbers = numbers;
    private readonly bool _adds = adds;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Of(Lanes<T> sums) => _adds ? sums + _numbers : sums * _numbers;
}
