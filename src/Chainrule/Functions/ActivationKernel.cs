using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Functions;

/// <summary>
/// The loops of an activation over whole rows. A step calls them often and with few numbers, so they are found once, when a layer is
/// made: looking up a generic method of a class takes longer than a row of a small network.
/// </summary>
internal abstract class ActivationKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The forward pass of a whole layer: z = W·x + b, a = φ(z).</summary>
    public virtual void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int rows, int inputs)
    {
        MatMul.Forward(x, w, b, z, rows);
        Forward(z, a, b.Length);
    }

    /// <summary>The backward pass of a whole layer: s = δ·W of the layer above, then δ = s·φ'(v).</summary>
    public virtual void Backward(
        ReadOnlySpan<T> deltaAbove, ReadOnlySpan<T> weightsAbove, ReadOnlySpan<T> v, Span<T> s, Span<T> delta, int units, int unitsAbove)
    {
        MatMul.InputGradient(deltaAbove, weightsAbove, s, v.Length / units, unitsAbove);
        Backward(s, v, delta, units);
    }

    /// <summary>a = φ(z) for rows of <paramref name="units"/> numbers.</summary>
    public abstract void Forward(ReadOnlySpan<T> z, Span<T> a, int units);

    /// <summary>δ = ∂E/∂z from s = ∂E/∂a; <paramref name="v"/> is z or a, as <see cref="Activation.DerivativeOf"/> says. δ may be s.</summary>
    public abstract void Backward(ReadOnlySpan<T> s, ReadOnlySpan<T> v, Span<T> delta, int units);
}

/// <summary>Number by number.</summary>
internal sealed class ElementwiseKernel<TFunction, T> : ActivationKernel<T>
    where TFunction : struct, IFunction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int rows, int inputs)
    {
        if (Straight.IsBest(w, z.Length)) Straight.Forward(default(Value), x, w, b, z, a, rows, inputs);
        else base.Forward(x, w, b, z, a, rows, inputs);
    }

    public override void Backward(
        ReadOnlySpan<T> deltaAbove, ReadOnlySpan<T> weightsAbove, ReadOnlySpan<T> v, Span<T> s, Span<T> delta, int units, int unitsAbove)
    {
        if (Straight.IsBest(weightsAbove, v.Length)) Straight.Backward(default(Slope), deltaAbove, weightsAbove, v, s, delta, units, unitsAbove);
        else base.Backward(deltaAbove, weightsAbove, v, s, delta, units, unitsAbove);
    }

    public override void Forward(ReadOnlySpan<T> z, Span<T> a, int units) => Traversal.Map(default(Value), z, a);

    public override void Backward(ReadOnlySpan<T> s, ReadOnlySpan<T> v, Span<T> delta, int units) => Traversal.Zip(default(Slope), s, v, delta);

    private readonly struct Value : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => TFunction.F(x);
    }

    private readonly struct Slope : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S s, S v) where S : IAlgebra<S> => s * TFunction.DF(v);
    }
}

/// <summary>Row by row.</summary>
internal sealed class SoftmaxKernel<T> : ActivationKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(ReadOnlySpan<T> z, Span<T> a, int units) => Softmax.Rows(z, a, units);

    public override void Backward(ReadOnlySpan<T> s, ReadOnlySpan<T> v, Span<T> delta, int units)
    {
        for (var start = 0; start < s.Length; start += units)
            Softmax.RowGradient(s.Slice(start, units), v.Slice(start, units), delta.Slice(start, units));
    }
}
