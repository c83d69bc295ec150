using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>
/// y = λ·x above 0, else λ·α·(eˣ − 1); y' = λ above 0, else λ·α·eˣ. At the kink y'(0) = λ·α, as in PyTorch.
/// λ and α keep mean 0 and variance 1 from layer to layer. Source: Klambauer et al., Self-Normalizing Neural Networks, 2017.
/// </summary>
public readonly struct Selu : IFunction
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    public static string Name => "selu";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Input;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Select(x, Lambda * x, Lambda * Alpha * S.ExpM1(x));

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => S.Select(x, Lambda, Lambda * Alpha * S.Exp(x));
}
