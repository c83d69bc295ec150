using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Training;

namespace Chainrule;

/// <summary>What a layer with a <see cref="Normalization"/> has beside weights and biases, and its arithmetic on whole batches.</summary>
/// <remarks>
/// With ĥ = (h − μ)/√(σ² + ε) over n numbers and z = γ·ĥ + b, the way back is γ' = Σ δ·ĥ over the rows, and from q = γ·δ
/// ∂E/∂h = (q − mean q − ĥ·mean(q·ĥ))/√(σ² + ε), the means over the same n numbers. What is done to each number is written in
/// <see cref="NormalizerFormulas"/>.
/// </remarks>
public sealed class Normalizer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Normalizer(Normalization kind, T[] gains, T[] means, T[] variances) => (Kind, Gains, Means, Variances) = (kind, gains, means, variances);

    /// <summary>What is measured against what.</summary>
    public Normalization Kind { get; }

    /// <summary>γ, [units]; trained, from 1 on.</summary>
    public T[] Gains { get; }

    /// <summary>The running mean of h for prediction, [units], from 0 on; empty for a row's own.</summary>
    public T[] Means { get; }

    /// <summary>The running variance of h for prediction, [units], from 1 on; empty for a row's own.</summary>
    public T[] Variances { get; }

    internal static Normalizer<T>? New(Normalization kind, int units)
    {
        if (kind == Normalization.None) return null;
        var (gains, ones) = (new T[units], new T[kind == Normalization.Batch ? units : 0]);
        Array.Fill(gains, T.One);
        Array.Fill(ones, T.One);
        return new(kind, gains, new T[ones.Length], ones);
    }

    /// <summary>With given numbers; a layer's own mean and variance are empty.</summary>
    internal static Normalizer<T> Of(Normalization kind, T[] gains, T[] means, T[] variances) => new(kind, gains, means, variances);

    internal Normalizer<T> Clone() => new(Kind, [.. Gains], [.. Means], [.. Variances]);

    /// <summary>The same in double.</summary>
    internal Normalizer<double> Widen() =>
        Normalizer<double>.Of(Kind, Layer<T>.Widen(Gains), Layer<T>.Widen(Means), Layer<T>.Widen(Variances));

    internal void CopyFrom(Normalizer<T> other)
    {
        other.Gains.CopyTo(Gains, 0);
        other.Means.CopyTo(Means, 0);
        other.Variances.CopyTo(Variances, 0);
    }

    /// <summary>z from h in its place, as in prediction.</summary>
    /// <param name="z">[rows, units]</param>
    /// <param name="biases">[units]</param>
    /// <param name="room">To reckon in, [units].</param>
    internal void Predict(Span<T> z, ReadOnlySpan<T> biases, Span<T> room)
    {
        var units = Gains.Length;
        if (Kind == Normalization.Batch) Traversal.Map(default(InverseDeviation), Variances, room);
        for (var start = 0; start < z.Length; start += units)
        {
            var row = z.Slice(start, units);
            if (Kind == Normalization.Layer) Standardize(row, room, out _, out _);
            else
            {
                Traversal.Zip(default(Difference), row, Means, row);
                Traversal.Zip(default(Multiplication), row, room, row);
            }
            Stretch(row, biases, row);
        }
    }

    /// <summary>z from h in training; ĥ stands where h stood.</summary>
    internal void Forward(NormalizerBuffers<T> buffers, Span<T> z, ReadOnlySpan<T> biases, int rows)
    {
        var units = Gains.Length;
        var h = buffers.Standard.AsSpan(0, z.Length);
        if (buffers.Sums.Length > 0) h.CopyTo(buffers.Sums);
        if (Kind == Normalization.Batch) StandardizeColumns(buffers, h, z, rows);
        for (var m = 0; m < rows; m++)
        {
            var row = h.Slice(m * units, units);
            if (Kind == Normalization.Layer) buffers.Inverse[m] = Standardize(row, buffers.Row, out buffers.Mean[m], out buffers.Variance[m]);
            Stretch(row, biases, z.Slice(m * units, units));
        }
    }

    /// <summary>∂E/∂h from δ = ∂E/∂z, and Σ δ·ĥ of each unit.</summary>
    internal void Backward(NormalizerBuffers<T> buffers, ReadOnlySpan<T> delta, int rows)
    {
        var units = Gains.Length;
        ReadOnlySpan<T> standard = buffers.Standard.AsSpan(0, delta.Length);
        var slopes = buffers.Slopes.AsSpan(0, delta.Length);
        Traversal.Zip(default(Multiplication), delta, standard, slopes);
        MatMul.BiasGradient(slopes, buffers.GainSums, rows, T.One);
        if (Kind == Normalization.Batch)
        {
            BackThroughColumns(buffers, delta, rows);
            return;
        }
        for (var m = 0; m < rows; m++)
        {
            var row = slopes.Slice(m * units, units);
            var ownStandard = standard.Slice(m * units, units);
            Traversal.Zip(default(Multiplication), delta.Slice(m * units, units), Gains, row);
            Traversal.Zip(default(Multiplication), row, ownStandard, buffers.Row);
            var back = new SumSlope(Double(Mean(row)), Double(Mean(buffers.Row)), Double(buffers.Inverse[m]));
            Traversal.Zip(back, row, ownStandard, row);
        }
    }

    /// <summary>Moves the running statistics towards those of the last batch; the variance by its unbiased estimate.</summary>
    internal void Remember(NormalizerBuffers<T> buffers)
    {
        if (Kind != Normalization.Batch || buffers.Rows < 2) return;
        Traversal.Zip(default(RunningMean), Means, buffers.Mean, Means);
        Traversal.Zip(new RunningVariance(buffers.Rows), Variances, buffers.Variance, Variances);
    }

    /// <summary>Makes a row ĥ; returns 1/√(σ² + ε).</summary>
    private static T Standardize(Span<T> row, Span<T> squares, out T mean, out T variance)
    {
        mean = Mean(row);
        Traversal.Map(new Less(Double(mean)), row, row);
        Traversal.Map(default(Square), row, squares);
        variance = Mean(squares);
        var inverse = NormalizerFormulas.InverseDeviation<Scalar<T>>(new(variance)).Value;
        Traversal.Map(new Times(Double(inverse)), row, row);
        return inverse;
    }

    private static void StandardizeColumns(NormalizerBuffers<T> buffers, Span<T> h, Span<T> squares, int rows)
    {
        var (units, share) = (buffers.Mean.Length, T.CreateTruncating(1.0 / rows));
        MatMul.BiasGradient(h, buffers.Mean, rows, share);
        for (var start = 0; start < h.Length; start += units)
            Traversal.Zip(default(Difference), h.Slice(start, units), buffers.Mean, h.Slice(start, units));
        Traversal.Map(default(Square), h, squares);
        MatMul.BiasGradient(squares, buffers.Variance, rows, share);
        Traversal.Map(default(InverseDeviation), buffers.Variance, buffers.Inverse);
        for (var start = 0; start < h.Length; start += units)
            Traversal.Zip(default(Multiplication), h.Slice(start, units), buffers.Inverse, h.Slice(start, units));
        buffers.Rows = rows;
    }

    /// <summary>A gain is the same for all rows of a column, and stands outside of the means.</summary>
    private void BackThroughColumns(NormalizerBuffers<T> buffers, ReadOnlySpan<T> delta, int rows)
    {
        var (units, share) = (Gains.Length, T.CreateTruncating(1.0 / rows));
        var (meanDelta, along, factor) = (buffers.Row, buffers.Along, buffers.Factor);
        MatMul.BiasGradient(delta, meanDelta, rows, share);
        Traversal.Map(new Times(double.CreateTruncating(share)), buffers.GainSums, along);
        Traversal.Zip(default(Multiplication), Gains, buffers.Inverse, factor);
        for (var start = 0; start < delta.Length; start += units)
        {
            var row = buffers.Slopes.AsSpan(start, units);
            Traversal.Zip(default(Multiplication), buffers.Standard.AsSpan(start, units), along, row);
            Traversal.Zip(default(Difference), delta.Slice(start, units), row, row);
            Traversal.Zip(default(Difference), row, meanDelta, row);
            Traversal.Zip(default(Multiplication), row, factor, row);
        }
    }

    /// <summary>z = γ·ĥ + b of one row: <see cref="NormalizerFormulas.Stretched"/>, then the bias.</summary>
    private void Stretch(ReadOnlySpan<T> standard, ReadOnlySpan<T> biases, Span<T> z)
    {
        Traversal.Zip(default(Multiplication), standard, Gains, z);
        Traversal.Zip(default(Sum), z, biases, z);
    }

    private static T Mean(ReadOnlySpan<T> x) => Reduce.Sum(x) * T.CreateTruncating(1.0 / x.Length);

    private static double Double(T value) => double.CreateTruncating(value);

    private readonly struct InverseDeviation : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S variance) where S : IAlgebra<S> => NormalizerFormulas.InverseDeviation(variance);
    }

    private readonly struct SumSlope(double meanSlope, double alongStandard, double inverse) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S slope, S standard) where S : IAlgebra<S> =>
            NormalizerFormulas.SumSlope(slope, standard, meanSlope, alongStandard, inverse);
    }

    private readonly struct RunningMean : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S running, S ofBatch) where S : IAlgebra<S> => NormalizerFormulas.RunningMean(running, ofBatch);
    }

    private readonly struct RunningVariance(int rows) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S running, S ofBatch) where S : IAlgebra<S> => NormalizerFormulas.RunningVariance(running, ofBatch, rows);
    }
}
