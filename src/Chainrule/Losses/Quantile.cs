using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>
/// The pinball loss, smallest where o is the τ-quantile of t: τ·(t − o) where o is below t, (1 − τ)·(o − t) above, mean over outputs and
/// batch; ∂/∂o = −τ below, 1 − τ above, before the mean, and 0 at o = t. Source: Koenker and Bassett 1978; as scikit-learn's mean_pinball_loss.
/// </summary>
/// <param name="tau">τ</param>
public readonly struct Quantile(double tau) : IError
{
    /// <summary>That of the median, τ = ½: half the absolute error.</summary>
    public Quantile() : this(0.5)
    {
    }

    /// <inheritdoc/>
    public static string Name => "quantile";

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => S.Named("τ", tau) * S.Max(t - o, 0) + S.Named("(1 − τ)", 1 - tau) * S.Max(o - t, 0);

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => S.Select(o - t, S.Named("(1 − τ)", 1 - tau), S.Select(t - o, -S.Named("τ", tau), 0));
}
