using Chainrule.Algebra;
using Chainrule.Losses;
using Chainrule.Training;

namespace Chainrule;

/// <summary>
/// What is made of the gradients before an optimizer follows them: penalties on the weights, and a limit. Without any of it a step is as
/// fast as ever.
/// </summary>
public sealed record GradientOptions
{
    /// <summary>
    /// λ₁ of the penalty R = Σ (λ₁·|w| + ½·λ₂·w²) over all weights; never over biases. It is part of the objective J = E + R: the loss of a
    /// step contains it, and its gradient λ₁·sign(w) + λ₂·w passes through the limit and the memory of the optimizer. A weight decay is
    /// no part of the loss, takes biases too, and knows no limit.
    /// </summary>
    public double L1 { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <summary>λ₂ of the penalty; see <see cref="L1"/>.</summary>
    public double L2 { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <summary>
    /// The longest that all gradients together may be: c. Of the norm ‖g‖ over all parameters that move, every gradient is multiplied by
    /// min(1, c / (‖g‖ + 10⁻⁶)). As torch.nn.utils.clip_grad_norm_. Does not go with <see cref="ClipValue"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is a limit for each number already.</exception>
    public double? ClipNorm { get; init => field = Limit(value, ClipValue); }

    /// <summary>
    /// The largest magnitude of each gradient: g is cut to [−c, c]. As torch.nn.utils.clip_grad_value_. Does not go with <see cref="ClipNorm"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is a limit for all of them together already.</exception>
    public double? ClipValue { get; init => field = Limit(value, ClipNorm); }

    /// <summary>Whether there is a penalty.</summary>
    internal bool HasPenalty => L1 > 0 || L2 > 0;

    /// <summary>Whether there is a limit.</summary>
    internal bool HasLimit => ClipNorm is not null || ClipValue is not null;

    /// <summary>The penalty of one weight as a formula.</summary>
    public Symbol PenaltyFormula(Symbol w) => new Penalty(L1, L2).F(w);

    /// <summary>Its derivative.</summary>
    public Symbol PenaltySlopeFormula(Symbol w) => new Penalty(L1, L2).DF(w);

    /// <summary>What every gradient is multiplied by, as a formula of the norm of all; null without <see cref="ClipNorm"/>.</summary>
    public Symbol? ClipFactorFormula(Symbol norm) => ClipNorm is { } limit ? Clipping.Factor(norm, limit) : null;

    /// <summary>What a gradient is cut to, as a formula; null without <see cref="ClipValue"/>.</summary>
    public Symbol? CutFormula(Symbol g) => ClipValue is { } limit ? new Clipping.Limited(limit).Invoke(g) : null;

    private static double? Limit(double? limit, double? other) =>
        limit is null ? null
        : other is null ? NumberRange.Positive.Require(limit.Value)
        : throw new ArgumentException("Gradients are clipped by norm or by value, not both.");
}
