using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>
/// Splits the rows that have a target into parts that resemble each other: every class, or every tenth of the amounts, is
/// split by itself. The same target and seed give the same split on every machine.
/// </summary>
public static class RowSplit
{
    private const int MostBins = 10, FewestRowsPerBin = 5;

    /// <summary>A training part and a validation part, each in the order of the table; every class keeps a training row.</summary>
    /// <param name="target">The target to stratify by.</param>
    /// <param name="fraction">How much of the rows to validate on, between 0 and 1.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <exception cref="BadInputException">There are too few rows.</exception>
    public static (int[] Training, int[] Validation) Holdout(TargetValues target, double fraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        CheckFraction(fraction);
        var strata = Strata(target, seed);
        var quotas = Quotas(strata, Math.Max(1, (int)Math.Round(target.Rows.Count * fraction)), fraction);
        if (quotas.Sum() == 0)
            throw new BadInputException($"the target {Sentence.Quoted(target.Name)} leaves no row to validate on: "
                + "every class has a single row, so give more rows or a validation file");
        return (InOrder(target, strata.Zip(quotas, (stratum, quota) => stratum.Skip(quota))),
            InOrder(target, strata.Zip(quotas, (stratum, quota) => stratum.Take(quota))));
    }

    /// <summary>The test rows of each of some folds, in the order of the table; every row with a target is in one fold.</summary>
    /// <exception cref="BadInputException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<int[]> Folds(TargetValues target, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (count < 2 || count > target.Rows.Count)
            throw new BadInputException($"{Sentence.Count(target.Rows.Count, "row")} cannot be {Sentence.Count(count, "fold")}: "
                + $"choose a number from 2 to {target.Rows.Count}");
        // Dealt like cards, one stratum after the other without a new start: folds differ by one row at most, overall and per class.
        var dealt = Strata(target, seed).SelectMany(stratum => stratum).Index().ToLookup(card => card.Index % count, card => card.Item);
        return [.. Enumerable.Range(0, count).Select(fold => InOrder(target, [dealt[fold]]))];
    }

    /// <exception cref="BadInputException">It is not a share of the rows that leaves others.</exception>
    internal static void CheckFraction(double fraction)
    {
        if (fraction is not (> 0 and < 1))
            throw new BadInputException(FormattableString.Invariant(
                $"the validation part must be a fraction between 0 and 1, such as 0.2, not {fraction}"));
    }

    /// <summary>The places in <see cref="TargetValues.Rows"/> by class or by quantile of the amounts, each group in random order.</summary>
    private static List<int[]> Strata(TargetValues target, ulong seed)
    {
        var byValue = Enumerable.Range(0, target.Rows.Count).OrderBy(place => target.Values[place]);
        var strata = target.Task == LearningTask.Classification
            ? byValue.GroupBy(place => target.Values[place]).Select(group => group.ToArray()).ToList()
            : Bins([.. byValue]);
        foreach (var (index, stratum) in strata.Index())
            new CounterRandom(seed, Draws.Split(index)).Shuffle(stratum.AsSpan());
        return strata;
    }

    private static List<int[]> Bins(int[] sorted)
    {
        var bins = Math.Clamp(sorted.Length / FewestRowsPerBin, 1, MostBins);
        int Start(int bin) => (int)((long)bin * sorted.Length / bins);
        return [.. Enumerable.Range(0, bins).Select(bin => sorted[Start(bin)..Start(bin + 1)])];
    }

    /// <summary>How many rows each stratum gives: its share rounded down, then one more where most was cut off, up to the total.</summary>
    private static int[] Quotas(List<int[]> strata, int total, double fraction)
    {
        int[] quotas = [.. strata.Select(stratum => (int)(stratum.Length * fraction))];
        var next = Enumerable.Range(0, quotas.Length)
            .Where(index => quotas[index] < strata[index].Length - 1)
            .OrderByDescending(index => (strata[index].Length * fraction) - quotas[index])
            .Take(Math.Max(0, total - quotas.Sum()))
            .ToArray();
        foreach (var index in next) quotas[index]++;
        return quotas;
    }

    private static int[] InOrder(TargetValues target, IEnumerable<IEnumerable<int>> places) =>
        [.. places.SelectMany(part => part).Order().Select(place => target.Rows[place])];
}
