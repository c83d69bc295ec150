using System.Text;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Text tables that are not quite CSV: without a header, with blanks between the columns, with Excel's first line.</summary>
public sealed class HeaderTests
{
    private static Table Read(string text, TableOptions options) => Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.data", options);

    [Fact]
    public void Columns_that_are_named_are_those_of_a_file_without_a_header()
    {
        var table = Read("1,a\n\n2,b\n", new() { Columns = ["n", " c "] });
        Assert.Equal(["n", "c"], table.Columns);
        Assert.Equal(("1", "b", 2, "t.data:3"), (table[0, 0], table[1, 1], table.RowCount, table.Place(1)));
    }

    [Theory]
    [InlineData("1,a\n2,b\n", "n", "t.data:1: 2 fields, but --columns names 1 column: quote the text that holds a delimiter or name the column too")]
    [InlineData("1,a\n2\n", "n c", "t.data:2: 1 field, but --columns names 2 columns: add the missing field or quote the text that holds a delimiter")]
    [InlineData("1,a\n", "n n", "--columns: two columns are named 'n': rename one of them")]
    [InlineData("\n", "n c", "t.data is empty: it needs at least one row")]
    public void Columns_that_do_not_fit_are_refused(string text, string columns, string sentence) =>
        Assert.Equal(sentence, Make.Error(() => Read(text, new() { Columns = columns.Split(' ') })));

    [Fact]
    public void Any_number_of_blanks_keeps_columns_apart()
    {
        var table = Read("  x   name\ty \n 1.5\t \"two  words\"   3\r\n\n4  5  6", new() { Delimiter = ' ' });
        Assert.Equal(["x", "name", "y"], table.Columns);
        Assert.Equal(("1.5", "two  words", "3"), (table[0, 0], table[0, 1], table[0, 2]));
        Assert.Equal(("4", "5", "6", "t.data:4"), (table[1, 0], table[1, 1], table[1, 2], table.Place(1)));
        Assert.StartsWith("t.data:2: 2 fields, but the header has 1 column", Make.Error(() => Read("x\n1 2\n", new() { Delimiter = ' ' })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sep=;\na;b\n1,5;x\n", null)]
    [InlineData("\uFEFFsep=;\r\na;b\r\n1,5;x\r\n", null)]
    [InlineData("sep=;\na;b\n1,5;x\n", ';')]
    public void The_first_line_that_Excel_writes_is_understood(string text, char? delimiter)
    {
        var table = Read(text, new() { Delimiter = delimiter });
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(("1,5", "t.data:3"), (table[0, 0], table.Place(0)));
    }

    /// <summary>As pandas writes the index of a table, and others a delimiter at the end of every line.</summary>
    [Fact]
    public void A_column_without_a_name_is_left_out_and_kept_in_predictions()
    {
        var table = Read(",x,,y\n0,5,,1\n1,6,,2\n2,8,,4\n", new());
        var inferred = SchemaInference.Infer(table, Make.AllRows(table), new SchemaOptions("y"));
        Assert.Equal(["x"], inferred.Schema.Inputs.Select(column => column.Name));
        Assert.Equal(["2 columns without a name left out (1, 3): name what is to be learned from"], inferred.Notes.Texts());
        using var written = new MemoryStream();
        PredictionWriter.Write<double>(written, table, inferred.Schema, [0, 0, 0]);
        Assert.StartsWith(",x,,y,prediction\n0,5,,1,", Encoding.UTF8.GetString(written.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Delimiters_at_the_end_of_a_line_add_nothing()
    {
        Assert.Equal(["a", "b"], Read("a,b\n1,2,\n3,4,,\n", new()).Columns);
        Assert.StartsWith("t.data:3: 3 fields, but the header has 2 columns", Make.Error(() => Read("a,b\n1,2,\n3,4,5\n", new())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--delimiter")]
    [InlineData("--decimal-comma")]
    [InlineData("--encoding")]
    [InlineData("--columns")]
    public void What_is_said_of_a_text_is_refused_of_other_files(string option)
    {
        var options = option switch
        {
            "--delimiter" => new TableOptions { Delimiter = ';' },
            "--decimal-comma" => new TableOptions { HasDecimalComma = true },
            "--encoding" => new TableOptions { Encoding = "latin1" },
            _ => new TableOptions { Columns = ["a"] },
        };
        Assert.Equal($"t.idx holds IDX images, and {option} is for CSV: leave it out",
            Make.Error(() => Table.Read(new MemoryStream([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5]), "t.idx", options)));
        using var parquet = File.OpenRead(Repository.PathOf("tests", "reference", "table.parquet"));
        Assert.Equal($"t.parquet holds Parquet, and {option} is for CSV: leave it out", Make.Error(() => Table.Read(parquet, "t.parquet", options)));
    }

    /// <summary>The data of 1983 in the layout of their archive: blanks, a tab before the name in quotes, ? for what is missing, no header.</summary>
    [Fact]
    public void Auto_mpg_in_the_layout_of_its_archive_is_the_same_table()
    {
        var csv = Table.Read(Repository.PathOf("samples", "data", "auto-mpg.csv"));
        var layout = new StringBuilder();
        for (var row = 0; row < csv.RowCount; row++)
        {
            string Cell(int column) => csv[row, column] is { Length: > 0 } text ? text : "?";
            layout.Append($"{Cell(8),-4}   {Cell(1)}   {Cell(2),-10} {Cell(3),-10} {Cell(4),-10} {Cell(5),-6} {Cell(6)[2..4]}  {Cell(7)}\t\"{Cell(0)}\"\n");
        }
        var options = new TableOptions { Delimiter = ' ', Columns = ["mpg", "cylinders", "displacement", "horsepower", "weight", "acceleration", "year", "origin", "name"] };
        var table = Read(layout.ToString(), options);
        Assert.Equal((406, "chevrolet chevelle malibu", "USA"), (table.RowCount, table[0, 8], table[0, 7]));
        var inferred = SchemaInference.Infer(table, Make.AllRows(table), new SchemaOptions("mpg") { MissingTexts = ["?"] });
        Assert.Equal((6, 8), (inferred.MissingCounts["horsepower"], inferred.MissingCounts["mpg"]));
        Assert.Equal(["cylinders", "displacement", "horsepower", "weight", "acceleration", "year", "origin"],
            inferred.Schema.Inputs.Select(column => column.Name));
    }
}
