using Chainrule.Algebra;
using Chainrule.Functions;

namespace Chainrule.Losses;

/// <summary>
/// −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) on the logit z, arranged as max(z, 0) − z·t + ln(1 + e^(−|z|)), finite for any finite z;
/// mean over outputs and batch; ∂/∂z = σ(z) − t before the mean.
/// </summary>
public readonly struct BinaryCrossEntropy : IError
{
    /// <inheritdoc/>
    public static string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => true;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => S.Max(o, 0) - o * t + S.LogP1(S.Exp(-S.Max(o, -o)));

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => Sigmoid.F(o) - t;
}
