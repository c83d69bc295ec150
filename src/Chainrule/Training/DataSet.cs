using System.Numerics;

namespace Chainrule;

/// <summary>Rows of numbers to train on or to be judged by: an input row and a target row each, in two flat row-major arrays.</summary>
public sealed class DataSet<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="inputs">[rows, inputs], row by row.</param>
    /// <param name="targets">[rows, outputs], row by row.</param>
    /// <param name="rows">How many rows; at least 1.</param>
    /// <exception cref="ArgumentException">An array's length is not a multiple of <paramref name="rows"/>.</exception>
    public DataSet(T[] inputs, T[] targets, int rows)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (inputs.Length % rows != 0 || targets.Length % rows != 0)
            throw new ArgumentException($"{inputs.Length} inputs and {targets.Length} targets cannot be {rows} equal rows.");
        (Inputs, Targets, Rows) = (inputs, targets, rows);
        (InputCount, TargetCount) = (inputs.Length / rows, targets.Length / rows);
    }

    /// <summary>From one array a row, as one writes small data by hand.</summary>
    /// <exception cref="ArgumentException">There are not as many targets as inputs, or rows of one array differ in length.</exception>
    public DataSet(T[][] inputs, T[][] targets) : this(Flatten(inputs), Flatten(targets), inputs.Length)
    {
        if (targets.Length != inputs.Length) throw new ArgumentException($"{inputs.Length} input rows cannot have {targets.Length} target rows.");
    }

    /// <summary>[rows, inputs]</summary>
    public T[] Inputs { get; }

    /// <summary>[rows, outputs]</summary>
    public T[] Targets { get; }

    /// <summary>What each row counts in a mean over rows, [rows], at least 0 and not all 0; null where all count alike.</summary>
    /// <exception cref="ArgumentException">They are not as many as the rows, or not such numbers.</exception>
    public T[]? Weights { get; init => field = value is null ? null : Checked(value); }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many numbers an input row has.</summary>
    public int InputCount { get; }

    /// <summary>How many numbers a target row has.</summary>
    public int TargetCount { get; }

    /// <summary>The input of one row, counted from 0.</summary>
    public ReadOnlySpan<T> Input(int row) => Inputs.AsSpan(row * InputCount, InputCount);

    /// <summary>The target of one row, counted from 0.</summary>
    public ReadOnlySpan<T> Target(int row) => Targets.AsSpan(row * TargetCount, TargetCount);

    /// <summary>Copies rows in the order of their numbers into two arrays one after the other.</summary>
    internal void Gather(ReadOnlySpan<int> rows, Span<T> inputs, Span<T> targets, Span<T> weights)
    {
        Kernels.Gather.Rows<T>(Inputs, InputCount, rows, inputs);
        Kernels.Gather.Rows<T>(Targets, TargetCount, rows, targets);
        if (Weights is not null) Kernels.Gather.Rows<T>(Weights, 1, rows, weights);
    }

    /// <summary>A checksum of all numbers, which tells whether this is the same data as another time.</summary>
    internal string Checksum()
    {
        var checksum = new Checksum();
        checksum.Add<T>(Inputs);
        checksum.Add<T>(Targets);
        checksum.Add<T>(Weights);
        return checksum.ToString();
    }

    private T[] Checked(T[] weights)
    {
        if (weights.Length != Rows) throw new ArgumentException($"{weights.Length} weights are not those of {Rows} rows.");
        if (!Array.TrueForAll(weights, weight => T.IsFinite(weight) && weight >= T.Zero) || Array.TrueForAll(weights, T.IsZero))
            throw new ArgumentException("The weights of rows must be finite numbers of at least 0, and not all of them 0.");
        return weights;
    }

    private static T[] Flatten(T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row.Length != rows[0].Length))
            throw new ArgumentException("The rows of a data set must all have the same length.");
        return [.. rows.SelectMany(row => row)];
    }
}
