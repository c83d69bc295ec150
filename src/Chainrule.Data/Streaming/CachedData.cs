using System.Numerics;

namespace Chainrule.Data;

/// <summary>A table whose rows are in a cache, as its document describes it.</summary>
internal sealed class CachedData<T> : TabularData<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CacheFile _cache;
    private readonly RowSource<T> _training, _validation;
    private readonly Func<TableSchema, int, (Table, EncodedTable<T>)> _sample;

    /// <param name="name">What error messages call the table.</param>
    /// <param name="cache">Its rows; closed with this.</param>
    /// <param name="path">Where they lie.</param>
    /// <param name="sample">Picks some out of so many rows that judge.</param>
    public CachedData(string name, CacheFile cache, string path, Func<TableSchema, int, (Table, EncodedTable<T>)> sample)
    {
        (Name, _cache, _sample) = (name, cache, sample);
        var document = new JsonPart(cache.Document, "$", path);
        (Rows, Columns) = ((int)document["rows"].Number, (int)document["columns"].Number);
        Schema = TableSchema.FromJson(cache.Document["data"], path);
        MissingCounts = document["missing"].Items.Select(Pair)
            .ToDictionary(column => column.First.Text, column => (int)column.Second.Number, StringComparer.Ordinal);
        Notes = [.. document["notes"].Items.Select(Pair).Select(note => new DataNote(note.First.Text, note.Second.Text))];
        _training = new CachedRows<T>(cache, cache.Training, isWeighted: true);
        _validation = new CachedRows<T>(cache, cache.Validation, isWeighted: true);
        JudgedRows = new CachedRows<T>(cache, cache.Validation, isWeighted: false);
    }

    private static (JsonPart First, JsonPart Second) Pair(JsonPart part) =>
        part.Items.ToArray() is [var first, var second] ? (first, second) : throw part.Wrong("is not a pair");

    public override string Name { get; }

    public override int Rows { get; }

    public override int Columns { get; }

    public override TableSchema Schema { get; }

    public override IReadOnlyDictionary<string, int> MissingCounts { get; }

    public override IReadOnlyList<DataNote> Notes { get; }

    public override bool IsStreamed => true;

    internal override RowSource<T> JudgedRows { get; }

    internal override RowSource<T> StoppingRows => JudgedRows;

    internal override (Table Table, EncodedTable<T> Rows) JudgedSample() => _sample(Schema, JudgedRows.Rows);

    internal override string? PlaceOf(int row, bool isOfTraining) => null;

    /// <summary>The weights are in the cache, which was made for this plan.</summary>
    internal override (RowSource<T> Training, RowSource<T> Validation) Weighed(TrainingPlan plan) => (_training, _validation);

    protected override void Dispose(bool isDisposing)
    {
        _cache.Dispose();
        base.Dispose(isDisposing);
    }
}
