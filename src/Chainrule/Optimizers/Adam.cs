namespace Chainrule;

/// <summary>
/// Adam, whose rule is that of <see cref="Moments"/>; weight decay λ adds λ·w to g. Source: Kingma and Ba 2014; torch.optim.Adam.
/// </summary>
public sealed record Adam : Moments
{
    /// <param name="learningRate">η</param>
    public Adam(double learningRate = 0.001) : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adam";

    private protected override bool IsDecoupled => false;
}
