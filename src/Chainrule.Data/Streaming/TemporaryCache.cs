using System.Numerics;

namespace Chainrule.Data;

/// <summary>The encoded rows of a large table for a judgement, which goes through them more than once; the file goes when it is over.</summary>
internal sealed class TemporaryCache<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string _path;
    private readonly CacheFile _file;

    private TemporaryCache(string path, CacheFile file, IReadOnlyList<DataNote> notes)
    {
        (_path, _file, Notes) = (path, file, notes);
        Rows = new CachedRows<T>(_file, _file.Training, isWeighted: false);
    }

    /// <summary>All rows that have a target.</summary>
    public RowSource<T> Rows { get; }

    /// <summary>What a person should know of them.</summary>
    public IReadOnlyList<DataNote> Notes { get; }

    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    /// <exception cref="IOException">The cache cannot be written; nothing is left of it.</exception>
    public static TemporaryCache<T> Of(StreamedTable table, TableSchema schema, StreamingOptions streaming)
    {
        var path = Path.Combine(streaming.CacheFolder ?? Path.GetTempPath(), $"chainrule-{Path.GetRandomFileName()}.cache");
        IReadOnlyList<DataNote> notes = [];
        var file = CacheFile.Create(path, stream =>
        {
            var writer = new CacheWriter<T>(stream, CacheLayout.Of<T>(schema, isWeighted: false));
            var encoder = new CacheEncoder<T>(writer, schema, new(schema.Target.Name), null);
            foreach (var portion in table.Portions(StreamingStage.Encoding, streaming))
                encoder.Add(portion, [.. Enumerable.Repeat(RowPart.Training, portion.RowCount)]);
            if (writer.Rows.Training == 0) throw new BadInputException($"{table.Name}: {Sentence.NoTarget(schema.Target.Name)}");
            writer.Complete([]);
            notes = [.. encoder.Notes];
        });
        return new(path, file, notes);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }
}
