using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// iRprop−, for the gradient of all rows at once: every parameter has a step length v of its own, η at first. It grows by η⁺ while the
/// gradient g keeps the sign of the previous one m and shrinks by η⁻ when the sign turns, within bounds; w ← w − sign(g)·v, but a g
/// whose sign has turned counts as 0, then and in the next comparison. Source: Igel and Hüsken 2000; torch.optim.Rprop.
/// </summary>
public sealed record Rprop : Optimizer
{
    /// <param name="learningRate">η, the first step length; a schedule does not change the later ones.</param>
    public Rprop(double learningRate = 0.01) => LearningRate = learningRate;

    /// <summary>η⁻ in [0, 1).</summary>
    public double Shrink { get; init => field = NumberRange.Fraction.Require(value); } = 0.5;

    /// <summary>η⁺, at least 1.</summary>
    public double Grow { get; init => field = NumberRange.FromOne.Require(value); } = 1.2;

    /// <summary>The shortest step.</summary>
    public double Shortest { get; init => field = NumberRange.Positive.Require(value); } = 1e-6;

    /// <summary>The longest step.</summary>
    public double Longest { get; init => field = NumberRange.Positive.Require(value); } = 50;

    /// <inheritdoc/>
    public override string Name => "rprop";

    /// <inheritdoc/>
    public override bool IsFullBatch => true;

    internal override int Slots => 2;

    internal override UpdateKernel<T> Kernel<T>() => new UpdateKernel<Rule, T>(new(this, 1));

    private readonly struct Rule(Rprop settings, long update) : IUpdateRule<Rule>
    {
        private readonly double _first = settings.LearningRate, _shrink = settings.Shrink, _grow = settings.Grow;
        private readonly double _shortest = settings.Shortest, _longest = settings.Longest;
        private readonly bool _isFirst = update == 1;

        public Rule At(long update, double learningRate) => new(settings, update);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<S>(ref S w, S g, ref S m, ref S v) where S : IAlgebra<S>
        {
            if (_isFirst) v = S.Named("η", _first);
            var turn = g * m;
            v *= S.Select(turn, S.Named("η⁺", _grow), S.Select(-turn, S.Named("η⁻", _shrink), 1));
            // min(x, y) is −max(−x, −y).
            v = -S.Max(-S.Max(v, S.Named("Δmin", _shortest)), -S.Named("Δmax", _longest));
            m = S.Select(-turn, 0, g);
            w -= S.Select(m, v, S.Select(-m, -v, 0));
        }
    }
}
