using System.CommandLine;
using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options that say how large a table may be to be held in memory, and where the rows of a larger one are kept.</summary>
internal sealed class MemoryOptions
{
    private const long DefaultMemory = 1_000_000_000;

    /// <summary>A table in memory takes so many times the bytes of its CSV file, as texts and as numbers.</summary>
    private const int TimesTheFile = 8;

    private static readonly (string Unit, long Bytes)[] s_units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("", 1)];

    private readonly Option<string?> _memory = NewOption.Optional<string?>(
        "--memory", "SIZE", "About the most memory for a table, such as 512MB (default 1GB): a CSV file of more than an eighth of it is streamed");

    private readonly Option<string?> _cache = NewOption.Optional<string?>(
        "--cache", "FOLDER",
        "Where the rows of a streamed table are kept, as numbers (default the folder of the data, of evaluate the one for temporary files)");

    public Option[] All => [_memory, _cache];

    /// <summary>The option for commands that keep nothing.</summary>
    public Option Memory => _memory;

    /// <summary>The bytes of the largest CSV file that is held in memory; -1 where even an empty one would be streamed.</summary>
    /// <exception cref="BadInputException">The option is no size.</exception>
    public long LargestFile(ParseResult parsed)
    {
        var memory = parsed.GetValue(_memory) is { } text ? Bytes(text) : DefaultMemory;
        return memory == 0 ? -1 : memory / TimesTheFile;
    }

    /// <summary>Where the cache goes, and whom to tell of it.</summary>
    /// <exception cref="BadInputException">There is no such folder.</exception>
    public StreamingOptions StreamingOf(ParseResult parsed, Action<StreamingReport> onProgress, CancellationToken cancellation)
    {
        var folder = parsed.GetValue(_cache);
        if (folder is not null && !Directory.Exists(folder))
            throw new BadInputException($"there is no folder '{folder}' for the cache: create it, or choose another with --cache");
        return new() { CacheFolder = folder, OnProgress = onProgress, Cancellation = cancellation };
    }

    private long Bytes(string text)
    {
        var (unit, bytes) = s_units.First(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        return double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * bytes <= long.MaxValue / 2
            ? (long)(number * bytes)
            : throw new BadInputException($"{_memory.Name} must be a size such as 512MB or 2GB, not '{text}'");
    }
}
