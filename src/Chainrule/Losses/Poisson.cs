using Chainrule.Algebra;
namespace Chainrule.Losses;

/// <summary>
/// e^o − t·o for a count t ≥ 0 and the logarithm o of the expected count, mean over outputs and batch; ∂/∂o = e^o − t before the mean.
/// The negative log-likelihood of a Poisson distribution less ln t!, as PyTorch's PoissonNLLLoss.
/// </summary>
public readonly struct Poisson : IError
{
    /// <inheritdoc/>
    public static string Name => "poisson";

    /// <inheritdoc/>
    public static bool MeanOverOutputs => true;

    /// <inheritdoc/>
    public static bool OnLogits => false;

    /// <inheritdoc/>
    public S F<S>(S o, S t) where S : IAlgebra<S> => S.Exp(o) - t * o;

    /// <inheritdoc/>
    public S DF<S>(S o, S t) where S : IAlgebra<S> => S.Exp(o) - t;
}
