using System.Numerics;

namespace Chainrule.Data;

/// <summary>Turns the cells of one input column into the numbers of its place in an input row, which is all zeros before.</summary>
internal abstract class ColumnEncoder<T>(Column column, ColumnReader cells, ColumnNotes notes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected ColumnReader Cells { get; } = cells;

    protected ColumnNotes Noticed { get; } = notes;

    public static ColumnEncoder<T> For(Column column, ColumnReader cells, ColumnNotes notes) => column switch
    {
        NumberColumn number => new NumberEncoder<T>(number, cells, notes),
        CategoryColumn category => new CategoryEncoder<T>(category, cells, notes),
        DateColumn date => new DateEncoder<T>(date, cells, notes),
        _ => throw new NotSupportedException($"a column that is a {column.GetType().Name}"),
    };

    /// <exception cref="BadInputException">The cell is not what the schema says.</exception>
    public void Write(int row, Span<T> place)
    {
        if (WriteValue(row, place)) return;
        if (column.HasIndicator) place[^1] = T.One;
        if (!column.HasMissing) Noticed.UnexpectedlyMissing++;
    }

    /// <summary>Writes the value, or what stands in for it, to the start of the place; says whether there is one.</summary>
    protected abstract bool WriteValue(int row, Span<T> place);

    /// <exception cref="BadInputException">The value is so far off that the type cannot hold it.</exception>
    public static T Standardised(ColumnReader cells, int row, double value, double mean, double deviation)
    {
        var standardised = T.CreateTruncating((value - mean) / deviation);
        return T.IsFinite(standardised)
            ? standardised
            : throw cells.Wrong(row, "is too far from all values that the model was trained on: correct it");
    }
}

/// <summary>(x - mean) / deviation.</summary>
internal sealed class NumberEncoder<T>(NumberColumn column, ColumnReader cells, ColumnNotes notes) : ColumnEncoder<T>(column, cells, notes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool WriteValue(int row, Span<T> place)
    {
        var value = Cells.NumberAt(row, NotANumber);
        place[0] = Standardised(Cells, row, double.IsNaN(value) ? column.Median : value, column.Mean, column.Deviation);
        return !double.IsNaN(value);
    }

    public static string NotANumber(string text) =>
        Lookalike.Misfit(text) ?? "is not a number: correct it, or leave the cell empty if the value is missing";
}

/// <summary>
/// 1 for the category, 0 for the others. A text that training never saw is taken as one of the rare categories, or is all zeros where
/// there are none.
/// </summary>
internal sealed class CategoryEncoder<T>(CategoryColumn column, ColumnReader cells, ColumnNotes notes) : ColumnEncoder<T>(column, cells, notes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, int> _indexes = column.Categories.Index()
        .Concat(column.Rare.Select(name => (Index: column.Categories.Count, Item: name)))
        .ToDictionary(category => category.Item, category => category.Index, StringComparer.Ordinal);

    protected override bool WriteValue(int row, Span<T> place)
    {
        var text = Cells.TextAt(row);
        if (_indexes.TryGetValue(text ?? column.MostFrequent, out var index)) place[index] = T.One;
        else
        {
            Noticed.AddUnseen(text!);
            if (column.Rare.Count > 0) place[column.Categories.Count] = T.One;
        }
        return text is not null;
    }
}

/// <summary>The days standardised, then the parts of the date.</summary>
internal sealed class DateEncoder<T>(DateColumn column, ColumnReader cells, ColumnNotes notes) : ColumnEncoder<T>(column, cells, notes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool WriteValue(int row, Span<T> place)
    {
        var said = Cells.DateAt(row, NotADate);
        var date = said ?? Dates.At(column.Median);
        place[0] = Standardised(Cells, row, Dates.Days(date), column.Mean, column.Deviation);
        column.Parts.Write(date, place[1..]);
        return said is not null;
    }

    private static string NotADate(string text) => "is not a date such as 2024-01-31: correct it, or leave the cell empty if the value is missing";
}
