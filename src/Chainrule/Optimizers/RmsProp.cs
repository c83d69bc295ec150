using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// RMSProp: m ← α·m + (1 − α)·g², w ← w − η·d with d = g / (√m + ε). With momentum μ the velocity v ← μ·v + d is in place of d;
/// centered, the mean gradient v ← α·v + (1 − α)·g makes √(m − v²) of √m, where rounding below 0 counts as 0. Weight decay λ adds
/// λ·w to g. Source: Hinton, lecture 6e, 2012; Graves 2013; torch.optim.RMSprop.
/// </summary>
public sealed record RmsProp : Optimizer
{
    /// <param name="learningRate">η</param>
    public RmsProp(double learningRate = 0.01) => LearningRate = learningRate;

    /// <summary>α in [0, 1): how long squared gradients are remembered.</summary>
    public double Alpha { get; init => field = NumberRange.Fraction.Require(value); } = 0.99;

    /// <summary>ε, which keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = NumberRange.Positive.Require(value); } = 1e-8;

    /// <summary>μ in [0, 1); 0 is none. Does not go with <see cref="Centered"/>: a parameter has two memories, not three.</summary>
    /// <exception cref="ArgumentException">The optimizer is centered.</exception>
    public double Momentum { get; init => field = Alone(NumberRange.Fraction.Require(value), Centered); }

    /// <summary>Divides by the deviation of the gradients instead of their root mean square. Does not go with <see cref="Momentum"/>.</summary>
    /// <exception cref="ArgumentException">The optimizer has momentum.</exception>
    public bool Centered { get; init => field = Alone(Momentum, value) == Momentum && value; }

    /// <summary>λ, added to the gradient as λ·w.</summary>
    public double WeightDecay { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    internal override int Slots => Momentum == 0 && !Centered ? 1 : 2;

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this));

    private static double Alone(double momentum, bool isCentered) =>
        momentum == 0 || !isCentered ? momentum : throw new ArgumentException("RMSProp has momentum or is centered, not both.");

    private readonly struct Rule(RmsProp settings) : IUpdateRule<Rule>
    {
        private readonly double _alpha = settings.Alpha, _epsilon = settings.Epsilon, _momentum = settings.Momentum, _decay = settings.WeightDecay;
        private readonly bool _isCentered = settings.Centered;

        private double Rate { get; init; } = settings.LearningRate;

        public Rule At(long update, double learningRate) => this with { Rate = learningRate };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_decay != 0) g += S.Named("λ", _decay) * w;
            S alpha = S.Named("α", _alpha), rest = S.Named("(1 − α)", 1 - _alpha);
            m = alpha * m + rest * (g * g);
            if (_isCentered) v = alpha * v + rest * g;
            g /= (_isCentered ? S.Sqrt(S.Max(m - v * v, 0)) : S.Sqrt(m)) + S.Named("ε", _epsilon);
            if (_momentum != 0) g = v = S.Named("μ", _momentum) * v + g;
            w -= S.Named("η", Rate) * g;
        }
    }
}
