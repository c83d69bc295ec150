using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>The mean of (t − o)² over outputs and batch; ∂/∂o = −2(t − o) before the mean.</summary>
public readonly struct MeanSquaredError : IError
{
    /// <inheritdoc/>
    public static string Name => "mean-squared-error";

    /// <inheritdoc/>
    public static double? Curvature => 2;

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => (t - o) * (t - o);

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => -2 * (t - o);
}
