using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>
/// What a search has found so far, in a file of JSON lines: the first says what is searched, each further one a finished trial, the last
/// the winner. A line is on the disk before the next is begun, so that a search that was killed loses only the trials it was at.
/// </summary>
public sealed class SearchJournal : IDisposable
{
    private const string Schema = "chainrule.search/1", SchemaKey = "schema", DataKey = "data", WinnerKey = "winner";

    private readonly FileStream _file;
    private readonly Dictionary<(int Trial, int Epochs), TrialResult> _results = [];

    private SearchJournal(FileStream file) => _file = file;

    /// <summary>The trials in the file.</summary>
    public IReadOnlyCollection<TrialResult> Results => _results.Values;

    /// <summary>Opens the journal of a search, which nobody else may write to meanwhile.</summary>
    /// <param name="path">The file; a finished search in it is replaced unless it is to be resumed.</param>
    /// <param name="data">The fingerprint of the data, which no other data has.</param>
    /// <param name="options">All else that the results depend on.</param>
    /// <param name="resume">Whether to go on with what is there.</param>
    /// <exception cref="BadInputException">The file is no journal, or not of this search, or an unfinished one that is not to be resumed.</exception>
    public static SearchJournal Open(string path, string data, JsonObject options, bool resume)
    {
        var header = new JsonObject { [SchemaKey] = Schema, [DataKey] = data, ["search"] = options };
        var journal = new SearchJournal(OpenFile(path));
        try
        {
            if (!journal.TryTakeOver(header, path, resume)) journal.Write(header);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The result of a trial that had so many epochs, if it is finished.</summary>
    public TrialResult? Find(int trial, int epochs) => _results.GetValueOrDefault((trial, epochs));

    /// <summary>Writes down a finished trial.</summary>
    public void Add(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _results.Add((result.Number, result.Epochs), result);
        Write(result.ToJson());
    }

    /// <summary>Writes down that the search is over.</summary>
    public void Finish(TrialResult? winner) => Write(new JsonObject { [WinnerKey] = winner?.Number });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path)
    {
        Files.RequireWritable(path);
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"'{path}' cannot be written, or another search is writing it: wait for that one, or give another --journal", e);
        }
    }

    /// <summary>Whether the file goes on with the search that it holds; else it is empty, and a new one begins.</summary>
    private bool TryTakeOver(JsonObject header, string path, bool resume)
    {
        // A device, which remembers nothing.
        if (!_file.CanSeek) return false;
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        // Whoever was killed while writing left the beginning of a line.
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var isOnlyBegun = end == 0 && Bytes(header).AsSpan().StartsWith(bytes);
        if (!isOnlyBegun)
        {
            var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
            Check(lines, header, path, resume);
            if (!resume) end = 0;
        }
        _file.SetLength(end);
        return end > 0;
    }

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Check(List<JsonNode?> lines, JsonObject header, string path, bool resume)
    {
        if (lines is not [JsonObject first, ..] || first[SchemaKey]?.ToJsonString() != header[SchemaKey]!.ToJsonString())
            throw new BadInputException($"'{path}' is not the journal of a search: give another --journal");
        if (!resume)
        {
            if (lines[^1] is JsonObject last && last.ContainsKey(WinnerKey)) return;
            throw new BadInputException($"'{path}' holds a search that is not finished: go on with it by --resume, or delete it");
        }
        if (!JsonNode.DeepEquals(first[DataKey], header[DataKey]))
            throw new BadInputException($"'{path}' holds a search on other data: give another --journal");
        if (!JsonNode.DeepEquals(first, header))
            throw new BadInputException($"'{path}' holds a search with other options: give the same, or another --journal");
        foreach (var (index, line) in lines.Index().Skip(1))
            if (line is not JsonObject known || !(known.ContainsKey(WinnerKey) || TryTake(known)))
                throw new BadInputException($"'{path}' was altered: its line {index + 1} is not a trial; delete that line");
    }

    private bool TryTake(JsonObject line)
    {
        try
        {
            var result = TrialResult.FromJson(line);
            return _results.TryAdd((result.Number, result.Epochs), result);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            return false;
        }
    }

    private static byte[] Bytes(JsonObject line) => Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");

    private void Write(JsonObject line)
    {
        if (_file.CanSeek) _file.Seek(0, SeekOrigin.End);
        _file.Write(Bytes(line));
        _file.Flush(flushToDisk: true);
    }
}
