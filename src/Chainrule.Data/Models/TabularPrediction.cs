namespace Chainrule.Data;

/// <summary>What a model says of one row: a class or an amount.</summary>
/// <param name="Class">The most probable class; null where the target is an amount.</param>
/// <param name="Amount">The amount in the target's own unit; NaN where the target is a class.</param>
/// <param name="Probabilities">How probable each class is, in the order of <see cref="ClassTarget.Classes"/>; of an amount empty.</param>
public sealed record TabularPrediction(string? Class, double Amount, IReadOnlyList<double> Probabilities)
{
    /// <summary>How probable the class is; NaN where the target is an amount.</summary>
    public double Probability => Probabilities.Count == 0 ? double.NaN : Probabilities.Max();
}
