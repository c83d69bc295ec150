using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>y = x; y' = 1.</summary>
public readonly struct Identity : IFunction
{
    /// <inheritdoc/>
    public static string Name => "identity";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Nothing;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => x;

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => 1;
}
