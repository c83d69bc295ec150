namespace Chainrule;

/// <summary>The plan of a fully connected layer: a = φ(W·x + b).</summary>
/// <param name="Units">How many outputs; at least 1.</param>
/// <param name="Activation">φ; the identity if left out.</param>
/// <param name="Initializer">How the weights begin; what suits the activation if left out.</param>
public sealed record Dense(int Units, Activation? Activation = null, Initializer? Initializer = null);
