namespace Chainrule.Explain;

/// <summary>Which of many numbers are shown: the first, the largest and the last; and what the others come to.</summary>
/// <param name="Indices">The shown ones, counted from 1, in ascending order.</param>
/// <param name="Rest">The sum of the others.</param>
/// <param name="RestCount">How many others there are.</param>
internal sealed record Selection(IReadOnlyList<int> Indices, double Rest, int RestCount)
{
    /// <summary>One pass, whatever their number.</summary>
    public static Selection Of(int count, int top, Func<int, double> valueOf)
    {
        var largest = new PriorityQueue<int, double>();
        for (var i = 2; i < count; i++)
        {
            var size = Math.Abs(valueOf(i));
            if (size == 0) continue;
            if (largest.Count < top) largest.Enqueue(i, size);
            else if (top > 0) largest.EnqueueDequeue(i, size);
        }
        int[] shown = [.. largest.UnorderedItems.Select(item => item.Element).Append(1).Append(count).Distinct().Order()];
        var (rest, next) = (0.0, 0);
        for (var i = 1; i <= count; i++)
            if (next < shown.Length && shown[next] == i) next++;
            else rest += valueOf(i);
        return new(shown, rest, count - shown.Length);
    }
}
