namespace Chainrule;

/// <summary>
/// AdamW: the rule of <see cref="Moments"/>, with a weight decay that no gradient scales: w ← (1 − η·λ)·w first.
/// Source: Loshchilov and Hutter 2019; torch.optim.AdamW.
/// </summary>
public sealed record AdamW : Moments
{
    /// <param name="learningRate">η</param>
    public AdamW(double learningRate = 0.001) : base(learningRate) => WeightDecay = 0.01;

    /// <inheritdoc/>
    public override string Name => "adamw";

    private protected override bool IsDecoupled => true;
}
