using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// Lanes to and from a span that may end inside of them. What lies behind the end is neither read nor written: AVX-512 masks it,
/// elsewhere a copy on the stack stands in between.
/// </summary>
internal static unsafe class Tail
{
    /// <summary>
    /// Up to this many numbers are faster one by one, as scalars with the bits of a lane: a masked store that is soon read again
    /// costs more than their arithmetic.
    /// </summary>
    public const int Short = 4;

    /// <summary>The first lanes of x; those that x does not have are 0.</summary>
    public static Lanes<T> Load<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load(x, T.Zero);

    /// <summary>The first lanes of x; those that x does not have are <paramref name="padding"/>.</summary>
    public static Lanes<T> Load<T>(ReadOnlySpan<T> x, T padding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length >= Lanes<T>.Count) return Lanes<T>.Load(in MemoryMarshal.GetReference(x), 0);
        // A masked access to no memory at all is right, but takes the processor's slow path.
        if (x.IsEmpty) return Lanes<T>.Broadcast(padding);
        if (!Avx512F.IsSupported) return Copy(x, padding);
        fixed (T* start = x)
            return typeof(T) == typeof(float)
                ? Lanes<T>.Of(Avx512F.MaskLoad((float*)start, Mask<T>(x.Length).AsSingle(), Vector512.Create(padding).AsSingle()))
                : Lanes<T>.Of(Avx512F.MaskLoad((double*)start, Mask<T>(x.Length).AsDouble(), Vector512.Create(padding).AsDouble()));
    }

    /// <summary>The lanes of x under a mask, the others 0; only with AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Load<T>(T* x, Vector512<T> mask) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Lanes<T>.Of(Avx512F.MaskLoad((float*)x, mask.AsSingle(), Vector512<float>.Zero))
        : Lanes<T>.Of(Avx512F.MaskLoad((double*)x, mask.AsDouble(), Vector512<double>.Zero));

    /// <summary>Writes the lanes under a mask; only with AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lanes<T> value, T* x, Vector512<T> mask) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) Avx512F.MaskStore((float*)x, mask.AsSingle(), value.Vector.AsSingle());
        else Avx512F.MaskStore((double*)x, mask.AsDouble(), value.Vector.AsDouble());
    }

    /// <summary>The first lanes of <paramref name="count"/> numbers, or a whole lane of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Load<T>(T* x, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        count >= Lanes<T>.Count ? Lanes<T>.Load(in *x, 0) : Load(new ReadOnlySpan<T>(x, count));

    /// <summary>Writes <paramref name="count"/> of the first lanes, or all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lanes<T> value, T* x, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count >= Lanes<T>.Count) value.Store(ref *x, 0);
        else Store(value, new Span<T>(x, count));
    }

    /// <summary>Writes as many of the first lanes as x has room for.</summary>
    public static void Store<T>(Lanes<T> value, Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length >= Lanes<T>.Count)
        {
            value.Store(ref MemoryMarshal.GetReference(x), 0);
            return;
        }
        if (x.IsEmpty) return;
        if (!Avx512F.IsSupported)
        {
            var lanes = value.Vector;
            new ReadOnlySpan<T>(&lanes, x.Length).CopyTo(x);
            return;
        }
        fixed (T* start = x) Store(value, start, Mask<T>(x.Length));
    }

    private static Lanes<T> Copy<T>(ReadOnlySpan<T> x, T padding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Vector512.Create(padding);
        x.CopyTo(new(&lanes, Lanes<T>.Count));
        return Lanes<T>.Of(lanes);
    }

    /// <summary>All bits of the first <paramref name="count"/> lanes.</summary>
    public static Vector512<T> Mask<T>(int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
}
