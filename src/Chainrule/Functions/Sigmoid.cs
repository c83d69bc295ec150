using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>The logistic function y = 1 / (1 + e⁻ˣ), in (0, 1); y' = y·(1 − y).</summary>
public readonly struct Sigmoid : IFunction
{
    /// <inheritdoc/>
    public static string Name => "sigmoid";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Output;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => 1 / (1 + S.Exp(-x));

    /// <inheritdoc/>
    public static S DF<S>(S y) where S : IAlgebra<S> => y * (1 - y);
}
