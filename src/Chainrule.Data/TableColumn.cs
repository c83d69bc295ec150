namespace Chainrule.Data;

/// <summary>The facts of a column whose table is in memory.</summary>
internal sealed class TableColumn(Table table, string name, IReadOnlyList<string> missingTexts, int[] trainingRows, Func<Statistics> pixels)
    : ColumnFacts
{
    private readonly ColumnReader _cells = new(table, name, missingTexts);

    public override ColumnSurvey Survey => field == default ? field = _cells.Survey() : field;

    public override bool IsEmpty => trainingRows.All(_cells.IsMissing);

    public override bool HasMissing => trainingRows.Any(_cells.IsMissing);

    public override string FirstText => trainingRows.Select(_cells.TextAt).OfType<string>().First();

    public override Statistics? Pixels => _cells.Pixels is null ? null : pixels();

    public override NumberFacts Numbers(Func<string, string> remedy)
    {
        double[] values = [.. Enumerable.Range(0, table.RowCount).Select(row => _cells.NumberAt(row, remedy))];
        return Of([.. trainingRows.Select(row => values[row]).Where(value => !double.IsNaN(value))]);
    }

    public override NumberFacts Dates(Func<string, string> remedy, out DateParts parts)
    {
        DateTime?[] values = [.. Enumerable.Range(0, table.RowCount).Select(row => _cells.DateAt(row, remedy))];
        DateTime[] present = [.. trainingRows.Select(row => values[row]).OfType<DateTime>()];
        parts = DateParts.In(present);
        return Of([.. present.Select(Data.Dates.Days)]);
    }

    public override TextFacts Texts()
    {
        string[] present = [.. trainingRows.Select(_cells.TextAt).OfType<string>()];
        return TextFacts.Of(present.Length, present.CountBy(text => text));
    }

    public override void RefuseLookalikes() => _cells.RefuseLookalikes();

    private static NumberFacts Of(double[] present) =>
        new(present.Length, Statistics.Of(present), Array.TrueForAll(present, value => value == present[0]));
}
