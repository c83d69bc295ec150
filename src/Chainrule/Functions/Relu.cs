using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>y = max(x, 0); y' = 1 above 0, else 0. At the kink y'(0) = 0, as in PyTorch.</summary>
public readonly struct Relu : IFunction
{
    /// <inheritdoc/>
    public static string Name => "relu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Output;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Max(x, 0);

    /// <inheritdoc/>
    public static S DF<S>(S y) where S : IAlgebra<S> => S.Select(y, 1, 0);
}
