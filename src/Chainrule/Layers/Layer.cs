using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Functions;
using Chainrule.Kernels;

namespace Chainrule;

/// <summary>A dense layer with its parameters: z = W·x + b, a = φ(z).</summary>
public sealed class Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A layer with given parameters, which it keeps without copying.</summary>
    /// <exception cref="ArgumentException">The number of weights is not a multiple of the number of biases.</exception>
    internal Layer(T[] weights, T[] biases, Activation activation, Normalizer<T>? normalizer = null, double dropout = 0)
    {
        if (biases.Length == 0 || weights.Length == 0 || weights.Length % biases.Length != 0)
            throw new ArgumentException($"{weights.Length} weights do not make {biases.Length} units.");
        (Inputs, Units) = (weights.Length / biases.Length, biases.Length);
        (Weights, Biases, Activation, Kernel) = (weights, biases, activation, activation.Kernel<T>());
        (Normalizer, Dropout) = (normalizer, dropout);
        NetBiases = normalizer is null ? biases : new T[biases.Length];
    }

    /// <summary>How many numbers come in.</summary>
    public int Inputs { get; }

    /// <summary>How many come out.</summary>
    public int Units { get; }

    /// <summary>W, [units, inputs] row by row: to j, from i.</summary>
    public T[] Weights { get; }

    /// <summary>b, [units]; under a shared bias all are equal.</summary>
    public T[] Biases { get; }

    /// <summary>φ</summary>
    public Activation Activation { get; }

    /// <summary>What W·x is measured against, with its gains; null if against nothing.</summary>
    public Normalizer<T>? Normalizer { get; }

    /// <summary>The probability with which an output is dropped in a training step.</summary>
    public double Dropout { get; }

    /// <summary>What an output is multiplied by in a training step, as a formula of its draw in [0, 1).</summary>
    public Symbol DropoutFormula(Symbol draw) => Kernels.Dropout.Factor(draw, Dropout);

    /// <summary>What becomes of W·x, in words: relu, batch-normalized tanh dropout 0.5.</summary>
    public string Function =>
        (Normalizer is null ? "" : $"{Normalizations.NameOf(Normalizer.Kind)}-normalized ") + Activation
        + (Dropout > 0 ? FormattableString.Invariant($" dropout {Dropout}") : "");

    /// <summary>The units and what they do, in words: 32 relu.</summary>
    public override string ToString() => $"{Units} {Function}";

    /// <summary>What is added to W·x at once: b, or 0 where it is normalised first.</summary>
    internal T[] NetBiases { get; }

    /// <summary>The loops of φ.</summary>
    internal ActivationKernel<T> Kernel { get; }

    internal static Layer<T> Draw(Dense plan, Activation activation, int inputs, int index, ulong seed)
    {
        var random = new CounterRandom(seed, Draws.Weights(index));
        var initializer = plan.Initializer ?? Initializer.For(activation);
        var weights = new T[checked(inputs * plan.Units)];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = T.CreateTruncating(initializer.Draw(random, (ulong)i, inputs, plan.Units));
        return new(weights, new T[plan.Units], activation, Normalizer<T>.New(plan.Normalization, plan.Units), plan.Dropout);
    }

    /// <summary>The same without dropout, and without batch normalisation.</summary>
    internal Layer<T> Folded()
    {
        if (Normalizer?.Kind != Normalization.Batch) return new([.. Weights], [.. Biases], Activation, Normalizer?.Clone());
        var folded = new Layer<T>([.. Weights], [.. Biases], Activation);
        for (var j = 0; j < Units; j++)
        {
            var factor = Normalizer.Gains[j] / T.Sqrt(Normalizer.Variances[j] + T.CreateTruncating(NormalizerFormulas.Epsilon));
            foreach (ref var weight in folded.Weights.AsSpan(j * Inputs, Inputs)) weight *= factor;
            folded.Biases[j] -= Normalizer.Means[j] * factor;
        }
        return folded;
    }

    internal Layer<T> Clone() => new([.. Weights], [.. Biases], Activation, Normalizer?.Clone(), Dropout);

    /// <summary>The same layer in double.</summary>
    internal Layer<double> Widen() => new(Widen(Weights), Widen(Biases), Activation, Normalizer?.Widen(), Dropout);

    internal static double[] Widen(T[] values) => Array.ConvertAll(values, double.CreateTruncating);

    internal void CopyFrom(Layer<T> other)
    {
        other.Weights.CopyTo(Weights, 0);
        other.Biases.CopyTo(Biases, 0);
        if (other.Normalizer is { } normalizer) Normalizer!.CopyFrom(normalizer);
    }
}
