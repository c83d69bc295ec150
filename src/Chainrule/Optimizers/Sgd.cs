using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// Stochastic gradient descent: w ← w − η·g, with g + λ·w for g under weight decay λ, and with momentum μ the velocity
/// m ← μ·m + g in place of g (Nesterov: g + μ·m). Source: torch.optim.SGD.
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <param name="learningRate">η</param>
    public Sgd(double learningRate = 0.01) => LearningRate = learningRate;

    /// <summary>μ in [0, 1); 0 is plain descent.</summary>
    public double Momentum { get; init => field = NumberRange.Fraction.Require(value); }

    /// <summary>Looks ahead by the momentum (needs one).</summary>
    public bool Nesterov { get; init; }

    /// <summary>λ, added to the gradient as λ·w.</summary>
    public double WeightDecay { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override int Slots => Momentum == 0 ? 0 : 1;

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this));

    private readonly struct Rule(Sgd settings) : IUpdateRule<Rule>
    {
        private readonly double _momentum = settings.Momentum, _decay = settings.WeightDecay;
        private readonly bool _nesterov = settings.Nesterov;

        private double Rate { get; init; } = settings.LearningRate;

        public Rule At(long update, double learningRate) => this with { Rate = learningRate };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            var momentum = S.Named("μ", _momentum);
            if (_decay != 0) g += S.Named("λ", _decay) * w;
            if (_momentum != 0)
            {
                m = momentum * m + g;
                g = _nesterov ? g + momentum * m : m;
            }
            w -= S.Named("η", Rate) * g;
        }
    }
}
