using System.Numerics;
using System.Runtime.InteropServices;
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
