using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>
/// y = ln(1 + eˣ), arranged as max(x, 0) + ln(1 + e^(−|x|)) so that no finite x overflows; y' = σ(x).
/// |x| is written max(x, −x), whose slope at 0 makes up for that of max(x, 0), as the function is smooth there.
/// </summary>
public readonly struct Softplus : IFunction
{
    /// <inheritdoc/>
    public static string Name => "softplus";

    /// <inheritdoc/>
    public static Needs DerivativeOf => Needs.Input;

    /// <inheritdoc/>
    public static S F<S>(S x) where S : IAlgebra<S> => S.Max(x, 0) + S.LogP1(S.Exp(-S.Max(x, -x)));

    /// <inheritdoc/>
    public static S DF<S>(S x) where S : IAlgebra<S> => Sigmoid.F(x);
}
