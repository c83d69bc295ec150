using System.Globalization;
using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Losses;

namespace Chainrule;

/// <summary>
/// What training makes small. The error of each output becomes the loss of a sample (a sum or a mean, as each loss says),
/// and the loss of a batch is the mean of its samples. The cross-entropies of a sample are finite for any finite net input.
/// </summary>
public abstract class Loss
{
    /// <inheritdoc cref="Losses.HalfSquaredError"/>
    public static Loss HalfSquaredError { get; } = new Elementwise<HalfSquaredError>(new());

    /// <inheritdoc cref="Losses.MeanSquaredError"/>
    public static Loss MeanSquaredError { get; } = new Elementwise<MeanSquaredError>(new());

    /// <inheritdoc cref="Losses.MeanAbsoluteError"/>
    public static Loss MeanAbsoluteError { get; } = new Elementwise<MeanAbsoluteError>(new());

    /// <inheritdoc cref="Losses.Huber"/>
    public static Loss Huber { get; } = new Elementwise<Huber>(new());

    /// <inheritdoc cref="Losses.Poisson"/>
    public static Loss Poisson { get; } = new Elementwise<Poisson>(new());

    /// <inheritdoc cref="Losses.BinaryCrossEntropy"/>
    public static Loss BinaryCrossEntropy { get; } = new Elementwise<BinaryCrossEntropy>(new());

    /// <summary>
    /// −Σ t[k]·ln p[k] with p = softmax(z), on the logits z; mean over the batch; ∂/∂z[k] = p[k] − t[k]. The targets of a sample
    /// must be probabilities: 1 in all.
    /// </summary>
    public static Loss CrossEntropy { get; } = new SoftmaxCrossEntropy();

    /// <summary>Every loss there is, the quantile as the median.</summary>
    public static IReadOnlyList<Loss> All { get; } =
        [HalfSquaredError, MeanSquaredError, MeanAbsoluteError, Huber, Quantile(), Poisson, BinaryCrossEntropy, CrossEntropy];

    /// <summary>The name in a network spec.</summary>
    public abstract string Name { get; }

    /// <summary>The activation that this loss contains and computes on logits: softmax, sigmoid, or none.</summary>
    public abstract Activation? Contains { get; }

    /// <summary>τ of a quantile loss; null for all others.</summary>
    public virtual double? Tau => null;

    /// <inheritdoc cref="Losses.Quantile"/>
    /// <param name="tau">τ, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static Loss Quantile(double tau = 0.5) => new QuantileLoss(NumberRange.Part.Require(tau));

    /// <summary>The loss of that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Loss Named(string name) => Catalogue.Find(All, loss => loss.Name, name, "loss");

    /// <summary>
    /// The error of one of <paramref name="outputs"/> outputs o against its target t, as a formula; o is the net input where
    /// the loss <see cref="Contains"/> its activation. Null for cross-entropy, which is a function of all outputs at once.
    /// </summary>
    public virtual Symbol? ErrorFormula(Symbol o, Symbol t, int outputs) => null;

    /// <summary>∂E/∂o as a formula, for the o of <see cref="ErrorFormula"/>; null for cross-entropy.</summary>
    public virtual Symbol? SlopeFormula(Symbol o, Symbol t, int outputs) => null;

    /// <summary>Whether a target row is one that this loss is made for: under cross-entropy probabilities, 1 in all.</summary>
    public virtual bool Allows(ReadOnlySpan<double> target) => true;

    /// <inheritdoc/>
    public override string ToString() => Tau is { } tau ? string.Create(CultureInfo.InvariantCulture, $"{Name} {tau}") : Name;

    /// <summary>The activation of an output layer under this loss: a loss on logits takes identity for the activation it contains.</summary>
    /// <exception cref="BadInputException">The two do not go together.</exception>
    internal Activation OutputActivation(Activation given)
    {
        if (Contains is null || given == Contains) return given;
        return given == Activation.Identity
            ? Contains
            : throw new BadInputException(
                $"the loss {Name} contains {Contains} and cannot follow an output layer with the activation {given}: "
                + $"use {Contains} or identity there");
    }

    /// <summary>∂²E/∂o² of each of so many outputs, where it is the same for every error: of squared errors; null for all others.</summary>
    internal virtual double? Curvature(int outputs) => null;

    /// <summary>Its loops for numbers of one type and rows of so many outputs.</summary>
    internal abstract LossKernel<T> Kernel<T>(int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private class Elementwise<TError>(TError error) : Loss where TError : struct, IError
    {
        public override string Name => TError.Name;

        public override Activation? Contains => TError.OnLogits ? Activation.Sigmoid : null;

        public override Symbol ErrorFormula(Symbol o, Symbol t, int outputs) => new ErrorValue<TError>(error, outputs).Invoke(o, t);

        public override Symbol SlopeFormula(Symbol o, Symbol t, int outputs) => new ErrorSlope<TError>(error, outputs).Invoke(o, t);

        internal override double? Curvature(int outputs) => TError.MeanOverOutputs ? TError.Curvature / outputs : TError.Curvature;

        internal override LossKernel<T> Kernel<T>(int outputs) => new ElementwiseLossKernel<TError, T>(error, outputs);
    }

    private sealed class QuantileLoss(double tau) : Elementwise<Quantile>(new(tau))
    {
        public override double? Tau => tau;

        public override bool Equals(object? obj) => obj is QuantileLoss { Tau: var other } && other == Tau;

        public override int GetHashCode() => tau.GetHashCode();
    }

    private sealed class SoftmaxCrossEntropy : Loss
    {
        public override string Name => "cross-entropy";

        public override Activation? Contains => Activation.Softmax;

        public override bool Allows(ReadOnlySpan<double> target)
        {
            var sum = 0.0;
            foreach (var p in target)
            {
                if (!(p >= 0)) return false;
                sum += p;
            }
            return Math.Abs(sum - 1) < 1e-9;
        }

        internal override LossKernel<T> Kernel<T>(int outputs) => new CrossEntropyKernel<T>(outputs);
    }
}
