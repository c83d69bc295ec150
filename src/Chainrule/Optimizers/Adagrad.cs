using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// AdaGrad: m ← m + g², w ← w − η·g / (√m + ε): a step for every parameter, the shorter the more it has moved. Weight decay λ adds
/// λ·w to g. Source: Duchi, Hazan and Singer 2011; torch.optim.Adagrad.
/// </summary>
public sealed record Adagrad : Optimizer
{
    /// <param name="learningRate">η</param>
    public Adagrad(double learningRate = 0.01) => LearningRate = learningRate;

    /// <summary>ε, which keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = NumberRange.Positive.Require(value); } = 1e-10;

    /// <summary>λ, added to the gradient as λ·w.</summary>
    public double WeightDecay { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <inheritdoc/>
    public override string Name => "adagrad";

    internal override int Slots => 1;

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this));

    private readonly struct Rule(Adagrad settings) : IUpdateRule<Rule>
    {
        private readonly double _epsilon = settings.Epsilon, _decay = settings.WeightDecay;

        private double Rate { get; init; } = settings.LearningRate;

        public Rule At(long update, double learningRate) => this with { Rate = learningRate };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_decay != 0) g += S.Named("λ", _decay) * w;
            m += g * g;
            w -= S.Named("η", Rate) * g / (S.Sqrt(m) + S.Named("ε", _epsilon));
        }
    }
}
