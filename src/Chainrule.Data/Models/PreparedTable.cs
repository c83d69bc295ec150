using System.Numerics;

namespace Chainrule.Data;

/// <summary>Which rows are for what.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Validation">Rows to stop by: of the table, or of another.</param>
/// <param name="ValidationTable">That other table, if there is one.</param>
/// <param name="Judging">Rows of the table to be judged by in the end; null judges by those of the validation.</param>
internal sealed record TableParts(int[] Training, int[] Validation, Table? ValidationTable = null, int[]? Judging = null)
{
    /// <summary>All rows for training, but for a part of them, or another table, to validate on.</summary>
    public static TableParts Of(TargetValues target, TrainingPlan plan, Table? validationTable)
    {
        if (validationTable is not null) return new([.. target.Rows], [.. Enumerable.Range(0, validationTable.RowCount)], validationTable);
        var (training, validation) = RowSplit.Holdout(target, plan.Validation, plan.Seed);
        return new(training, validation);
    }
}

/// <summary>A table on its way into trainings: what its training rows show of its columns, and its parts as numbers.</summary>
internal sealed class PreparedTable<T> : TabularData<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Table _table;
    private readonly SchemaOptions _options;
    private readonly TableParts _parts;
    private readonly EncodedTable<T> _training, _validation, _judged;
    private readonly Table _judgedTable;

    /// <exception cref="BadInputException">Table and options do not go together.</exception>
    public PreparedTable(Table table, SchemaOptions options, TargetValues target, TableParts parts)
    {
        (_table, _options, _parts) = (table, options, parts);
        var inferred = SchemaInference.Infer(table, target, parts.Training, options);
        (Schema, MissingCounts) = (inferred.Schema, inferred.MissingCounts);
        _training = TableEncoder.Encode<T>(table, parts.Training, Schema);
        _validation = TableEncoder.Encode<T>(ValidationTable, parts.Validation, Schema);
        _judgedTable = parts.Judging is null ? ValidationTable : table;
        _judged = parts.Judging is null ? _validation : TableEncoder.Encode<T>(table, parts.Judging, Schema);
        Notes = [.. inferred.Notes, .. _training.Notes, .. _validation.Notes, .. parts.Judging is null ? [] : _judged.Notes];
    }

    public override string Name => _table.Name;

    public override int Rows => _table.RowCount;

    public override int Columns => _table.Columns.Count;

    public override bool IsStreamed => false;

    public override TableSchema Schema { get; }

    public override IReadOnlyDictionary<string, int> MissingCounts { get; }

    public override IReadOnlyList<DataNote> Notes { get; }

    internal override string? PlaceOf(int row, bool isOfTraining) =>
        isOfTraining ? _table.Place(_training.Rows[row]) : ValidationTable.Place(_validation.Rows[row]);

    private Table ValidationTable => _parts.ValidationTable ?? _table;

    /// <summary>The same rows for another plan, prepared anew only where that one reads the target differently.</summary>
    public PreparedTable<T> For(TrainingPlan plan)
    {
        if (plan.IsForCounts == _options.IsCount) return this;
        var options = _options with { IsCount = plan.IsForCounts };
        return new(_table, options, TargetValues.Read(_table, options), _parts);
    }

    internal override RowSource<T> JudgedRows => _judged.Data;

    internal override RowSource<T> StoppingRows => _validation.Data;

    internal override (Table Table, EncodedTable<T> Rows) JudgedSample() => (_judgedTable, _judged);

    internal override (RowSource<T> Training, RowSource<T> Validation) Weighed(TrainingPlan plan)
    {
        var ofClasses = plan.ClassWeightsFor(Schema.Target, () => RowWeights.ClassCounts(_training.Data));
        return (RowWeights.Weigh(_training, _table, _options, ofClasses), RowWeights.Weigh(_validation, ValidationTable, _options, ofClasses));
    }
}
