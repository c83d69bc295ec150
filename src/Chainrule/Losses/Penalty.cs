using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Losses;

/// <summary>
/// R(w) = λ₁·|w| + ½·λ₂·w² of one weight, and its derivative λ₁·sign(w) + λ₂·w, where sign(0) = 0. As a map it is R, as a zip it adds
/// the derivative to a gradient.
/// </summary>
internal readonly struct Penalty(double l1, double l2) : IMap, IZip
{
    public bool IsZero => l1 == 0 && l2 == 0;

    public S F<S>(S w) where S : IAlgebra<S> => S.Named("λ₁", l1) * S.Abs(w) + 0.5 * S.Named("λ₂", l2) * (w * w);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S DF<S>(S w) where S : IAlgebra<S> => S.Select(w, S.Named("λ₁", l1), S.Select(-w, -S.Named("λ₁", l1), 0)) + S.Named("λ₂", l2) * w;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S w) where S : IAlgebra<S> => F(w);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S w, S g) where S : IAlgebra<S> => g + DF(w);
}
