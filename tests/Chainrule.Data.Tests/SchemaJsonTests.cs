using System.Text.Json.Nodes;

namespace Chainrule.Data.Tests;

public sealed class SchemaJsonTests
{
    private const string Classes = """
        {"target":{"name":"y","kind":"class","classes":["a","b"]},
         "inputs":[{"name":"x","kind":"number","mean":1.5,"deviation":2,"median":-3E-07,"hasMissing":true,"hasIndicator":true},
                   {"name":"c","kind":"category","categories":["p","q"],"rare":["r","s"],"mostFrequent":"q","hasMissing":false,"hasIndicator":false}],
         "ignored":[{"name":"z","reason":"'z' is ignored as asked"}],
         "missingTexts":["?"]}
        """;

    private static TableSchema Read(string json) => TableSchema.FromJson(JsonNode.Parse(json), "m.safetensors");

    [Fact]
    public void A_schema_is_read_member_by_member()
    {
        var schema = Read(Classes);
        Assert.Equal(["a", "b"], Assert.IsType<ClassTarget>(schema.Target).Classes);
        Assert.Equal(new NumberColumn("x", 1.5, 2, -3e-7, true), schema.Inputs[0]);
        var category = Assert.IsType<CategoryColumn>(schema.Inputs[1]);
        Assert.Equal("c", category.Name);
        Assert.Equal(["p", "q"], category.Categories);
        Assert.Equal(["r", "s"], category.Rare);
        Assert.Equal(("q", false), (category.MostFrequent, category.HasMissing));
        Assert.Equal([new IgnoredColumn("z", "'z' is ignored as asked")], schema.Ignored);
        Assert.Equal(["?"], schema.MissingTexts);
        Assert.Equal((5, 2, LearningTask.Classification), (schema.InputCount, schema.OutputCount, schema.Task));
    }

    [Fact]
    public void Writing_gives_the_text_that_was_read() =>
        Assert.Equal(JsonNode.Parse(Classes)!.ToJsonString(), Read(Read(Classes).ToJson().ToJsonString()).ToJson().ToJsonString());

    [Fact]
    public void Doubles_keep_every_bit()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (mean, deviation) = (Finite(random), Math.Abs(Finite(random)));
            var schema = new TableSchema([new NumberColumn("x", mean, deviation, -mean, false)], new ValueTarget("y", -mean, deviation), [], []);
            var read = Read(schema.ToJson().ToJsonString());
            var x = Assert.IsType<NumberColumn>(read.Inputs[0]);
            var y = Assert.IsType<ValueTarget>(read.Target);
            Assert.Equal(Bits(mean, deviation, -mean, -mean, deviation), Bits(x.Mean, x.Deviation, x.Median, y.Mean, y.Deviation));
        }
    }

    private static long[] Bits(params double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static double Finite(Random random)
    {
        var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(value) && value != 0 ? value : random.NextDouble() - 1;
    }

    [Theory]
    [InlineData("\"inputs\":[", "\"inputs\":[7,", "'schema.inputs[0]' is not an object")]
    [InlineData("\"kind\":\"class\"", "\"kind\":\"clas\"", "'schema.target.kind' is neither 'class' nor 'number' nor 'count'")]
    [InlineData("\"kind\":\"number\"", "\"kind\":\"num\"", "'schema.inputs[0].kind' is none of 'number', 'category' and 'date'")]
    [InlineData("\"kind\":\"number\"", "\"kind\":3", "'schema.inputs[0].kind' is not a text")]
    [InlineData("\"name\":\"x\"", "\"nam\":\"x\"", "'schema.inputs[0].name' is not a text")]
    [InlineData("\"name\":\"x\"", "\"name\":\"y\"", "'schema.inputs' has the same name twice")]
    [InlineData("\"name\":\"x\"", "\"name\":\"c\"", "'schema.inputs' has the same name twice")]
    [InlineData("1.5", "\"1.5\"", "'schema.inputs[0].mean' is not a finite number")]
    [InlineData("1.5", "1e999", "'schema.inputs[0].mean' is not a finite number")]
    [InlineData("1.5", "null", "'schema.inputs[0].mean' is not a finite number")]
    [InlineData("\"deviation\":2", "\"deviation\":0", "'schema.inputs[0].deviation' is not above 0")]
    [InlineData("\"deviation\":2", "\"deviation\":-2", "'schema.inputs[0].deviation' is not above 0")]
    [InlineData("\"hasMissing\":true", "\"hasMissing\":1", "'schema.inputs[0].hasMissing' is neither true nor false")]
    [InlineData("[\"p\",\"q\"]", "[\"p\",\"p\"]", "'schema.inputs[1].categories' has the same name twice")]
    [InlineData("[\"p\",\"q\"]", "[]", "'schema.inputs[1].categories' needs at least 1 name")]
    [InlineData("[\"p\",\"q\"]", "\"pq\"", "'schema.inputs[1].categories' is not a list")]
    [InlineData("[\"p\",\"q\"]", "[\"p\",null]", "'schema.inputs[1].categories[1]' is not a text")]
    [InlineData("\"mostFrequent\":\"q\"", "\"mostFrequent\":\"r\"", "'schema.inputs[1].mostFrequent' is not one of the categories")]
    [InlineData("[\"a\",\"b\"]", "[\"a\"]", "'schema.target.classes' needs at least 2 names")]
    [InlineData("[\"?\"]", "{}", "'schema.missingTexts' is not a list")]
    [InlineData("\"ignored\"", "\"ignoring\"", "'schema.ignored' is not a list")]
    public void A_damaged_schema_says_where(string was, string now, string problem)
    {
        Assert.Contains(was, Classes, StringComparison.Ordinal);
        var damaged = Classes[..Classes.IndexOf(was, StringComparison.Ordinal)] + now + Classes[(Classes.IndexOf(was, StringComparison.Ordinal) + was.Length)..];
        Assert.Equal($"m.safetensors: {problem}: the file is damaged or was not written by chainrule", Make.Error(() => Read(damaged)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"target\":1,\"target\":2}")]
    [InlineData("{\"inputs\":[{\"name\":\"\\ud800\",\"kind\":\"number\",\"hasMissing\":true}]}")]
    [InlineData("{\"inputs\":[],\"target\":{\"kind\":\"number\",\"name\":\"y\",\"mean\":0,\"deviation\":1},\"ignored\":[],\"missingTexts\":[]}")]
    public void Nonsense_is_one_sentence(string json) =>
        Assert.StartsWith("m.safetensors: ", Make.Error(() => Read(json)), StringComparison.Ordinal);
}
