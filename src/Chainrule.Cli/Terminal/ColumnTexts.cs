using System.Globalization;
using Chainrule.Data;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>What the columns of a table were taken for, in words.</summary>
internal static class ColumnTexts
{
    /// <summary>More categories than this are counted, not listed.</summary>
    private const int MostCategories = 8;

    /// <summary>What each column is; neighbours of which the same is to be said, as the pixels of an image, on one line.</summary>
    public static IEnumerable<(string Names, string What)> Alike(IReadOnlyList<Column> columns, Words<Text> words)
    {
        for (var (start, end) = (0, 0); start < columns.Count; start = end)
        {
            var what = Describe(columns[start], words);
            while (end < columns.Count && Describe(columns[end], words) == what) end++;
            yield return (end - start < 3 ? columns[start].Name : $"{columns[start].Name} … {columns[end - 1].Name}", what);
            if (end - start == 2) yield return (columns[end - 1].Name, what);
        }
    }

    /// <summary>What a column was taken for, with its statistics.</summary>
    public static string Describe(Column column, Words<Text> words) =>
        column.HasIndicator ? words[Text.WithIndicator, DescribeValue(column, words)] : DescribeValue(column, words);

    private static string DescribeValue(Column column, Words<Text> words) => column switch
    {
        NumberColumn number => words[Text.Number, Report.Short(number.Mean), Report.Short(number.Deviation), Report.Short(number.Median)],
        CategoryColumn { Rare.Count: > 0 } category => words[Text.CategoryAndRare, List(category.Categories), List(category.Rare)],
        CategoryColumn category => words[Text.Category, List(category.Categories)],
        DateColumn date => words[Text.Date, Day(date.Mean), Report.Short(date.Deviation), Day(date.Median)],
        _ => "",
    };

    private static string Day(double days) => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Names, at most so many.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count <= MostCategories ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostCategories))}, … ({names.Count})";
}
