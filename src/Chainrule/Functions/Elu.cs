using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>y = x above 0, else eˣ − 1 (α = 1); y' = 1 above 0, else eˣ, so y'(0) = 1. Source: Clevert, Unterthiner, Hochreiter 2015.</summary>
public readonly struct Elu : IFunction
{
    /// <inheritdoc/>
    public static string Name => "elu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Input;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Select(x, x, S.ExpM1(x));

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => S.Select(x, 1, S.Exp(x));
}
