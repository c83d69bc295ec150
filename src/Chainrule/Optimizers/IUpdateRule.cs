using System.Numerics;
using System.Runtime.InteropServices;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Optimizers;

/// <summary>
/// How one parameter w moves, given its gradient g and its own memory m and v: one generic text over the algebra, in one
/// pass over weights, gradient and state. Its fields are the constants of the step.
/// </summary>
internal interface IUpdateRule
{
    void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>;
}

/// <summary>The loop over all parameters of an array.</summary>
internal static class UpdateLoop
{
    /// <summary>Assigns w, m and v; m and v are as long as w, or empty where the rule has no such memory.</summary>
    public static void Run<TRule, T>(TRule rule, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Full lanes first, without a thought for the end; then the tail.
        ref readonly var gradient = ref MemoryMarshal.GetReference(g[..w.Length]);
        ref var weight = ref MemoryMarshal.GetReference(w);
        ref var first = ref MemoryMarshal.GetReference(m);
        ref var second = ref MemoryMarshal.GetReference(v);
        var i = 0;
        for (; i <= w.Length - Lanes<T>.Count; i += Lanes<T>.Count)
        {
            Lanes<T> x = Lanes<T>.Load(in weight, i), y = 0, z = 0;
            if (!m.IsEmpty) y = Lanes<T>.Load(in first, i);
            if (!v.IsEmpty) z = Lanes<T>.Load(in second, i);
            rule.Invoke(ref x, Lanes<T>.Load(in gradient, i), ref y, ref z);
            x.Store(ref weight, i);
            if (!m.IsEmpty) y.Store(ref first, i);
            if (!v.IsEmpty) z.Store(ref second, i);
        }
        if (i < w.Length) RunTail(rule, w[i..], g[i..], m.IsEmpty ? m : m[i..], v.IsEmpty ? v : v[i..]);
    }

    private static void RunTail<TRule, T>(TRule rule, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (w.Length <= Tail.Short)
        {
            for (var i = 0; i < w.Length; i++)
            {
                Scalar<T> p = new(w[i]), q = new(m.IsEmpty ? T.Zero : m[i]), r = new(v.IsEmpty ? T.Zero : v[i]);
                rule.Invoke(ref p, new(g[i]), ref q, ref r);
                w[i] = p.Value;
                if (!m.IsEmpty) m[i] = q.Value;
                if (!v.IsEmpty) v[i] = r.Value;
            }
            return;
        }
        Lanes<T> x = Tail.Load<T>(w), y = Tail.Load<T>(m), z = Tail.Load<T>(v);
        rule.Invoke(ref x, Tail.Load(g[..w.Length]), ref y, ref z);
        Tail.Store(x, w);
        Tail.Store(y, m);
        Tail.Store(z, v);
    }
}
