namespace Chainrule.Training;

/// <summary>The arrays that a normalised layer needs in training beside those of any layer, for batches of at most some rows.</summary>
internal sealed class NormalizerBuffers<T>(Normalization kind, int capacity, int units, bool keepsSums)
{
    /// <summary>h, [rows, units], where it is kept; else empty.</summary>
    public T[] Sums { get; } = new T[keepsSums ? checked(capacity * units) : 0];

    /// <summary>ĥ, [rows, units]; before that h.</summary>
    public T[] Standard { get; } = new T[checked(capacity * units)];

    /// <summary>∂E/∂h, [rows, units].</summary>
    public T[] Slopes { get; } = new T[checked(capacity * units)];

    /// <summary>1/√(σ² + ε), [rows] of a row's own, [units] of a batch's.</summary>
    public T[] Inverse { get; } = new T[kind == Normalization.Layer ? capacity : units];

    /// <summary>Σ δ·ĥ over the rows, [units].</summary>
    public T[] GainSums { get; } = new T[units];

    /// <summary>μ, [rows] of a row's own, [units] of a batch's.</summary>
    public T[] Mean { get; } = new T[kind == Normalization.Layer ? capacity : units];

    /// <summary>σ², as many.</summary>
    public T[] Variance { get; } = new T[kind == Normalization.Layer ? capacity : units];

    /// <summary>How many rows the batch of the statistics had.</summary>
    public int Rows { get; set; }

    /// <summary>Room to reckon in, [units] each.</summary>
    public T[] Row { get; } = new T[units];

    /// <inheritdoc cref="Row"/>
    public T[] Along { get; } = new T[units];

    /// <inheritdoc cref="Row"/>
    public T[] Factor { get; } = new T[units];
}
