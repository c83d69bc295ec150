using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// What the rows of a step count. A weight ω multiplies the loss of its row, and so everything that comes back from it; sums over the batch
/// are divided by the sum of all weights, or by the number of rows where all count alike.
/// </summary>
internal sealed class RowWeights(StepShape shape)
{
    private static readonly QuantityId s_sum = new(QuantityKind.WeightSum);

    /// <summary>Whether rows have weights.</summary>
    public bool Any { get; } = shape.Trace.Weights.Length > 0;

    /// <summary>Whether it is one of them, or their sum.</summary>
    public static bool Owns(QuantityKind kind) => kind is QuantityKind.RowWeight or QuantityKind.WeightSum;

    /// <summary>The number of a weight that is given.</summary>
    public double ValueOf(QuantityId id) => shape.Trace.Weights[id.Sample - 1];

    /// <summary>Their sum.</summary>
    public LongSum Sum => new(shape.Samples, n => shape.Ref(new(QuantityKind.RowWeight, Sample: n)), sum => sum);

    /// <summary>A loss of a sample, or its derivative, as much as the sample counts.</summary>
    public Symbol Weighted(int sample, Symbol ofOne) => Any ? shape.Ref(new(QuantityKind.RowWeight, Sample: sample)) * ofOne : ofOne;

    /// <summary>The sum over the samples divided by what they count together; 0 where that is nothing.</summary>
    public LongSum Mean(Func<int, Symbol> term) => new(shape.Samples, term, sum =>
        !Any ? sum / shape.Samples
        : Array.TrueForAll(shape.Trace.Weights, weight => weight == 0) ? sum * 0
        : sum / shape.Ref(s_sum));
}
