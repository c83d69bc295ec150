using System.Text;

namespace Chainrule.Data.Tests;

/// <summary>Short ways to a table, a schema and an error message.</summary>
internal static class Make
{
    public static Table Table(string csv, string name = "t.csv") => Data.Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), name);

    public static int[] AllRows(Table table) => [.. Enumerable.Range(0, table.RowCount)];

    public static InferredSchema Infer(string csv, SchemaOptions options)
    {
        var table = Table(csv);
        return SchemaInference.Infer(table, AllRows(table), options);
    }

    public static InferredSchema Infer(string csv, string target) => Infer(csv, new SchemaOptions(target));

    /// <summary>A header and one line per row.</summary>
    public static string Csv(string header, IEnumerable<string> rows) => header + "\n" + string.Join("\n", rows) + "\n";

    public static string Csv(string header, int rows, Func<int, string> row) => Csv(header, Enumerable.Range(0, rows).Select(row));

    /// <summary>The message of the <see cref="BadInputException"/>, which must be one line.</summary>
    public static string Error(Action action)
    {
        var message = Assert.Throws<BadInputException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    public static string ErrorOf(string csv, SchemaOptions options) => Error(() => Infer(csv, options));

    public static string ErrorOf(string csv, string target) => Error(() => Infer(csv, target));

    public static string[] Texts(this IEnumerable<DataNote> notes) => [.. notes.Select(note => note.Text)];
}
