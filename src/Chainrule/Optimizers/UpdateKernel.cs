using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Optimizers;

/// <summary>
/// How one parameter w moves, given its gradient g and its own memory m and v: one generic text over the algebra, in one
/// pass over weights, gradient and state. Its fields are the constants of the step.
/// </summary>
internal interface IUpdateRule<TSelf> where TSelf : struct, IUpdateRule<TSelf>
{
    /// <summary>The rule with the constants of another update, counted from 1, at its own learning rate.</summary>
    TSelf At(long update, double learningRate);

    void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>;
}

/// <summary>The loop of an optimizer; found once, as those of an <see cref="Functions.ActivationKernel{T}"/>.</summary>
internal abstract class UpdateKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the constants of an update, counted from 1, before it moves the arrays.</summary>
    public abstract void Begin(long update, double learningRate);

    /// <summary>Assigns w, m and v; m and v are as long as w, or empty where the optimizer has no such memory.</summary>
    public abstract void Run(Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v);

    /// <summary>The rule of the update that has begun, read in another carrier: assigns w, m and v.</summary>
    public abstract void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>;
}

/// <summary>That of one rule.</summary>
internal sealed class UpdateKernel<TRule, T>(TRule rule) : UpdateKernel<T>
    where TRule : struct, IUpdateRule<TRule>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private TRule _rule = rule;

    public override void Begin(long update, double learningRate) => _rule = _rule.At(update, learningRate);

    public override void Run(Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v) => UpdateLoop.Run(_rule, w, g, m, v);

    public override void Invoke<S>(ref S w, S g, ref S m, ref S v) => _rule.Invoke(ref w, g, ref m, ref v);
}
