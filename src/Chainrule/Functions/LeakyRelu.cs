using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>y = x above 0, else 0.01·x; y' = 1 or 0.01. At the kink y'(0) = 0.01, as in PyTorch.</summary>
public readonly struct LeakyRelu : IFunction
{
    /// <inheritdoc/>
    public static string Name => "leaky-relu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Output;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Select(x, x, 0.01 * x);

    /// <inheritdoc/>
    public static S DF<S>(S y) where S : IAlgebra<S> => S.Select(y, 1, 0.01);
}
