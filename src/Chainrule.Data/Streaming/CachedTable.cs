using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>
/// The way of a table that is larger than memory: read once for its schema, read again to encode its rows into a cache, and then never
/// again as long as the cache fits the file and the options.
/// </summary>
internal sealed class CachedTable<T>(
    StreamedTable table, SchemaOptions options, TrainingPlan plan, StreamedTable? validationTable, StreamingOptions streaming)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string _path = CachePath(table.Name, streaming.CacheFolder);

    public TabularData<T> Open()
    {
        if (plan.OptimizerFor(1) is { IsFullBatch: true } whole)
            throw new BadInputException($"the optimizer {whole.Name} learns from all rows at once, and those of {table.Name} do not fit "
                + "in memory: choose another optimizer, or say --memory with more");
        if (validationTable is null) RowSplit.CheckFraction(plan.Validation);
        var key = Key();
        if (Reused(key) is { } reused) return reused;
        RequireWritable();
        var (facts, inferred) = Infer();
        var written = CacheFile.Create(_path, stream => Encode(stream, facts, inferred, key), Size(facts, inferred.Schema));
        return new CachedData<T>(table.Name, written, _path, Sample);
    }

    /// <summary>Goes through the table once more for the texts of rows that judge; also after the run was stopped, which wants its report.</summary>
    private (Table, EncodedTable<T>) Sample(TableSchema schema, int of)
    {
        var (judged, split) = (validationTable ?? table, new StreamedSplit(options, plan.Validation, plan.Seed));
        IEnumerable<int> Judging(Table portion)
        {
            if (validationTable is not null) return Enumerable.Range(0, portion.RowCount);
            var parts = split.Next(portion);
            return Enumerable.Range(0, parts.Length).Where(row => parts[row] == RowPart.Validation);
        }
        var portions = judged.Portions(StreamingStage.Sampling, streaming with { Cancellation = default });
        return RowSample.Of<T>(judged.Name, portions.Select(portion => (portion, Judging(portion))), schema, of, plan.Seed);
    }

    /// <summary>Beside the data, or in the folder for caches under the same name.</summary>
    private static string CachePath(string data, string? folder) =>
        folder is null ? data + ".cache" : Path.Combine(folder, Path.GetFileName(data) + ".cache");

    private void RequireWritable()
    {
        try
        {
            Files.RequireWritable(_path);
        }
        catch (BadInputException e)
        {
            throw new BadInputException($"{e.Message}, with --cache FOLDER", e);
        }
    }

    private CachedData<T>? Reused(JsonObject key)
    {
        var cache = CacheFile.TryOpen(_path, out var isDamaged);
        if (cache is { Training.Count: > 0, Validation.Count: > 0 } && IsOf(key, cache))
        {
            if (Sound(cache) is { } data)
            {
                Tell(StreamingStage.Reused);
                return data;
            }
            isDamaged = true;
        }
        cache?.Dispose();
        if (isDamaged) Tell(StreamingStage.Damaged);
        return null;
    }

    private static bool IsOf(JsonObject key, CacheFile cache)
    {
        try
        {
            return JsonNode.DeepEquals(cache.Document["key"], key);
        }
        catch (Exception e) when (CacheFile.IsDamage(e))
        {
            return false;
        }
    }

    /// <summary>The data of a cache; null if its document or its rows are not as they were written.</summary>
    private CachedData<T>? Sound(CacheFile cache)
    {
        try
        {
            var data = new CachedData<T>(table.Name, cache, _path, Sample);
            return cache.Layout == LayoutOf(data.Schema) && cache.IsSound<T>(streaming.Cancellation) ? data : null;
        }
        catch (Exception e) when (CacheFile.IsDamage(e))
        {
            return null;
        }
    }

    private void Tell(StreamingStage stage) => streaming.OnProgress?.Invoke(new(stage, _path, 0, 1));

    private (StreamedFacts, InferredSchema) Infer()
    {
        var facts = new StreamedFacts(table.Head, options, validationTable is null ? plan.Validation : null, plan.Seed);
        foreach (var portion in table.Portions(StreamingStage.Inferring, streaming)) facts.Observe(portion);
        facts.Complete();
        if (validationTable is null && facts.ValidationRows == 0)
            throw new BadInputException($"the target {Sentence.Quoted(options.Target)} leaves no row to validate on: "
                + "give more rows or a validation file");
        return (facts, SchemaInference.Infer(facts, options));
    }

    private void Encode(Stream stream, StreamedFacts facts, InferredSchema inferred, JsonObject key)
    {
        var classWeights = plan.ClassWeightsFor(inferred.Schema.Target, () => facts.ClassCounts);
        var layout = LayoutOf(inferred.Schema);
        var encoder = new CacheEncoder<T>(new(stream, layout), inferred.Schema, options, classWeights);
        var split = new StreamedSplit(options, validationTable is null ? plan.Validation : null, plan.Seed);
        foreach (var portion in table.Portions(StreamingStage.Encoding, streaming)) encoder.Add(portion, split.Next(portion));
        if (validationTable is not null)
            foreach (var portion in validationTable.Portions(StreamingStage.Encoding, streaming))
                encoder.Add(portion, [.. Enumerable.Repeat(RowPart.Validation, portion.RowCount)]);
        encoder.Complete(validationTable?.Name ?? table.Name, new JsonObject
        {
            ["rows"] = facts.Rows,
            ["columns"] = facts.Columns.Count,
            ["key"] = key,
            ["data"] = inferred.Schema.ToJson(),
            ["missing"] = new JsonArray([.. inferred.MissingCounts.Select(count => new JsonArray(count.Key, count.Value))]),
            ["notes"] = new JsonArray([.. inferred.Notes.Concat(encoder.Notes).Select(note => new JsonArray(note.Key, note.Text))]),
        });
    }

    private CacheLayout LayoutOf(TableSchema schema) =>
        CacheLayout.Of<T>(schema, isWeighted: options.Weight is not null || plan.ClassWeights is not null);

    private string Size(StreamedFacts facts, TableSchema schema) => FormattableString.Invariant(
        $"{Math.Max(1, (long)facts.Rows * LayoutOf(schema).RowLength * LayoutOf(schema).NumberLength / 1_000_000):N0} MB");

    /// <summary>Everything that the rows of the cache depend on.</summary>
    private JsonObject Key() => new()
    {
        ["program"] = typeof(CacheFile).Assembly.GetName().Version?.ToString(),
        ["source"] = table.Stamp(),
        ["validationSource"] = validationTable?.Stamp(),
        ["validation"] = validationTable is null ? plan.Validation : null,
        ["seed"] = plan.Seed,
        ["target"] = options.Target,
        ["task"] = options.Task?.ToString(),
        ["isCount"] = options.IsCount,
        ["ignore"] = Sorted(options.Ignore),
        ["category"] = Sorted(options.Category),
        ["number"] = Sorted(options.Number),
        ["date"] = Sorted(options.Date),
        ["missing"] = Sorted(options.MissingTexts),
        ["minFrequency"] = options.MinFrequency,
        ["weight"] = options.Weight,
        ["classWeights"] = plan.ClassWeights?.ToJson(),
        ["type"] = typeof(T).Name,
    };

    private static JsonArray Sorted(IEnumerable<string> names) =>
        new([.. names.Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]);
}
