using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>What a quantity is, from the given numbers to the new weights; the order of a derivation.</summary>
public enum QuantityKind
{
    /// <summary>x[i]</summary>
    Input,
    /// <summary>t[k]</summary>
    Target,
    /// <summary>omega@n, ω: what a row counts.</summary>
    RowWeight,
    /// <summary>draw1[j], the draw in [0, 1) that drops an output or keeps it.</summary>
    Draw,
    /// <summary>W1[j,i]: to unit j, from unit i.</summary>
    Weight,
    /// <summary>b1[j]</summary>
    Bias,
    /// <summary>G1[j], the gain γ of a unit of a normalised layer.</summary>
    Gain,
    /// <summary>M1[j], the running mean of the sums of a unit before the update, where the batch normalises.</summary>
    RunningMean,
    /// <summary>V1[j], their running variance before the update.</summary>
    RunningVariance,
    /// <summary>mW1[j,i] or mb1[j], the optimizer's m of a parameter before the update.</summary>
    FirstMoment,
    /// <summary>vW1[j,i] or vb1[j], its v before the update.</summary>
    SecondMoment,
    /// <summary>h1[j], the weighted sum of a unit whose layer is normalised.</summary>
    WeightedSum,
    /// <summary>mean1, the mean of the sums of a row over the units of layer 1; or mean1[j], of a unit over the batch.</summary>
    Mean,
    /// <summary>var1 or var1[j], their variance.</summary>
    Variance,
    /// <summary>rstd1 or rstd1[j] = 1/√(variance + ε).</summary>
    InverseDeviation,
    /// <summary>n1[j], the normalised sum ĥ.</summary>
    Standard,
    /// <summary>z1[j], a unit's net input.</summary>
    Net,
    /// <summary>a1[j], a unit's output.</summary>
    Output,
    /// <summary>mask1[j], what an output is multiplied by: 0 where it is dropped, else 1/(1 − p).</summary>
    Mask,
    /// <summary>y1[j], what the layer above sees of a unit: its output times mask1[j].</summary>
    Kept,
    /// <summary>E[k], the error of one output.</summary>
    OutputError,
    /// <summary>E, the error of a sample.</summary>
    SampleLoss,
    /// <summary>omega, the sum of what the rows of a batch count.</summary>
    WeightSum,
    /// <summary>E of a batch of several samples, the mean of theirs.</summary>
    BatchLoss,
    /// <summary>R, the penalty of all weights.</summary>
    Penalty,
    /// <summary>J = E + R, what a step with a penalty makes smaller.</summary>
    Objective,
    /// <summary>e[k] = ∂E/∂out of an output unit.</summary>
    LossSlope,
    /// <summary>phi'1[j], the derivative of a unit's activation.</summary>
    ActivationSlope,
    /// <summary>s1[j,k], the part of s1[j] that comes back from unit k of the layer above.</summary>
    BackTerm,
    /// <summary>s1[j] = ∂E/∂a of a hidden unit, the sum of its parts.</summary>
    BackSum,
    /// <summary>d1[j] = δ = ∂E/∂z.</summary>
    Delta,
    /// <summary>q1[j] = ∂E/∂ĥ of a unit whose layer is normalised.</summary>
    StandardSlope,
    /// <summary>meanq1 or meanq1[j], the mean of q where mean1 is that of h.</summary>
    MeanSlope,
    /// <summary>meanqn1 or meanqn1[j], the mean of q·ĥ.</summary>
    MeanAlong,
    /// <summary>dh1[j] = ∂E/∂h.</summary>
    SumSlope,
    /// <summary>gW1[j,i] = ∂E/∂W.</summary>
    WeightGradient,
    /// <summary>gb1[j] = ∂E/∂b.</summary>
    BiasGradient,
    /// <summary>gG1[j] = ∂E/∂γ.</summary>
    GainGradient,
    /// <summary>M1'[j], the running mean after the update.</summary>
    NewRunningMean,
    /// <summary>V1'[j], the running variance after the update.</summary>
    NewRunningVariance,
    /// <summary>pW1[j,i] = ∂R/∂W, the part of the penalty in a gradient.</summary>
    PenaltySlope,
    /// <summary>jW1[j,i] = ∂J/∂W, the gradient with that part.</summary>
    PenalisedGradient,
    /// <summary>norm, ‖g‖ over all gradients that are followed.</summary>
    GradientNorm,
    /// <summary>kappa, κ: what all of them are multiplied by so that their norm keeps to its limit.</summary>
    ClipFactor,
    /// <summary>cW1[j,i] or cb1[j]: the gradient that its limit leaves.</summary>
    ClippedGradient,
    /// <summary>rW1[j,i] or rb1[j]: the gradient with the decay λ·w, which the optimizer follows.</summary>
    DecayedGradient,
    /// <summary>mW1'[j,i] or mb1'[j], after the update.</summary>
    NewFirstMoment,
    /// <summary>vW1'[j,i] or vb1'[j], after the update.</summary>
    NewSecondMoment,
    /// <summary>W1'[j,i], after the update.</summary>
    NewWeight,
    /// <summary>b1'[j], after the update.</summary>
    NewBias,
    /// <summary>G1'[j], after the update.</summary>
    NewGain,
}

/// <summary>One number of a training step, with the rule that gives it.</summary>
/// <param name="Id">Its language-free id, such as <c>gW2[1,1]</c>; docs/formats.md lists them.</param>
/// <param name="Alias">Its name in the manner of the tutorial, such as <c>w5</c> or <c>net_h1</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The engine's number.</param>
/// <param name="Rule">How it follows from others, a formula over their ids; null for what is given.</param>
public sealed record Quantity(string Id, string Alias, QuantityKind Kind, double Value, Symbol? Rule)
{
    /// <summary>Every name it answers to beside its id.</summary>
    public IReadOnlyList<string> Aliases => [.. Synonyms(Alias)];

    /// <summary>Whether the error of an output depends on its own net input alone, so that δ_o1 is ∂E_o1/∂net_o1.</summary>
    internal bool HasOwnError { get; init; } = true;

    /// <summary>The alias as one writes it by hand: ∂E_total/∂w5, δ_o1, w5⁺.</summary>
    public string Display => Names.Pretty(Alias);

    /// <summary>The ids that the rule reads, each once, in their order.</summary>
    public IReadOnlyList<string> Parents => Rule is null ? [] : [.. Variables(Rule).Distinct()];

    /// <summary>δ_o1 is ∂E_total/∂net_o1, and for an output also ∂E_o1/∂net_o1; E_total may be called E.</summary>
    private IEnumerable<string> Synonyms(string alias)
    {
        yield return alias;
        if (alias.StartsWith("dE_total/", StringComparison.Ordinal)) yield return alias.Replace("dE_total/", "dE/");
        if (!alias.StartsWith("delta_", StringComparison.Ordinal)) yield break;
        var unit = alias["delta_".Length..];
        if (unit.StartsWith('o') && HasOwnError) yield return $"dE_{unit.Split('@')[0]}/dnet_{unit}";
        yield return $"dE_total/dnet_{unit}";
        yield return $"dE/dnet_{unit}";
    }

    internal static IEnumerable<string> Variables(Symbol rule) =>
        rule.Operation == Operation.Variable ? [rule.Name] : rule.Operands.SelectMany(Variables);
}
