using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// What <see cref="Adam"/> and <see cref="AdamW"/> share: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂ / (√v̂ + ε) with the
/// bias-corrected m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// </summary>
public abstract record Moments : Optimizer
{
    private protected Moments(double learningRate) => LearningRate = learningRate;

    /// <summary>β₁ in [0, 1): how long gradients are remembered.</summary>
    public double Beta1 { get; init => field = NumberRange.Fraction.Require(value); } = 0.9;

    /// <summary>β₂ in [0, 1): how long squared gradients are remembered.</summary>
    public double Beta2 { get; init => field = NumberRange.Fraction.Require(value); } = 0.999;

    /// <summary>ε, which keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = NumberRange.Positive.Require(value); } = 1e-8;

    /// <summary>λ</summary>
    public double WeightDecay { get; init => field = NumberRange.NotNegative.Require(value); }

    internal override int Slots => 2;

    /// <summary>Whether λ shrinks the parameter itself, and not through its gradient.</summary>
    private protected abstract bool IsDecoupled { get; }

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this, 1, LearningRate));

    private readonly struct Rule(Moments settings, long update, double rate) : IUpdateRule<Rule>
    {
        private readonly double _beta1 = settings.Beta1, _beta2 = settings.Beta2, _epsilon = settings.Epsilon;
        private readonly double _coupled = settings.IsDecoupled ? 0 : settings.WeightDecay;
        private readonly double _kept = settings.IsDecoupled ? 1 - rate * settings.WeightDecay : 1;
        private readonly double _rate = rate / (1 - Doubles.Power(settings.Beta1, update));
        private readonly double _correction = 1 / Math.Sqrt(1 - Doubles.Power(settings.Beta2, update));

        public Rule At(long update, double learningRate) => new(settings, update, learningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_kept != 1) w = S.Named("(1 − η·λ)", _kept) * w;
            if (_coupled != 0) g += S.Named("λ", _coupled) * w;
            m = S.Named("β₁", _beta1) * m + S.Named("(1 − β₁)", 1 - _beta1) * g;
            v = S.Named("β₂", _beta2) * v + S.Named("(1 − β₂)", 1 - _beta2) * (g * g);
            w -= S.Named("η/(1 − β₁ᵗ)", _rate) * m / (S.Sqrt(v) * S.Named("1/√(1 − β₂ᵗ)", _correction) + S.Named("ε", _epsilon));
        }
    }
}
