using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// Sums in one written-down order: element i goes to lane i mod 16 (8 for double), every lane adds its elements in
/// ascending order, then the lanes are folded by halves. A tail is padded with what changes nothing.
/// </summary>
internal static class Reduce
{
    /// <summary>Σ x[i]; 0 for an empty span.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Tail.Short) return SumFew(x);
        ref readonly var source = ref MemoryMarshal.GetReference(x);
        Lanes<T> sum = 0;
        var i = 0;
        for (; i <= x.Length - Lanes<T>.Count; i += Lanes<T>.Count)
            sum += Lanes<T>.Load(in source, i);
        if (i < x.Length)
            sum += Tail.Load(x[i..]);
        return sum.FoldSum();
    }

    /// <summary>
    /// Σ op(x[i]) in double, where op(0) is 0: terms are computed and added in double whatever T is, so that a square does not overflow; in
    /// the order above.
    /// </summary>
    public static double SumOf<TOperation, T>(TOperation operation, ReadOnlySpan<T> x)
        where TOperation : struct, IMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Lanes<double> low = 0, high = 0;
        for (var i = 0; i < x.Length; i += Lanes<T>.Count)
        {
            var lanes = Tail.Load(x[i..]).Vector;
            if (typeof(T) == typeof(double))
            {
                low += operation.Invoke(Lanes<double>.Of(lanes.AsDouble()));
                continue;
            }
            var (first, second) = Vector512.Widen(lanes.AsSingle());
            low += operation.Invoke(Lanes<double>.Of(first));
            high += operation.Invoke(Lanes<double>.Of(second));
        }
        return (low + high).FoldSum();
    }

    /// <summary>Σ x[i]·y[i] of spans of one length, each lane a chain of MultiplyAdd, in the order above.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        y = y[..x.Length];
        Lanes<double> sum = 0;
        for (var i = 0; i < x.Length; i += Lanes<double>.Count)
            sum = Lanes<double>.MultiplyAdd(Tail.Load(x[i..]), Tail.Load(y[i..]), sum);
        return sum.FoldSum();
    }

    /// <summary>The largest x[i]; NaN if any is; −∞ for an empty span.</summary>
    public static T Max<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Tail.Short) return MaxOfFew(x);
        ref readonly var source = ref MemoryMarshal.GetReference(x);
        Lanes<T> max = double.NegativeInfinity;
        var i = 0;
        for (; i <= x.Length - Lanes<T>.Count; i += Lanes<T>.Count)
            max = Lanes<T>.Max(max, Lanes<T>.Load(in source, i));
        if (i < x.Length)
            max = Lanes<T>.Max(max, Tail.Load(x[i..], T.NegativeInfinity));
        return max.FoldMax();
    }

    /// <summary>Whether no x[i] is NaN or infinite: only then is x·0 a zero.</summary>
    public static bool IsFinite<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length > Tail.Short) return SumOf<Zero, T>(default, x) == 0;
        foreach (var value in x)
            if (!T.IsFinite(value)) return false;
        return true;
    }

    private readonly struct Zero : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => x * 0;
    }

    /// <summary>What is left of the order above where all other lanes hold 0: (x₀ + x₂) + (x₁ + x₃).</summary>
    private static T SumFew<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Lanes begin at +0, and so does a sum here: −0 alone sums to +0.
        T even = T.Zero, odd = T.Zero;
        for (var i = 0; i < x.Length; i += 2) even += x[i];
        for (var i = 1; i < x.Length; i += 2) odd += x[i];
        return even + odd;
    }

    private static T MaxOfFew<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = T.NegativeInfinity;
        foreach (var value in x) max = T.Max(max, value);
        return max;
    }
}
