using System.Numerics;
using System.Runtime.InteropServices;
using Chainrule.Algebra;

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
    /// <summary>Assigns w and those of m and v that are as long as w; an empty m or v is a rule's way of having no such memory.</summary>
    public static void Run<TRule, T>(TRule rule, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < w.Length; i += Lanes<T>.Count)
        {
            var (weight, first, second) = (Load<T>(w, i), Load<T>(m, i), Load<T>(v, i));
            rule.Invoke(ref weight, Load(g, i), ref first, ref second);
            Store(w, i, weight);
            Store(m, i, first);
            Store(v, i, second);
        }
    }

    private static Lanes<T> Load<T>(ReadOnlySpan<T> x, int index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.IsEmpty) return 0;
        var rest = x[index..];
        return rest.Length >= Lanes<T>.Count ? Lanes<T>.Load(in MemoryMarshal.GetReference(rest), 0) : Lanes<T>.LoadTail(rest);
    }

    private static void Store<T>(Span<T> x, int index, Lanes<T> value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.IsEmpty) return;
        var rest = x[index..];
        if (rest.Length >= Lanes<T>.Count) value.Store(ref MemoryMarshal.GetReference(rest), 0);
        else value.StoreTail(rest);
    }
}
