using System.Numerics;

namespace Chainrule.Data;

/// <summary>One table on its way into numbers, column by column.</summary>
internal sealed class Encoding<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Table _table;
    private readonly TableSchema _schema;
    private readonly EncodingNotes _notes;

    /// <param name="table">The rows.</param>
    /// <param name="schema">How they become numbers.</param>
    /// <param name="withTarget">Whether the target is needed.</param>
    /// <param name="notes">Told of what is noticed, where rows come in portions.</param>
    /// <exception cref="BadInputException">A column is lacking.</exception>
    public Encoding(Table table, TableSchema schema, bool withTarget, EncodingNotes? notes = null)
    {
        (_table, _schema, _notes) = (table, schema, notes ?? new(schema));
        var needed = schema.Inputs.Select(column => column.Name);
        string[] lacking = [.. (withTarget ? needed.Append(schema.Target.Name) : needed).Where(name => table.IndexOf(name) < 0)];
        if (lacking.Length == 1)
            throw new BadInputException($"{table.Name} lacks the column {Sentence.Quoted(lacking[0])} that the model needs"
                + NearestName.Suggest(lacking[0], table.Columns) + OptionNames.HeaderHint(table));
        if (lacking.Length > 1)
            throw new BadInputException($"{table.Name} lacks {lacking.Length} columns that the model needs: {Sentence.List(lacking)}; "
                + $"its columns are {Sentence.List(table.Columns)}{OptionNames.HeaderHint(table)}");
    }

    public IReadOnlyList<DataNote> Notes => _notes.All;

    public int[] RowsWithTarget(IReadOnlyList<int> rows)
    {
        var cells = Cells(_schema.Target.Name);
        int[] kept = [.. rows.Where(row => !cells.IsMissing(row))];
        _notes.MissingTargets += rows.Count - kept.Length;
        return kept;
    }

    public T[] Inputs(int[] rows)
    {
        var width = _schema.InputCount;
        var encoded = Allocate(rows.Length, width);
        var columns = _schema.Inputs
            .Select((column, index) => (Encoder: ColumnEncoder<T>.For(column, Cells(column.Name), _notes[index]), column.Width))
            .ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            var place = encoded.AsSpan(i * width, width);
            foreach (var (encoder, columnWidth) in columns)
            {
                encoder.Write(rows[i], place[..columnWidth]);
                place = place[columnWidth..];
            }
        }
        return encoded;
    }

    public T[] Targets(int[] rows)
    {
        var encoded = Allocate(rows.Length, _schema.OutputCount);
        if (_schema.Target is ClassTarget classes) Classes(classes, rows, encoded);
        else if (_schema.Target is ValueTarget value) Amounts(value, rows, encoded);
        return encoded;
    }

    /// <summary>The text of each input column in a row, null where it is missing, and of a number its value, or NaN.</summary>
    public IReadOnlyList<(string? Text, double Number)> Row(int row) =>
    [
        .. _schema.Inputs.Select(column => (Column: column, Cells: Cells(column.Name))).Select(pair => (
            pair.Cells.TextAt(row),
            pair.Column is NumberColumn ? pair.Cells.NumberAt(row, NumberEncoder<T>.NotANumber) : double.NaN)),
    ];

    private void Classes(ClassTarget target, int[] rows, T[] encoded)
    {
        var cells = Cells(target.Name);
        var indexOf = target.Classes.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            var text = cells.TextAt(rows[i])!;
            if (!indexOf.TryGetValue(text, out var index))
                throw cells.Wrong(rows[i],
                    $"is not a class of the model{NearestName.Suggest(text, target.Classes)}: "
                    + $"its classes are {Sentence.List(target.Classes)}");
            encoded[(i * target.Width) + index] = T.One;
        }
    }

    private void Amounts(ValueTarget target, int[] rows, T[] encoded)
    {
        var cells = Cells(target.Name);
        for (var i = 0; i < rows.Length; i++)
            encoded[i] = ColumnEncoder<T>.Standardised(
                cells, rows[i], cells.NumberAt(rows[i], NumberEncoder<T>.NotANumber), target.Mean, target.Deviation);
    }

    private ColumnReader Cells(string name) => new(_table, name, _schema.MissingTexts);

    private T[] Allocate(int rows, int width) => (long)rows * width <= Array.MaxLength
        ? new T[rows * width]
        : throw new BadInputException($"{_table.Name} becomes {Sentence.Count(rows, "row")} of {Sentence.Count(width, "number")}, "
            + "which does not fit in memory: split it");
}
