using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Losses;

namespace Chainrule;

/// <summary>
/// What training makes small. The error of each output becomes the loss of a sample (a sum or a mean, as each loss says),
/// and the loss of a batch is the mean of its samples. The cross-entropies of a sample are finite for any finite net input.
/// </summary>
public abstract class Loss
{
    /// <inheritdoc cref="Losses.HalfSquaredError"/>
    public static Loss HalfSquaredError { get; } = new Elementwise<HalfSquaredError>();

    /// <inheritdoc cref="Losses.MeanSquaredError"/>
    public static Loss MeanSquaredError { get; } = new Elementwise<MeanSquaredError>();

    /// <inheritdoc cref="Losses.MeanAbsoluteError"/>
    public static Loss MeanAbsoluteError { get; } = new Elementwise<MeanAbsoluteError>();

    /// <inheritdoc cref="Losses.Huber"/>
    public static Loss Huber { get; } = new Elementwise<Huber>();

    /// <inheritdoc cref="Losses.BinaryCrossEntropy"/>
    public static Loss BinaryCrossEntropy { get; } = new Elementwise<BinaryCrossEntropy>();

    /// <summary>
    /// −Σ t[k]·ln p[k] with p = softmax(z), on the logits z; mean over the batch; ∂/∂z[k] = p[k] − t[k]. The targets of a sample
    /// must be probabilities: 1 in all.
    /// </summary>
    public static Loss CrossEntropy { get; } = new SoftmaxCrossEntropy();

    /// <summary>Every loss there is.</summary>
    public static IReadOnlyList<Loss> All { get; } =
        [HalfSquaredError, MeanSquaredError, MeanAbsoluteError, Huber, BinaryCrossEntropy, CrossEntropy];

    /// <summary>The name in a network spec.</summary>
    public abstract string Name { get; }

    /// <summary>The activation that this loss contains and computes on logits: softmax, sigmoid, or none.</summary>
    public abstract Activation? Contains { get; }

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
    public override string ToString() => Name;

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

    /// <summary>The errors E[k] of each output of whole rows, whose sum over a row is the loss of that sample.</summary>
    internal abstract void Errors<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> errors, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// e = ∂E/∂o of whole rows, by the output a; where the loss <see cref="Contains"/> its activation, by the net input z,
    /// which is then already δ.
    /// </summary>
    internal abstract void Slopes<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> slopes, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class Elementwise<TError> : Loss where TError : struct, IError
    {
        public override string Name => TError.Name;

        public override Activation? Contains => TError.OnLogits ? Activation.Sigmoid : null;

        public override Symbol ErrorFormula(Symbol o, Symbol t, int outputs) => new Value(Share(outputs)).Invoke(o, t);

        public override Symbol SlopeFormula(Symbol o, Symbol t, int outputs) => new Slope(Share(outputs)).Invoke(o, t);

        internal override void Errors<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> errors, int outputs) =>
            Traversal.Zip(new Value(Share(outputs)), TError.OnLogits ? z : a, t, errors);

        internal override void Slopes<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> slopes, int outputs) =>
            Traversal.Zip(new Slope(Share(outputs)), TError.OnLogits ? z : a, t, slopes);

        private static double Share(int outputs) => TError.MeanOverOutputs ? 1.0 / outputs : 1;

        private readonly struct Value(double share) : IZip
        {
            private readonly double _share = share;

            public S Invoke<S>(S o, S t) where S : IAlgebra<S> => _share == 1 ? TError.F(o, t) : _share * TError.F(o, t);
        }

        private readonly struct Slope(double share) : IZip
        {
            private readonly double _share = share;

            public S Invoke<S>(S o, S t) where S : IAlgebra<S> => _share == 1 ? TError.DF(o, t) : _share * TError.DF(o, t);
        }
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

        internal override void Errors<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> errors, int outputs)
        {
            Softmax.Exponentials(z, errors, outputs);
            for (var start = 0; start < z.Length; start += outputs)
            {
                var row = errors.Slice(start, outputs);
                var logSumExp = double.CreateTruncating(Softmax.LogSumExp<T>(z.Slice(start, outputs), row));
                var largest = typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;
                Traversal.Zip(new Surprise(logSumExp, largest), z.Slice(start, outputs), t.Slice(start, outputs), row);
            }
        }

        internal override void Slopes<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, Span<T> slopes, int outputs) =>
            Traversal.Zip(default(Difference), a, t, slopes);

        /// <summary>−t·ln p with ln p = z − ln Σ e^z, cut to finite numbers: for t = 0 an infinity would make a NaN.</summary>
        private readonly struct Surprise(double logSumExp, double largest) : IZip
        {
            private readonly double _logSumExp = logSumExp, _largest = largest;

            public S Invoke<S>(S z, S t) where S : IAlgebra<S> => t * S.Select(_logSumExp - z - _largest, _largest, _logSumExp - z);
        }

        private readonly struct Difference : IZip
        {
            public S Invoke<S>(S p, S t) where S : IAlgebra<S> => p - t;
        }
    }
}
