using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>y = x·σ(x), also called swish; y' = σ(x)·(1 + x·(1 − σ(x))). Source: Elfwing, Uchibe, Doya 2017.</summary>
public readonly struct Silu : IFunction
{
    /// <inheritdoc/>
    public static string Name => "silu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Input;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => x * Sigmoid.F(x);

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => Slope(x, Sigmoid.F(x));

    private static S Slope<S>(S x, S sigmoid) where S : IAlgebra<S> => sigmoid * (1 + x * (1 - sigmoid));
}
