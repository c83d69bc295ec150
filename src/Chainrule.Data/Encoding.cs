using System.Numerics;

namespace Chainrule.Data;

/// <summary>One table on its way into numbers, column by column.</summary>
internal sealed class Encoding<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CsvTable _table;
    private readonly TableSchema _schema;

    public Encoding(CsvTable table, TableSchema schema, string[] needed)
    {
        (_table, _schema) = (table, schema);
        string[] lacking = [.. needed.Where(name => table.IndexOf(name) < 0)];
        if (lacking.Length == 1)
            throw new BadInputException($"{table.Name} lacks the column {Sentence.Quoted(lacking[0])} that the model needs");
        if (lacking.Length > 1)
            throw new BadInputException($"{table.Name} lacks {lacking.Length} columns that the model needs: {Sentence.List(lacking)}");
    }

    public List<DataNote> Notes { get; } = [];

    public int[] RowsWithTarget(IReadOnlyList<int> rows)
    {
        var cells = Cells(_schema.Target.Name);
        int[] kept = [.. rows.Where(row => !cells.IsMissing(row))];
        if (kept.Length == 0) throw new BadInputException($"{_table.Name}: {Sentence.NoTarget(_schema.Target.Name)}");
        if (kept.Length < rows.Count) Notes.Add(DataNote.MissingTarget(_schema.Target.Name, rows.Count - kept.Length));
        return kept;
    }

    public T[] Inputs(int[] rows)
    {
        var encoded = Allocate(rows.Length, _schema.InputCount);
        var offset = 0;
        foreach (var column in _schema.Inputs)
        {
            if (column is NumberColumn number) Numbers(number, rows, encoded, offset);
            else if (column is CategoryColumn category) Categories(category, rows, encoded, offset);
            offset += column.Width;
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

    /// <summary>The text of each input column in a row, null where it is missing.</summary>
    public IReadOnlyList<string?> Texts(int row) => [.. _schema.Inputs.Select(column => Cells(column.Name).TextAt(row))];

    private void Numbers(NumberColumn column, int[] rows, T[] encoded, int offset)
    {
        var (cells, width) = (Cells(column.Name), _schema.InputCount);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = cells.NumberAt(rows[i], NotANumber);
            var present = double.IsNaN(value) ? column.Median : value;
            encoded[(i * width) + offset] = Standardised(cells, rows[i], present, column.Mean, column.Deviation);
        }
    }

    private void Categories(CategoryColumn column, int[] rows, T[] encoded, int offset)
    {
        var (cells, width) = (Cells(column.Name), _schema.InputCount);
        var indexOf = Indexes(column.Categories);
        var unseen = new List<string>();
        for (var i = 0; i < rows.Length; i++)
        {
            var text = cells.TextAt(rows[i]) ?? column.MostFrequent;
            if (indexOf.TryGetValue(text, out var index)) encoded[(i * width) + offset + index] = T.One;
            else unseen.Add(text);
        }
        if (unseen.Count > 0)
            Notes.Add(new("unseen-category",
                $"{Sentence.Quoted(column.Name)} holds a text that training never saw in {Sentence.Count(unseen.Count, "row")} "
                + $"({Sentence.List([.. unseen.Distinct()])}): taken as none of its categories"));
    }

    private void Classes(ClassTarget target, int[] rows, T[] encoded)
    {
        var cells = Cells(target.Name);
        var indexOf = Indexes(target.Classes);
        for (var i = 0; i < rows.Length; i++)
        {
            var text = cells.TextAt(rows[i])!;
            if (!indexOf.TryGetValue(text, out var index))
                throw cells.Wrong(rows[i], text,
                    $"is not a class of the model{NearestName.Suggest(text, target.Classes)}: "
                    + $"its classes are {Sentence.List(target.Classes)}");
            encoded[(i * target.Width) + index] = T.One;
        }
    }

    private void Amounts(ValueTarget target, int[] rows, T[] encoded)
    {
        var cells = Cells(target.Name);
        for (var i = 0; i < rows.Length; i++)
            encoded[i] = Standardised(cells, rows[i], cells.NumberAt(rows[i], NotANumber), target.Mean, target.Deviation);
    }

    private static T Standardised(ColumnReader cells, int row, double value, double mean, double deviation)
    {
        var standardised = T.CreateTruncating((value - mean) / deviation);
        return T.IsFinite(standardised)
            ? standardised
            : throw cells.Wrong(row, cells.TextAt(row) ?? "", "is too far from all values that the model was trained on: correct it");
    }

    private ColumnReader Cells(string name) => new(_table, name, _schema.MissingTexts);

    private static Dictionary<string, int> Indexes(IReadOnlyList<string> names) =>
        names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);

    private static string NotANumber(string text) => "is not a number: correct it, or leave the cell empty if the value is missing";

    private T[] Allocate(int rows, int width) => (long)rows * width <= Array.MaxLength
        ? new T[rows * width]
        : throw new BadInputException($"{_table.Name} becomes {Sentence.Count(rows, "row")} of {Sentence.Count(width, "number")}, "
            + "which does not fit in memory: split it");
}
