using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>The skeleton of a Parquet file is looked over before anybody believes it.</summary>
public sealed class ParquetCheckTests
{
    private static byte[] Good => File.ReadAllBytes(Repository.PathOf("tests", "reference", "table.parquet"));

    private static byte[] Bytes(params byte[] bytes) => bytes;

    private static List<(string Structure, int Field, long Value)> Walk(byte[] bytes, string structure)
    {
        List<(string, int, long)> seen = [];
        new ThriftReader(bytes, (name, field, value) => seen.Add((name, field, value))).Read(structure);
        return seen;
    }

    [Fact]
    public void A_sound_file_passes_and_is_left_at_its_start()
    {
        using var stream = new MemoryStream(Good);
        ParquetCheck.Check(stream);
        Assert.Equal(0, stream.Position);
    }

    /// <summary>As DuckDB says when asked for parquet_metadata of the file: eleven columns of a hundred values.</summary>
    [Fact]
    public void Numbers_of_the_footer_are_read()
    {
        var good = Good;
        var length = BitConverter.ToInt32(good, good.Length - 8);
        var chunks = Walk(good[^(8 + length)..^8], ParquetShapes.File).Where(seen => seen.Structure == ParquetShapes.Chunk).ToList();
        Assert.Equal(Enumerable.Repeat(100L, 11), chunks.Where(seen => seen.Field == 5).Select(seen => seen.Value));
    }

    /// <summary>Worked by hand from the definition of the compact protocol: a header byte has the step of the field's number and its type.</summary>
    [Fact]
    public void A_structure_is_walked_as_the_protocol_has_it()
    {
        // By a name that has no fields: field 1 as 150 (zigzag 300 = AC 02), field 2 as -1, then an unknown field 20 as a list of two booleans, end.
        var bytes = Bytes(0x15, 0xAC, 0x02, 0x15, 0x01, 0x09, 0x28, 0x21, 1, 2, 0);
        Assert.Equal([("KeyValues", 0, 0L), ("KeyValues", 1, 150), ("KeyValues", 2, -1)], Walk(bytes, "KeyValues"));
    }

    [Theory]
    [InlineData(new byte[] { 0x15 }, "it ends too soon")]
    [InlineData(new byte[] { 0x15, 0xFF, 0xFF }, "it ends too soon")]
    [InlineData(new byte[] { 0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0 }, "a number does not end")]
    [InlineData(new byte[] { 0x18, 0, 0 }, "field 1 of PageHeader is of another type")]
    [InlineData(new byte[] { 0x05, 0x64, 0x02 }, "it ends too soon")]
    [InlineData(new byte[] { 0xF9, 0xFC, 0xFF, 0xFF, 0xFF, 0x07, 0 }, "a list is longer than the file")]
    [InlineData(new byte[] { 0xF8, 100, 1, 2 }, "it ends too soon")]
    [InlineData(new byte[] { 0xFF, 0 }, "type 15 is unknown")]
    public void What_cannot_be_is_refused(byte[] bytes, string problem) =>
        Assert.Equal(problem, Assert.Throws<InvalidDataException>(() => Walk(bytes, ParquetShapes.Page)).Message);

    [Fact]
    public void Structures_without_end_are_refused() =>
        Assert.Throws<InvalidDataException>(() => Walk([.. Enumerable.Repeat((byte)0xFC, 100)], ParquetShapes.Page));

    /// <summary>Wherever it is cut.</summary>
    [Fact]
    public void A_file_that_is_cut_is_refused()
    {
        var good = Good;
        for (var length = 0; length < good.Length; length++)
            Assert.ThrowsAny<Exception>(() => ParquetCheck.Check(new MemoryStream(good[..length])));
    }
}
