namespace Chainrule.Data;

/// <summary>Where the rows of a streamed table are kept, and whom to tell how far it is.</summary>
public sealed record StreamingOptions
{
    /// <summary>The folder of the cache; null is that of the data.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Told after every portion of rows, and of what becomes of the cache; on the thread of the caller.</summary>
    public Action<StreamingReport>? OnProgress { get; init; }

    /// <summary>Ends the reading, and leaves nothing half-written.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far the reading of a streamed table is.</summary>
/// <param name="Stage">What is done.</param>
/// <param name="Path">The file that it is done to.</param>
/// <param name="Rows">How many rows have been read.</param>
/// <param name="Share">How much of the file that is, from 0 to 1.</param>
public readonly record struct StreamingReport(StreamingStage Stage, string Path, int Rows, double Share);

/// <summary>The stages of a streamed table.</summary>
public enum StreamingStage
{
    /// <summary>What the columns are; of a training the first pass.</summary>
    Inferring,

    /// <summary>Rows become numbers in the cache; of a training the second pass.</summary>
    Encoding,

    /// <summary>Rows get their predictions.</summary>
    Predicting,

    /// <summary>Rows are picked to be looked at one by one.</summary>
    Sampling,

    /// <summary>The cache of an earlier run serves again.</summary>
    Reused,

    /// <summary>There is a cache that cannot be used: it is damaged, or not written by this program.</summary>
    Damaged,
}
