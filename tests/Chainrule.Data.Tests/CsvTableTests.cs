using System.Globalization;
using System.Text;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class CsvTableTests
{
    private static string[][] Cells(Table table) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => table.Columns.Select((_, column) => table[row, column]).ToArray())];

    private static int[] Lines(Table table) => [.. Enumerable.Range(0, table.RowCount).Select(row => Line(table, row))];

    private static int Line(Table table, int row) => int.Parse(table.Place(row).Split(':')[^1], CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("a,b\n1,x\n2,y")]
    [InlineData("\uFEFFa,b\n1,x\n2,y\n")]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\n1|x\n2|y\n")]
    [InlineData("a, b\n1 , x\n 2,y \n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n")]
    public void Every_dialect_is_the_same_table(string csv)
    {
        var table = Make.Table(csv);
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal<string[]>([["1", "x"], ["2", "y"]], Cells(table));
        Assert.Equal([2, 3], Lines(table));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_inside_quotes_and_blank_lines_count(string newline)
    {
        var table = Make.Table("a,b\n1,\"x\ny\"\n\n2,\"say \"\"hi\"\"\n,\"\n3,z\n".Replace("\n", newline));
        Assert.Equal([2, 5, 7], Lines(table));
        Assert.Equal($"x{newline}y", table[0, 1]);
        Assert.Equal($"say \"hi\"{newline},", table[1, 1]);
    }

    [Fact]
    public void A_tsv_is_separated_by_tabs_whatever_its_header_looks_like() =>
        Assert.Equal<string[]>([["1,5;2", "x"]], Cells(Make.Table("a,b;c,d\te\n1,5;2\tx\n", "t.tsv")));

    [Fact]
    public void Decimal_commas_do_not_confuse_the_semicolons() =>
        Assert.Equal<string[]>([["1,5", "2,5"], ["3,5", "4,5"]], Cells(Make.Table("a;b\n1,5;2,5\n3,5;4,5\n")));

    [Fact]
    public void A_quote_inside_a_plain_field_is_text() => Assert.Equal("5\" pipe", Make.Table("a,b\n5\" pipe,1\n")[0, 0]);

    [Fact]
    public void Columns_are_found_by_exact_name()
    {
        var table = Make.Table("a,B\n1,2\n");
        Assert.Equal((0, 1, -1), (table.IndexOf("a"), table.IndexOf("B"), table.IndexOf("b")));
    }

    [Theory]
    [InlineData("", "t.csv is empty: it needs a header line and at least one row")]
    [InlineData("\n\r\n\n", "t.csv is empty: it needs a header line and at least one row")]
    [InlineData("\uFEFF", "t.csv is empty: it needs a header line and at least one row")]
    [InlineData("a,b", "t.csv has a header but no rows")]
    [InlineData("a,b\n\n\n", "t.csv has a header but no rows")]
    [InlineData("a,b,c,d,e\n1,2,3,4,5\n1,2,3,4\n", "t.csv:3: 4 fields, but the header has 5 columns: add the missing field or quote the text that holds a delimiter")]
    [InlineData("a,b\n\"1\n2\",x\n\n7\n", "t.csv:5: 1 field, but the header has 2 columns: add the missing field or quote the text that holds a delimiter")]
    [InlineData("a,b\r\n1,2\r\n1,2,3\r\n", "t.csv:3: 3 fields, but the header has 2 columns: quote the text that holds a delimiter or name the column in the header")]
    [InlineData("a,b,a\n1,2,3\n", "t.csv: two columns are named 'a': rename one of them")]
    [InlineData("a, a \n1,2\n", "t.csv: two columns are named 'a': rename one of them")]
    [InlineData(" ,\n1,2\n", "t.csv: no column has a name: write a header, or name the columns with --columns")]
    [InlineData("1,0,1\n1,2,3\n", "t.csv: two columns are named '1': if there is no header, name the columns with --columns")]
    [InlineData("a,b\n1,2\n3,\"x\n5,6\n", "t.csv:3: a quote opens here and is never closed: close it, or double each quote that is text")]
    [InlineData("a,\"b\n1,2\n", "t.csv:1: a quote opens here and is never closed: close it, or double each quote that is text")]
    [InlineData("a,b\n1,\"x\n2,\"y\"\n3,4\n", "t.csv:2: text follows a closing quote: put a delimiter after it, or double each quote that is text")]
    [InlineData("a,b\n1,2\n1,\0\n", "t.csv:3: a NUL byte, so this is not text in UTF-8 (UTF-16, or a binary file?): save it as CSV in UTF-8, or say --encoding utf-16")]
    public void What_is_no_table_is_one_sentence(string csv, string message) =>
        Assert.Equal(message, Make.Error(() => Make.Table(csv)));

    [Theory]
    [InlineData("\n", 3)]
    [InlineData("\r\n", 3)]
    [InlineData("\r", 3)]
    public void Latin_1_is_named_with_its_line(string newline, int line)
    {
        var bytes = Encoding.Latin1.GetBytes($"a,b{newline}1,x{newline}2,caf\u00E9{newline}");
        Assert.Equal($"t.csv:{line}: the byte 0xE9 is not UTF-8 text (Latin-1 or Windows-1252?): save the file as CSV in UTF-8, or say --encoding windows-1252, or gb18030 for Chinese",
            Make.Error(() => Table.Read(new MemoryStream(bytes), "t.csv")));
    }

    [Fact]
    public void Utf_16_and_binary_files_are_refused()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2\n")).ToArray();
        Assert.StartsWith("t.csv:1: a NUL byte", Make.Error(() => Table.Read(new MemoryStream(utf16), "t.csv")), StringComparison.Ordinal);
        Assert.StartsWith("t.csv:1: the byte 0x89 is not UTF-8", Make.Error(() => Table.Read(new MemoryStream([0x89, 0x50, 0x4E, 0x47]), "t.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_a_NUL_is_counted_over_chunks_that_split_a_line_end()
    {
        // 65,536 bytes are read at a time: a CR at the end of the first chunk and its LF in the next are one line end.
        var text = "a\r\n" + new string('x', 65536 - 4) + "\r\n\0";
        Assert.StartsWith("t.csv:3: a NUL byte", Make.Error(() => Make.Table(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_device_of_zeros_ends_at_once()
    {
        if (!File.Exists("/dev/zero")) return;
        Assert.StartsWith("/dev/zero:1: a NUL byte", Make.Error(() => Table.Read("/dev/zero")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Equal($"there is no file '{folder}/x.csv'", Make.Error(() => Table.Read(folder + "/x.csv")));
        Assert.Equal($"there is no file '{folder}/no/x.csv'", Make.Error(() => Table.Read(folder + "/no/x.csv")));
        Make.Error(() => Table.Read(""));
        Assert.Equal($"'{folder}' is a folder, not a file", Make.Error(() => Table.Read(folder)));
        Directory.Delete(folder);
    }

    [Fact]
    public void A_broken_stream_of_a_file_is_one_sentence()
    {
        if (!File.Exists("/proc/self/mem")) return;
        Assert.StartsWith("'/proc/self/mem' could not be read (", Make.Error(() => Table.Read("/proc/self/mem")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris.csv", 150, 5)]
    [InlineData("breast-cancer.csv", 569, 31)]
    [InlineData("digits.csv", 1797, 65)]
    [InlineData("diabetes.csv", 442, 11)]
    [InlineData("auto-mpg.csv", 406, 9)]
    public void The_samples_are_tables(string file, int rows, int columns)
    {
        var table = Table.Read(Repository.PathOf("samples", "data", file));
        Assert.Equal((rows, columns), (table.RowCount, table.Columns.Count));
        Assert.Equal(rows + 1, Line(table, rows - 1));
    }
}
