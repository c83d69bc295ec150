using System.IO.Compression;
using System.Text;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Packed files are read whole or refused, however they were cut.</summary>
public sealed class GzipTests
{
    private const string Damaged = "t.csv.gz is a damaged gzip file, or was cut short: copy or download it again";

    private static byte[] Packed(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static Table Read(byte[] bytes, string name = "t.csv.gz") => Table.Read(new MemoryStream(bytes), name);

    private static byte[] Unpacked(Stream packed)
    {
        using var content = new GzipContent(packed, "t");
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>The last line of a table loses nothing that anybody would miss, unless the end of the packed file is looked at.</summary>
    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_packed_table_is_read_whole_or_refused_wherever_it_is_cut(CompressionLevel level)
    {
        var whole = Packed(Encoding.UTF8.GetBytes(Make.Csv("a,b", 100, i => $"{i},{i * i}")), level);
        Assert.Equal((100, "9801"), (Read(whole).RowCount, Read(whole)[99, 1]));
        for (var length = 2; length < whole.Length; length++) Assert.Equal(Damaged, Make.Error(() => Read(whole[..length])));
    }

    [Fact]
    public void A_wrong_checksum_or_length_is_refused()
    {
        var whole = Packed("a,b\n1,2\n"u8);
        for (var i = 1; i <= 8; i++)
        {
            var damaged = whole.ToArray();
            damaged[^i] ^= 4;
            Assert.Equal(Damaged, Make.Error(() => Read(damaged)));
        }
    }

    [Fact]
    public void What_follows_the_end_is_refused() =>
        Assert.Equal(Damaged, Make.Error(() => Read([.. Packed("a,b\n1,2\n"u8), 1, 2, 3, 4])));

    /// <summary>gzip files that were put one behind the other are one, as for gunzip.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Several_pieces_are_one_file_however_they_are_read(int portion)
    {
        var bytes = new byte[300_000];
        new Random(3).NextBytes(bytes);
        byte[] packed = [.. Packed(bytes.AsSpan(..70_000)), .. Packed([]), .. Packed(bytes.AsSpan(70_000..), CompressionLevel.Fastest)];
        Assert.Equal(bytes, Unpacked(new InPortions(packed, portion)));
        Assert.Throws<BadInputException>(() => Unpacked(new InPortions(packed[..^1], portion)));
    }

    /// <summary>Made by gzip itself, as a check on what is not our own.</summary>
    [Fact]
    public void A_table_packed_by_gzip_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("t.tsv");
        File.WriteAllText(path, "a,1\tb\n1\t2\n");
        System.Diagnostics.Process.Start("gzip", [path]).WaitForExit();
        Assert.Equal(["a,1", "b"], Table.Read(path + ".gz").Columns);
    }

    [Fact]
    public void A_packed_pipe_is_refused_with_advice() =>
        Assert.Equal("stdin is packed with gzip: unpack it with gunzip -c, or name the file",
            Make.Error(() => CsvText.Read(new MemoryStream([0x1F, 0x8B, 8, 1, 0xFF]), "stdin", null)));

    [Fact]
    public void Packed_parquet_is_refused_with_advice()
    {
        var packed = Packed(File.ReadAllBytes(Repository.PathOf("tests", "reference", "table.parquet")));
        Assert.Equal("t.parquet.gz is Parquet packed with gzip: unpack it first", Make.Error(() => Read(packed, "t.parquet.gz")));
    }

    /// <summary>A stream that hands out so many bytes at once.</summary>
    private sealed class InPortions(byte[] bytes, int portion) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, portion)]);
    }
}
