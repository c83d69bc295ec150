using System.IO.Compression;
using System.Text;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>What is read in portions is what is read whole, wherever the stream and the portions are cut.</summary>
public sealed class PortionTests
{
    private static readonly string[] s_cells = ["", " ", "1", "-2.5e3", "a", "é", "汉字", "😀", "\"x,y\"", "\"line\nbreak\"", "\"a\r\nb\"", "\"say \"\"hi\"\"\"", "5\" pipe", " padded "];

    /// <summary>A stream that gives as little at a time as it likes.</summary>
    private sealed class Dripping(byte[] bytes, Random random, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, most + 1)));

        public override int Read(Span<byte> buffer)
        {
            var portion = new byte[buffer.Length];
            var count = Read(portion, 0, portion.Length);
            portion.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
    }

    private static byte[] RandomCsv(Random random)
    {
        var (columns, rows) = (random.Next(1, 6), random.Next(1, 60));
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}")));
        string[] ends = ["\n", "\r\n", "\r"];
        var end = ends[random.Next(ends.Length)];
        // A row of one empty cell would be an empty line.
        for (var row = 0; row < rows; row++)
            text.Append(end).Append(string.Join(',', Enumerable.Range(0, columns).Select(i => i == 0 ? $"r{row}" : s_cells[random.Next(s_cells.Length)])));
        if (random.Next(2) == 0) text.Append(end);
        return [.. random.Next(3) == 0 ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static List<string> Rows(IEnumerable<Table> portions)
    {
        var rows = new List<string>();
        foreach (var portion in portions)
            for (var row = 0; row < portion.RowCount; row++)
                rows.Add($"{portion.Place(row)} {string.Join('|', Enumerable.Range(0, portion.Columns.Count).Select(column => portion[row, column]))}");
        return rows;
    }

    [Fact]
    public void Portions_are_the_whole()
    {
        var random = new Random(7);
        var options = new TableOptions { Delimiter = ',' };
        for (var run = 0; run < 500; run++)
        {
            var csv = RandomCsv(random);
            var whole = Table.Read(new MemoryStream(csv), "t.csv", options);
            var text = CsvText.Open(new Dripping(csv, random, random.Next(1, 40)), "t.csv", null);
            var portions = CsvTable.Portions(text, "t.csv", options, random.Next(1, 30));
            Assert.Equal(Rows([whole]), Rows(portions));
        }
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a|b\n1|2\n")]
    public void The_delimiter_is_found_out_of_a_trickle_too(string csv) => Assert.Equal(
        Rows([Make.Table(csv)]),
        Rows(CsvTable.Portions(CsvText.Open(new Dripping(Encoding.UTF8.GetBytes(csv), new(1), 1), "t.csv", null), "t.csv", new())));

    /// <summary>Blanks of any number, also those that a portion of the stream ends in.</summary>
    [Fact]
    public void Blanks_between_cells_are_the_same_in_portions()
    {
        var csv = Encoding.UTF8.GetBytes("  a   b\tc  \n1 2   \"x  y\"\n\n   3\t \t4  5\r\n6 7 8");
        var options = new TableOptions { Delimiter = ' ' };
        var whole = Rows([Table.Read(new MemoryStream(csv), "t.txt", options)]);
        Assert.Equal(["t.txt:2 1|2|x  y", "t.txt:4 3|4|5", "t.txt:5 6|7|8"], whole);
        for (var most = 1; most < 20; most++)
            Assert.Equal(whole, Rows(CsvTable.Portions(CsvText.Open(new Dripping(csv, new(most), most), "t.txt", null), "t.txt", options, 3)));
    }

    [Fact]
    public void Files_without_a_header_packed_ones_and_those_of_Excel_are_the_same_in_portions()
    {
        using var folder = new TemporaryFolder();
        var (plain, packed) = (folder.PathOf("t.csv"), folder.PathOf("t.csv.gz"));
        File.WriteAllText(plain, "sep=;\nx;y\n1,5;2;\n3,5;4\n");
        using (var stream = new GZipStream(File.Create(packed), CompressionLevel.Fastest)) stream.Write(File.ReadAllBytes(plain));
        foreach (var path in new[] { plain, packed })
        {
            var large = StreamedTable.Open(path, new(), 0)!;
            Assert.Equal(Rows([Table.Read(path)]), Rows(large.Portions()));
            Assert.Equal(["x", "y"], large.Head.Columns);
        }
        // A packed file is taken for four times its length.
        Assert.NotNull(StreamedTable.Open(packed, new(), (4 * new FileInfo(packed).Length) - 1));
        Assert.Null(StreamedTable.Open(packed, new(), 4 * new FileInfo(packed).Length));
        File.WriteAllText(plain, "1,2,\n3,4\n");
        var options = new TableOptions { Columns = ["x", "y"] };
        Assert.Equal(Rows([Table.Read(plain, options)]), Rows(StreamedTable.Open(plain, options, 0)!.Portions()));
    }

    [Fact]
    public void Numbers_are_those_of_the_texts()
    {
        string[] texts = ["1", " 2.5 ", "1e999", "-1e-999", "1,000", "0x1", "NaN", "inf", "Infinity", "-∞", "3.4028235e38", "3.5e38", "1 2", "", "٣", "+7", ".5", "5.", "1e5"];
        var csv = Make.Csv("c", texts.Select(text => $"\"{text}\""));
        foreach (var options in new[] { new TableOptions(), new TableOptions { HasDecimalComma = true } })
        {
            var whole = Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "t.csv", options);
            var portion = CsvTable.Portions(CsvText.Open(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "t.csv", null), "t.csv", options).Single();
            for (var row = 0; row < texts.Length; row++)
            {
                Assert.Equal(whole.Cells(0).Number(row), portion.Cells(0).Number(row));
                Assert.Equal(whole.Cells(0).IsBlank(row), portion.Cells(0).IsBlank(row));
            }
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n")]
    [InlineData("a,b\n1,2\n3,4,5\n")]
    [InlineData("a,b\n1,\"2\n3,4\n")]
    [InlineData("a,b\n1,\"2\"x\n")]
    [InlineData("a,a\n1,2\n")]
    [InlineData("a,\n1,2,3\n")]
    [InlineData(",\n1,2\n")]
    [InlineData("a,b\n")]
    [InlineData("")]
    public void Errors_are_the_same(string csv) => Assert.Equal(
        Make.Error(() => Make.Table(csv)),
        Make.Error(() => Rows(CsvTable.Portions(CsvText.Open(new Dripping(Encoding.UTF8.GetBytes(csv), new(3), 2), "t.csv", null), "t.csv", new()))));

    /// <summary>A byte that is no UTF-8 is found on its line, wherever the stream is cut; beside it, a valid text passes unchanged.</summary>
    [Theory]
    [InlineData("a\r\nb\r\nx", new byte[] { 0xE9, (byte)'n' }, 3, "the byte 0xE9")]
    [InlineData("a\rb\n汉字", new byte[] { 0xC3 }, 3, "the byte 0xC3")]
    [InlineData("汉\n字", new byte[] { 0x80 }, 2, "the byte 0x80")]
    [InlineData("a\n\n😀", new byte[] { 0xF0, 0x9F, (byte)'x' }, 3, "the byte 0xF0")]
    [InlineData("é\n\n\n", new byte[] { 0 }, 4, "a NUL byte")]
    public void A_byte_that_is_no_text_is_found(string before, byte[] bad, int line, string what)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(before), .. bad];
        for (var most = 1; most < 20; most++)
        {
            var message = Make.Error(() => CsvText.Read(new Dripping(bytes, new(most), most), "t.csv", null));
            Assert.StartsWith($"t.csv:{line}: {what}", message);
            Assert.Equal(before, Encoding.UTF8.GetString(CsvText.Read(new Dripping(Encoding.UTF8.GetBytes(before), new(most), most), "t.csv", null).Span));
        }
    }

    [Fact]
    public void Other_encodings_are_read_in_portions()
    {
        var csv = Make.Csv("größe,y", 300, i => $"ä{i},{i}");
        foreach (var name in new[] { "latin1", "utf-16", "utf-16BE", "windows-1252" })
        {
            var bytes = Encoding.GetEncoding(name).GetBytes(csv);
            Assert.Equal(csv, Encoding.UTF8.GetString(CsvText.Read(new Dripping(bytes, new(1), 3), "t.csv", name).Span));
        }
        Assert.Equal("t.csv is not text in utf-8: name its encoding with --encoding",
            Make.Error(() => CsvText.Read(new MemoryStream([(byte)'a', 0xE9, (byte)'b']), "t.csv", "utf-8")));
    }
}
