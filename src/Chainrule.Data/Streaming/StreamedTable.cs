using System.Globalization;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>A CSV file that is read in portions, however large it is.</summary>
public sealed class StreamedTable
{
    private const int StampPieces = 64, StampPieceLength = 1 << 16, HeadCells = 1 << 12;

    private readonly TableOptions _options;
    private long _position;

    private StreamedTable(string path, TableOptions options, long length)
    {
        (Name, Length, _options) = (path, length, options);
        Head = Portions(HeadCells).First();
    }

    /// <summary>The path as it was given.</summary>
    public string Name { get; }

    /// <summary>The bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The first rows, for the names of the columns.</summary>
    public Table Head { get; }

    /// <summary>
    /// Opens a CSV file, if it is larger than so many bytes; null for other files, and for standard input, which can be read only once.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read, or its beginning is no table.</exception>
    public static StreamedTable? Open(string path, TableOptions options, long largerThan)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        if (path == "-") return null;
        return Files.Read(path, name =>
        {
            using var file = File.OpenRead(name);
            // What is packed takes about a quarter of what it holds.
            return file.CanSeek && file.Length * (TableFile.IsPacked(file) ? 4 : 1) > largerThan && TableFile.IsCsv(file, name)
                ? new StreamedTable(name, options, file.Length)
                : null;
        });
    }

    /// <summary>The rows from the first to the last, a portion at a time; each is valid until the next is asked for.</summary>
    /// <exception cref="BadInputException">The text is no table, or the file cannot be read.</exception>
    internal IEnumerable<Table> Portions(int cellsTogether = CsvTable.CellsTogether)
    {
        // Without a buffer of its own, so that its position may be asked for while another thread reads on.
        using var file = Files.Read(
            Name, name => new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        using var content = TableFile.Content(file, Name);
        foreach (var portion in CsvTable.Portions(CsvText.Open(content, Name, _options.Encoding), Name, _options, cellsTogether))
        {
            _position = Math.Min(file.Position, Length);
            yield return portion;
        }
    }

    /// <summary>The same, and says after each portion how far it is.</summary>
    /// <exception cref="OperationCanceledException">Whoever is told wants no more.</exception>
    internal IEnumerable<Table> Portions(StreamingStage stage, StreamingOptions streaming)
    {
        var rows = 0;
        foreach (var portion in Portions())
        {
            streaming.Cancellation.ThrowIfCancellationRequested();
            yield return portion;
            rows = portion.RowCount <= int.MaxValue - rows
                ? rows + portion.RowCount
                : throw new BadInputException($"{Name} has more than {int.MaxValue:N0} rows, which cannot be counted: split it");
            streaming.OnProgress?.Invoke(new(stage, Name, rows, (double)_position / Length));
        }
    }

    /// <summary>
    /// What tells this file from any other, and from itself after a change: path, length, time, a checksum of pieces from all over it, and
    /// how it is read.
    /// </summary>
    internal JsonObject Stamp()
    {
        var pieces = new byte[StampPieces * StampPieceLength];
        using var file = File.OpenHandle(Name);
        var length = 0;
        for (var piece = 0; piece < StampPieces; piece++)
        {
            var place = (long)((Int128)Math.Max(0, Length - StampPieceLength) * piece / (StampPieces - 1));
            length += RandomAccess.Read(file, pieces.AsSpan(length, StampPieceLength), place);
        }
        return new()
        {
            ["path"] = Path.GetFullPath(Name),
            ["length"] = Length,
            ["modified"] = File.GetLastWriteTimeUtc(Name).ToString("O", CultureInfo.InvariantCulture),
            ["crc32c"] = (long)Checksum.Of(pieces.AsSpan(0, length)),
            ["delimiter"] = _options.Delimiter?.ToString(),
            ["decimalComma"] = _options.HasDecimalComma,
            ["encoding"] = _options.Encoding,
            ["columns"] = _options.Columns is { } columns ? new JsonArray([.. columns.Select(name => JsonValue.Create(name))]) : null,
        };
    }
}
