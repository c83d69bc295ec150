namespace Chainrule;

/// <summary>The plan of a fully connected layer: a = φ(W·x + b).</summary>
/// <param name="Units">How many outputs; at least 1.</param>
/// <param name="Activation">φ; the identity if left out.</param>
/// <param name="Initializer">How the weights begin; what suits the activation if left out.</param>
public sealed record Dense(int Units, Activation? Activation = null, Initializer? Initializer = null)
{
    /// <summary>What W·x is measured against before bias and activation; nothing if left out.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>
    /// The share of the outputs that are dropped in a training step, in [0, 1): each is 0 with this probability p, else multiplied by
    /// 1/(1 − p); predictions drop nothing (Srivastava et al. 2014, in the form of torch.nn.Dropout). Hidden layers only.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Dropout { get; init => field = NumberRange.Fraction.Require(value); }
}
