using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>
/// y = x·Φ(x) with Φ the normal distribution function ½·(1 + erf(x/√2)); y' = Φ(x) + x·φ(x), φ(x) = e^(−x²/2)/√(2π).
/// The exact form, not the tanh approximation. Source: Hendrycks and Gimpel 2016.
/// </summary>
public readonly struct Gelu : IFunction
{
    /// <inheritdoc/>
    public static string Name => "gelu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Input;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => x * Phi(x);

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => Phi(x) + x * S.Exp(-0.5 * x * x) * (1 / Math.Sqrt(2 * Math.PI));

    private static S Phi<S>(S x) where S : IAlgebra<S> => 0.5 * (1 + S.Erf(x * Math.Sqrt(0.5)));
}
