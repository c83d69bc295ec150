using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂ / (√v̂ + ε) with the bias-corrected
/// m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ). Weight decay λ adds λ·w to g. Source: Kingma and Ba 2014; torch.optim.Adam.
/// </summary>
/// <param name="LearningRate">η</param>
public sealed record Adam(double LearningRate = 0.001) : Optimizer(LearningRate)
{
    /// <summary>β₁ in [0, 1): how long gradients are remembered.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ in [0, 1): how long squared gradients are remembered.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, which keeps the quotient finite.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>λ, added to the gradient as λ·w.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override string Name => "adam";

    internal override int Slots => 2;

    internal override void Update<T>(long update, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v) =>
        UpdateLoop.Run(new Rule(this, update), w, g, m, v);

    private readonly struct Rule(Adam settings, long update) : IUpdateRule
    {
        private readonly double _beta1 = settings.Beta1, _beta2 = settings.Beta2, _epsilon = settings.Epsilon, _decay = settings.WeightDecay;
        private readonly double _rate = settings.LearningRate / (1 - Power(settings.Beta1, update));
        private readonly double _correction = Math.Sqrt(1 - Power(settings.Beta2, update));

        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_decay != 0) g += _decay * w;
            m = _beta1 * m + (1 - _beta1) * g;
            v = _beta2 * v + (1 - _beta2) * (g * g);
            w -= _rate * m / (S.Sqrt(v) / _correction + _epsilon);
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
