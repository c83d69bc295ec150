using System.Numerics;

namespace Chainrule.Solvers;

/// <summary>
/// The parameters of a network that move, as one vector of doubles: weights, biases and gains, layer by layer. Frozen biases are not in it, and
/// a shared bias is one number.
/// </summary>
internal static class ParameterVector
{
    /// <summary>Assigns the vector.</summary>
    public static void Read<T>(Network<T> network, Span<double> vector) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var layer in network.LayerSpan)
        {
            vector = Append<T>(layer.Weights, vector);
            vector = Append<T>(layer.Biases.AsSpan(0, network.Biases.Moving(layer.Units)), vector);
            vector = Append<T>(layer.Normalizer?.Gains, vector);
        }
    }

    /// <summary>Assigns the parameters of the network, rounded to its type.</summary>
    public static void Write<T>(ReadOnlySpan<double> vector, Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var layer in network.LayerSpan)
        {
            vector = Take<T>(vector, layer.Weights);
            vector = Take(vector, layer.Biases.AsSpan(0, network.Biases.Moving(layer.Units)));
            if (network.Biases == BiasPolicy.Shared) layer.Biases.AsSpan().Fill(layer.Biases[0]);
            vector = Take<T>(vector, layer.Normalizer?.Gains);
        }
    }

    /// <summary>Copies numbers to the front of a vector and returns the rest of it.</summary>
    public static Span<double> Append<T>(ReadOnlySpan<T> numbers, Span<double> vector) where T : INumberBase<T>
    {
        for (var i = 0; i < numbers.Length; i++) vector[i] = double.CreateTruncating(numbers[i]);
        return vector[numbers.Length..];
    }

    private static ReadOnlySpan<double> Take<T>(ReadOnlySpan<double> vector, Span<T> numbers) where T : INumberBase<T>
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = T.CreateTruncating(vector[i]);
        return vector[numbers.Length..];
    }
}
