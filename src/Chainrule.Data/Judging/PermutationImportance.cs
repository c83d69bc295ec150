using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>Inputs of a network that belong together: those of a column, or of a part of an image.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Inputs">Which inputs, counted from 0.</param>
public sealed record InputGroup(string Name, IReadOnlyList<int> Inputs)
{
    /// <summary>A group for each input column of a schema.</summary>
    public static IReadOnlyList<InputGroup> Columns(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var groups = new List<InputGroup>();
        var first = 0;
        foreach (var column in schema.Inputs)
        {
            groups.Add(new(column.Name, [.. Enumerable.Range(first, column.Width)]));
            first += column.Width;
        }
        return groups;
    }
}

/// <summary>How much a model depends on a group of inputs.</summary>
/// <param name="Name">What the group is called.</param>
/// <param name="Loss">How much the loss rises, in the mean, when the rows exchange these inputs among each other.</param>
/// <param name="LossDeviation">The standard deviation of that rise over the repeats.</param>
/// <param name="Score">How much the accuracy, or R², falls.</param>
/// <param name="ScoreDeviation">The standard deviation of that fall.</param>
public sealed record Importance(string Name, double Loss, double LossDeviation, double Score, double ScoreDeviation);

/// <summary>
/// Permutation importance (Breiman 2001): how much worse a model gets when the rows exchange the values of one column, which keeps the
/// column's distribution and breaks what it says. The seed fixes the permutations.
/// </summary>
/// <param name="Groups">Each group of inputs, in the order given.</param>
/// <param name="Rows">How many rows it was measured on.</param>
/// <param name="Repeats">How many permutations of each group.</param>
public sealed record PermutationImportance(IReadOnlyList<Importance> Groups, int Rows, int Repeats)
{
    /// <summary>How many permutations of each group are tried.</summary>
    public const int DefaultRepeats = 10;

    /// <summary>About how many multiplications it may take; where there are more to do, it is measured on fewer rows.</summary>
    private const double MostWork = 1e11;

    private const int FewestRows = 100;

    /// <summary>Measures it.</summary>
    /// <param name="network">The model.</param>
    /// <param name="data">Rows that the model was not trained on.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="groups">Which inputs are exchanged together.</param>
    /// <param name="seed">Fixes the permutations.</param>
    /// <param name="repeats">How many permutations of each group.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public static PermutationImportance Of<T>(
        Network<T> network, DataSet<T> data, Target target, IReadOnlyList<InputGroup> groups, ulong seed, int repeats = DefaultRepeats,
        CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(groups);
        var affordable = MostWork / ((double)network.ParameterCount * groups.Count * repeats * 2);
        var some = Some(data, (int)Math.Clamp(affordable, FewestRows, data.Rows > FewestRows ? data.Rows : FewestRows));
        var whole = Judgement.Of(network, some, target);
        var (loss, score) = (whole.Losses.Average(), whole.Score());
        Importance Measure(InputGroup group, int index)
        {
            var (losses, scores) = (new double[repeats], new double[repeats]);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                cancellation.ThrowIfCancellationRequested();
                var random = new CounterRandom(seed, Draws.Permutation((index * repeats) + repeat));
                var changed = Judgement.Of(network, Exchanged(some, group, random), target);
                (losses[repeat], scores[repeat]) = (changed.Losses.Average() - loss, score - changed.Score());
            }
            return new(group.Name, losses.Average(), Deviation(losses), scores.Average(), Deviation(scores));
        }
        return new([.. groups.Select(Measure)], some.Rows, repeats);
    }

    /// <summary>The rows with the inputs of a group taken from other rows, whole groups at a time.</summary>
    private static DataSet<T> Exchanged<T>(DataSet<T> data, InputGroup group, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] order = [.. Enumerable.Range(0, data.Rows)];
        random.Shuffle(order.AsSpan());
        T[] inputs = [.. data.Inputs];
        for (var row = 0; row < data.Rows; row++)
            foreach (var input in group.Inputs)
                inputs[(row * data.InputCount) + input] = data.Input(order[row])[input];
        return new(inputs, data.Targets, data.Rows);
    }

    /// <summary>Rows at even distances.</summary>
    private static DataSet<T> Some<T>(DataSet<T> data, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count >= data.Rows) return new(data.Inputs, data.Targets, data.Rows);
        int[] rows = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Rows / count))];
        return new([.. rows.SelectMany(row => data.Input(row).ToArray())], [.. rows.SelectMany(row => data.Target(row).ToArray())], count);
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
