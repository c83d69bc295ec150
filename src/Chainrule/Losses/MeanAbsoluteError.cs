using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>The mean of |t − o| over outputs and batch; ∂/∂o = ±1 before the mean, and 0 at o = t, as in PyTorch.</summary>
public readonly struct MeanAbsoluteError : IError
{
    /// <inheritdoc/>
    public static string Name => "mean-absolute-error";

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => S.Abs(t - o);

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => S.Select(o - t, 1, S.Select(t - o, -1, 0));
}
