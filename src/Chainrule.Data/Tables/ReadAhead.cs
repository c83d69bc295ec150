namespace Chainrule.Data;

/// <summary>
/// Makes the next item on another thread while the caller works on the present one. Items and their order are those of the sequence: which
/// thread made them, and when, cannot be seen.
/// </summary>
internal static class ReadAhead
{
    /// <summary>The items of a sequence; at most one is ahead, so that two places to keep them are enough.</summary>
    public static IEnumerable<TItem> Of<TItem>(IEnumerable<TItem> items) where TItem : class
    {
        using var source = items.GetEnumerator();
        var next = Ahead(source);
        try
        {
            while (next.GetAwaiter().GetResult() is { } item)
            {
                next = Ahead(source);
                yield return item;
            }
        }
        finally
        {
            // Whoever stops early must not take away what the other thread still reads from.
            next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        }
    }

    private static Task<TItem?> Ahead<TItem>(IEnumerator<TItem> source) where TItem : class =>
        Task.Run(() => source.MoveNext() ? source.Current : null);
}
