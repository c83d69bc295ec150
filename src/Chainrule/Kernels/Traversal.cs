using System.Numerics;
using System.Runtime.InteropServices;
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
/// The elementwise loops, written once: full lanes first, then a tail of the same operation, padded or number by number. The JIT makes a loop
/// of its own for every operation struct, without a call inside. Destinations are assigned, never added to, and may be
/// one of the sources.
/// </summary>
internal static class Traversal
{
    /// <summary>y[i] = op(x[i])</summary>
    public static void Map<TOperation, T>(TOperation operation, ReadOnlySpan<T> x, Span<T> y)
        where TOperation : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        ref readonly var source = ref MemoryMarshal.GetReference(x);
        ref var destination = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Lanes<T>.Count; i += Lanes<T>.Count)
            operation.Invoke(Lanes<T>.Load(in source, i)).Store(ref destination, i);
        if (x.Length - i <= Tail.Short)
            for (; i < x.Length; i++) y[i] = operation.Invoke(new Scalar<T>(x[i])).Value;
        else
            Tail.Store(operation.Invoke(Tail.Load(x[i..])), y[i..]);
    }

    /// <summary>z[i] = op(x[i], y[i])</summary>
    public static void Zip<TOperation, T>(TOperation operation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where TOperation : struct, IZip
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        z = z[..x.Length];
        ref readonly var left = ref MemoryMarshal.GetReference(x);
        ref readonly var right = ref MemoryMarshal.GetReference(y);
        ref var destination = ref MemoryMarshal.GetReference(z);
        var i = 0;
        for (; i <= x.Length - Lanes<T>.Count; i += Lanes<T>.Count)
            operation.Invoke(Lanes<T>.Load(in left, i), Lanes<T>.Load(in right, i)).Store(ref destination, i);
        if (x.Length - i <= Tail.Short)
            for (; i < x.Length; i++) z[i] = operation.Invoke(new Scalar<T>(x[i]), new Scalar<T>(y[i])).Value;
        else
            Tail.Store(operation.Invoke(Tail.Load(x[i..]), Tail.Load(y[i..])), z[i..]);
    }
}

/// <summary>x + y</summary>
internal readonly struct Plus : IZip
{
    public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x + y;
}

/// <summary>factor · x</summary>
internal readonly struct Times(double factor) : IMap
{
    private readonly double _factor = factor;

    public S Invoke<S>(S x) where S : IAlgebra<S> => x * _factor;
}
