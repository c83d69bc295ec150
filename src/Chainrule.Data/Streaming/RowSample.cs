using System.Numerics;
using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>
/// Picks rows that stand for all of those that judge out of a table that is read in portions: as many as can be looked at one by one. Each
/// row is as likely as any other, and the seed fixes which.
/// </summary>
internal static class RowSample
{
    private const int MostRows = 10_000, FewestRows = 100, MostNumbers = 1 << 24;

    /// <summary>The picked rows as a table, whose rows keep their numbers, and as numbers.</summary>
    /// <param name="name">What error messages call the table.</param>
    /// <param name="portions">The rows from the first to the last, and which of each portion judge if they have a target.</param>
    /// <param name="schema">How rows become numbers.</param>
    /// <param name="of">How many rows judge.</param>
    /// <param name="seed">Fixes which are picked.</param>
    /// <exception cref="BadInputException">There are no such rows: the file was changed meanwhile.</exception>
    public static (Table Table, EncodedTable<T> Rows) Of<T>(
        string name, IEnumerable<(Table Portion, IEnumerable<int> Judging)> portions, TableSchema schema, int of, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = Math.Min(of, Math.Clamp(MostNumbers / schema.InputCount, FewestRows, MostRows));
        var (random, seen, first) = (new CounterRandom(seed, Draws.Sample), 0, 0);
        var picked = new Picked();
        foreach (var (portion, judging) in portions)
        {
            foreach (var row in new Encoding<T>(portion, schema, withTarget: true).RowsWithTarget([.. judging]))
                // With the probability (still to pick) / (still to come) each set of rows is as likely as any other.
                if (random.Uniform((ulong)seen) * (of - seen++) < size - picked.Count) picked.Add(portion, row, first + row + 1);
            first += portion.RowCount;
        }
        if (picked.Count == 0) throw new BadInputException($"{name}: {Sentence.NoTarget(schema.Target.Name)}");
        var table = picked.Table(name);
        return (table, TableEncoder.Encode<T>(table, [.. Enumerable.Range(0, table.RowCount)], schema));
    }

    /// <summary>The texts of rows, which outlive the portions they came in.</summary>
    private sealed class Picked
    {
        private readonly List<int> _numbers = [];
        private (string Name, List<string> Texts, bool HaveDecimalComma)[] _columns = [];

        public int Count => _numbers.Count;

        public void Add(Table portion, int row, int number)
        {
            if (Count == 0)
                _columns = [.. portion.Columns.Select((column, index) => (column, new List<string>(), portion.Cells(index).HaveDecimalComma))];
            for (var column = 0; column < _columns.Length; column++) _columns[column].Texts.Add(portion[row, column]);
            _numbers.Add(number);
        }

        public Table Table(string name) => new(
            name, [.. _columns.Select(column => (column.Name, (Cells)new TextCells(column.Texts, column.HaveDecimalComma)))], Count,
            new(", row ", _numbers))
        {
            Numbers = _numbers,
        };
    }
}
