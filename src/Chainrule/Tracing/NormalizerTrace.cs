using System.Numerics;
using Chainrule.Training;

namespace Chainrule.Tracing;

/// <summary>
/// What a normalised layer leaves behind beside the rest of its <see cref="LayerTrace{T}"/>. Statistics are those of each row, [rows], or of
/// each unit over the batch, [units], as <see cref="Normalizer{T}.Kind"/> says; a prediction has no gradients.
/// </summary>
/// <param name="Sums">h = W·x, [rows, units].</param>
/// <param name="Means">μ</param>
/// <param name="Variances">σ²</param>
/// <param name="InverseDeviations">1/√(σ² + ε)</param>
/// <param name="Standard">ĥ, [rows, units].</param>
/// <param name="SumSlopes">∂E/∂h of each sample, [rows, units].</param>
/// <param name="GainGradients">∂E/∂γ, mean over the batch, [units].</param>
public sealed record NormalizerTrace<T>(
    T[] Sums, T[] Means, T[] Variances, T[] InverseDeviations, T[] Standard, T[] SumSlopes, T[] GainGradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal static NormalizerTrace<T>? OfStep(NormalizerBuffers<T>? buffers, Layer<T> layer, int rows, T[] gainGradients) =>
        OfForward(buffers, layer, rows) is { } forward
            ? forward with { SumSlopes = buffers!.Slopes[..(rows * layer.Units)], GainGradients = gainGradients }
            : null;

    internal static NormalizerTrace<T>? OfForward(NormalizerBuffers<T>? buffers, Layer<T> layer, int rows)
    {
        if (buffers is null) return null;
        var (length, statistics) = (rows * layer.Units, layer.Normalizer!.Kind == Normalization.Layer ? rows : layer.Units);
        return new(
            buffers.Sums[..length], buffers.Mean[..statistics], buffers.Variance[..statistics], buffers.Inverse[..statistics],
            buffers.Standard[..length], [], []);
    }

    internal NormalizerTrace<double> Widen() => new(
        Layer<T>.Widen(Sums), Layer<T>.Widen(Means), Layer<T>.Widen(Variances), Layer<T>.Widen(InverseDeviations),
        Layer<T>.Widen(Standard), Layer<T>.Widen(SumSlopes), Layer<T>.Widen(GainGradients));
}
