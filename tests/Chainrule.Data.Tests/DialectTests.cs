using System.Text;

namespace Chainrule.Data.Tests;

public sealed class DialectTests
{
    private static Table Read(string csv, TableOptions options, Encoding? encoding = null) =>
        Table.Read(new MemoryStream((encoding ?? Encoding.UTF8).GetBytes(csv)), "t.csv", options);

    [Fact]
    public void A_delimiter_that_is_named_is_the_only_one() =>
        Assert.Equal(["a,b", "c"], Read("a,b:c\n1,5:2\n", new() { Delimiter = ':' }).Columns);

    [Fact]
    public void Decimal_commas_are_read_when_that_is_said_and_then_points_are_none()
    {
        var table = Read("x;y\n1,5;1\n-2,25e1;2\n3;3\n", new() { HasDecimalComma = true });
        var schema = SchemaInference.Infer(table, [0, 1, 2], new SchemaOptions("y")).Schema;
        Assert.Equal(-6, Assert.IsType<NumberColumn>(schema.Inputs[0]).Mean);
        Assert.Equal("1,5", table[0, 0]);
        Assert.Equal("t.csv:4: column 'x' holds '1.5', which is not a number as its other 2 values are: correct it, or say --missing 1.5, or --category x",
            Make.Error(() => SchemaInference.Infer(
                Read("x;y\n1,5;1\n2,5;2\n1.5;3\n", new() { HasDecimalComma = true }), [0, 1, 2], new SchemaOptions("y"))));
    }

    [Theory]
    [InlineData("latin1", "a,b\n1,café\n")]
    [InlineData("windows-1252", "a,b\n1,€\n")]
    [InlineData("utf-16", "a,b\n1,价格\n")]
    [InlineData("gb18030", "a,b\n1,价格\n")]
    public void An_encoding_that_is_named_is_read(string name, string csv)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = Read(csv, new() { Encoding = name }, Encoding.GetEncoding(name));
        Assert.Equal(csv.Split(',')[^1].TrimEnd(), table[0, 1]);
    }

    [Theory]
    [InlineData("klingon", "there is no encoding 'klingon': utf-8, utf-16, latin1, windows-1252 and gb18030 are some")]
    [InlineData("", "there is no encoding '': utf-8, utf-16, latin1, windows-1252 and gb18030 are some")]
    [InlineData("ascii", "t.csv is not text in us-ascii: name its encoding with --encoding")]
    [InlineData("utf-32", "t.csv is not text in utf-32: name its encoding with --encoding")]
    public void An_encoding_that_is_wrong_is_one_sentence(string name, string sentence) =>
        Assert.Equal(sentence, Make.Error(() => Read("a,b\n1,é\n", new() { Encoding = name })));
}
