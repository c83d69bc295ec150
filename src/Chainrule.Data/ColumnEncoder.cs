using System.Numerics;

namespace Chainrule.Data;

/// <summary>Turns the cells of one input column into the numbers of its place in an input row, which is all zeros before.</summary>
internal abstract class ColumnEncoder<T>(ColumnReader cells) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected ColumnReader Cells { get; } = cells;

    public static ColumnEncoder<T> For(Column column, ColumnReader cells, EncodingNotes notes) => column switch
    {
        NumberColumn number => new NumberEncoder<T>(number, cells),
        CategoryColumn category => new CategoryEncoder<T>(category, cells, notes.Unseen(category.Name)),
        DateColumn date => new DateEncoder<T>(date, cells),
        _ => throw new NotSupportedException($"a column that is a {column.GetType().Name}"),
    };

    /// <exception cref="BadInputException">The cell is not what the schema says.</exception>
    public abstract void Write(int row, Span<T> place);

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
internal sealed class NumberEncoder<T>(NumberColumn column, ColumnReader cells) : ColumnEncoder<T>(cells)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Write(int row, Span<T> place)
    {
        var value = Cells.NumberAt(row, NotANumber);
        place[0] = Standardised(Cells, row, double.IsNaN(value) ? column.Median : value, column.Mean, column.Deviation);
    }

    public static string NotANumber(string text) => "is not a number: correct it, or leave the cell empty if the value is missing";
}

/// <summary>1 for the category, 0 for the others; all zeros for a text that training never saw.</summary>
internal sealed class CategoryEncoder<T>(CategoryColumn column, ColumnReader cells, UnseenTexts unseen) : ColumnEncoder<T>(cells)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, int> _indexes =
        column.Categories.Index().ToDictionary(category => category.Item, category => category.Index, StringComparer.Ordinal);

    public override void Write(int row, Span<T> place)
    {
        var text = Cells.TextAt(row) ?? column.MostFrequent;
        if (_indexes.TryGetValue(text, out var index)) place[index] = T.One;
        else unseen.Add(text);
    }
}

/// <summary>The days standardised, then the parts of the date.</summary>
internal sealed class DateEncoder<T>(DateColumn column, ColumnReader cells) : ColumnEncoder<T>(cells)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Write(int row, Span<T> place)
    {
        var date = Cells.DateAt(row, NotADate) ?? Dates.At(column.Median);
        place[0] = Standardised(Cells, row, Dates.Days(date), column.Mean, column.Deviation);
        column.Parts.Write(date, place[1..]);
    }

    private static string NotADate(string text) => "is not a date such as 2024-01-31: correct it, or leave the cell empty if the value is missing";
}
