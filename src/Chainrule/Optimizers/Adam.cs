using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂ / (√v̂ + ε) with the bias-corrected
/// m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ). Weight decay λ adds λ·w to g. Source: Kingma and Ba 2014; torch.optim.Adam.
/// </summary>
public sealed record Adam : Optimizer
{
    /// <param name="learningRate">η</param>
    public Adam(double learningRate = 0.001) => LearningRate = learningRate;

    /// <summary>β₁ in [0, 1): how long gradients are remembered.</summary>
    public double Beta1 { get; init => field = NumberRange.Fraction.Require(value); } = 0.9;

    /// <summary>β₂ in [0, 1): how long squared gradients are remembered.</summary>
    public double Beta2 { get; init => field = NumberRange.Fraction.Require(value); } = 0.999;

    /// <summary>ε, which keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = NumberRange.Positive.Require(value); } = 1e-8;

    /// <summary>λ, added to the gradient as λ·w.</summary>
    public double WeightDecay { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override (Symbol W, Symbol M, Symbol V) Formulas(long update, Symbol w, Symbol g, Symbol m, Symbol v)
    {
        new Rule(this, update).Invoke(ref w, g, ref m, ref v);
        return (w, m, v);
    }

    internal override int Slots => 2;

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this, 1));

    private readonly struct Rule(Adam settings, long update) : IUpdateRule<Rule>
    {
        private readonly double _beta1 = settings.Beta1, _beta2 = settings.Beta2, _epsilon = settings.Epsilon, _decay = settings.WeightDecay;
        private readonly double _rate = settings.LearningRate / (1 - Power(settings.Beta1, update));
        private readonly double _correction = 1 / Math.Sqrt(1 - Power(settings.Beta2, update));

        public Rule At(long update) => new(settings, update);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_decay != 0) g += S.Named("λ", _decay) * w;
            m = S.Named("β₁", _beta1) * m + S.Named("(1 − β₁)", 1 - _beta1) * g;
            v = S.Named("β₂", _beta2) * v + S.Named("(1 − β₂)", 1 - _beta2) * (g * g);
            w -= S.Named("η/(1 − β₁ᵗ)", _rate) * m / (S.Sqrt(v) * S.Named("1/√(1 − β₂ᵗ)", _correction) + S.Named("ε", _epsilon));
        }

        /// <summary>βᵗ by repeated squaring, so that no platform's pow decides about our bits.</summary>
        private static double Power(double beta, long exponent)
        {
            var power = 1.0;
            for (var square = beta; exponent > 0; exponent >>= 1, square *= square)
                if ((exponent & 1) == 1) power *= square;
            return power;
        }
    }
}
