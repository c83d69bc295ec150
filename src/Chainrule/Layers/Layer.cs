using System.Numerics;
using Chainrule.Functions;
using Chainrule.Kernels;

namespace Chainrule;

/// <summary>A dense layer with its parameters: z = W·x + b, a = φ(z).</summary>
public sealed class Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A layer with given parameters, which it keeps without copying.</summary>
    /// <exception cref="ArgumentException">The number of weights is not a multiple of the number of biases.</exception>
    internal Layer(T[] weights, T[] biases, Activation activation)
    {
        if (biases.Length == 0 || weights.Length == 0 || weights.Length % biases.Length != 0)
            throw new ArgumentException($"{weights.Length} weights do not make {biases.Length} units.");
        (Inputs, Units) = (weights.Length / biases.Length, biases.Length);
        (Weights, Biases, Activation, Kernel) = (weights, biases, activation, activation.Kernel<T>());
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

    /// <summary>The loops of φ.</summary>
    internal ActivationKernel<T> Kernel { get; }

    internal static Layer<T> Draw(Dense plan, Activation activation, int inputs, int index, ulong seed)
    {
        var random = new CounterRandom(seed, Draws.Weights(index));
        var initializer = plan.Initializer ?? Initializer.For(activation);
        var weights = new T[checked(inputs * plan.Units)];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = T.CreateTruncating(initializer.Draw(random, (ulong)i, inputs, plan.Units));
        return new(weights, new T[plan.Units], activation);
    }

    internal Layer<T> Clone() => new([.. Weights], [.. Biases], Activation);

    /// <summary>The same layer in double.</summary>
    internal Layer<double> Widen() => new(Widen(Weights), Widen(Biases), Activation);

    internal static double[] Widen(T[] values) => Array.ConvertAll(values, double.CreateTruncating);

    internal void CopyFrom(Layer<T> other)
    {
        other.Weights.CopyTo(Weights, 0);
        other.Biases.CopyTo(Biases, 0);
    }
}
