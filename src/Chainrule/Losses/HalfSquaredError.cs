using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>The tutorial's error: Σ ½(t − o)² over the outputs, mean over the batch; ∂/∂o = −(t − o).</summary>
public readonly struct HalfSquaredError : IError
{
    /// <inheritdoc/>
    public static string Name => "half-squared-error";

    /// <inheritdoc/>
    public static double? Curvature => 1;

    /// <inheritdoc/>
    public static bool MeanOverOutputs => false;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => 0.5 * ((t - o) * (t - o));

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => -(t - o);
}
