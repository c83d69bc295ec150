using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>
/// ½(t − o)² where |t − o| ≤ 1, else |t − o| − ½ (δ = 1), mean over outputs and batch; ∂/∂o is o − t cut to [−1, 1].
/// Source: Huber 1964; as PyTorch's HuberLoss.
/// </summary>
public readonly struct Huber : IError
{
    /// <inheritdoc/>
    public static string Name => "huber";

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => S.Select(S.Abs(t - o) - 1, S.Abs(t - o) - 0.5, 0.5 * ((t - o) * (t - o)));

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => -S.Max(-S.Max(o - t, -1), -1);
}
