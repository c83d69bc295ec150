using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>The hyperbolic tangent, in (−1, 1); y' = 1 − y².</summary>
public readonly struct Tanh : IFunction
{
    /// <inheritdoc/>
    public static string Name => "tanh";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Output;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Tanh(x);

    /// <inheritdoc/>
    public static S DF<S>(S y) where S : IAlgebra<S> => 1 - y * y;
}
