using System.Numerics;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>An operation on one stream of numbers; its fields are its constants.</summary>
internal interface IMap
{
    S Invoke<S>(S x) where S : IAlgebra<S>;
}

/// <summary>An operation on two streams of numbers side by side.</summary>
internal interface IZip
{
    S Invoke<S>(S x, S y) where S : IAlgebra<S>;
}

/// <summary>
/// The elementwise loops, written once: full lanes or halves first, as wide as the machine, then a tail of the same operation, padded or
/// number by number. The JIT makes a loop of its own for every operation struct, without a call inside. Destinations are assigned, never
/// added to, and may be one of the sources.
/// </summary>
internal static unsafe class Traversal
{
    /// <summary>y[i] = op(x[i])</summary>
    public static void Map<TOperation, T>(TOperation operation, ReadOnlySpan<T> x, Span<T> y)
        where TOperation : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        fixed (T* source = x, destination = y)
            Slices.Run(new Mapping<TOperation, T>(operation, source, destination), x.Length);
    }

    /// <summary>z[i] = op(x[i], y[i])</summary>
    public static void Zip<TOperation, T>(TOperation operation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where TOperation : struct, IZip
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        z = z[..x.Length];
        fixed (T* left = x, right = y, destination = z)
            Slices.Run(new Zipping<TOperation, T>(operation, left, right, destination), x.Length);
    }

    private readonly struct Mapping<TOperation, T> : ISlice
        where TOperation : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TOperation _operation;
        private readonly T* _x, _y;

        public Mapping(TOperation operation, T* x, T* y)
        {
            _operation = operation;
            _x = x;
            _y = y;
        }

        public int Lane => Lanes<T>.Count;

        public void Run(int start, int end)
        {
            var i = start;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i <= end - Lanes<T>.Count; i += Lanes<T>.Count)
                    _operation.Invoke(Lanes<T>.Load(in _x[i], 0)).Store(ref _y[i], 0);
                if (end - i > Tail.Short)
                {
                    Tail.Store(_operation.Invoke(Tail.Load(_x + i, end - i)), _y + i, end - i);
                    return;
                }
            }
            else
                for (; i <= end - HalfLanes<T>.Count; i += HalfLanes<T>.Count)
                    _operation.Invoke(HalfLanes<T>.Load(in _x[i], 0)).Store(ref _y[i], 0);
            for (; i < end; i++) _y[i] = _operation.Invoke(new Scalar<T>(_x[i])).Value;
        }
    }

    private readonly struct Zipping<TOperation, T> : ISlice
        where TOperation : struct, IZip
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TOperation _operation;
        private readonly T* _x, _y, _z;

        public Zipping(TOperation operation, T* x, T* y, T* z)
        {
            _operation = operation;
            _x = x;
            _y = y;
            _z = z;
        }

        public int Lane => Lanes<T>.Count;

        public void Run(int start, int end)
        {
            var i = start;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i <= end - Lanes<T>.Count; i += Lanes<T>.Count)
                    _operation.Invoke(Lanes<T>.Load(in _x[i], 0), Lanes<T>.Load(in _y[i], 0)).Store(ref _z[i], 0);
                if (end - i > Tail.Short)
                {
                    Tail.Store(_operation.Invoke(Tail.Load(_x + i, end - i), Tail.Load(_y + i, end - i)), _z + i, end - i);
                    return;
                }
            }
            else
                for (; i <= end - HalfLanes<T>.Count; i += HalfLanes<T>.Count)
                    _operation.Invoke(HalfLanes<T>.Load(in _x[i], 0), HalfLanes<T>.Load(in _y[i], 0)).Store(ref _z[i], 0);
            for (; i < end; i++) _z[i] = _operation.Invoke(new Scalar<T>(_x[i]), new Scalar<T>(_y[i])).Value;
        }
    }
}
