namespace Chainrule.Data.Tests;

public sealed class SchemaFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private SchemaOptions Read(string json, SchemaOptions? options = null)
    {
        File.WriteAllText(_path, json);
        return SchemaFile.AddTo(options ?? new(""), _path);
    }

    private const string Full = """
        { "schema": "chainrule.columns/1", // a comment
          "target": "price", "task": "regression",
          "columns": { "id": "ignore", "doors": "category", "sold": "date", "weight": "number" },
          "missing": ["NA", "?"], }
        """;

    [Fact]
    public void Everything_that_it_says_is_taken_over()
    {
        var options = Read(Full);
        Assert.Equal(("price", LearningTask.Regression), (options.Target, options.Task!.Value));
        Assert.Equal(["id", "doors", "sold", "weight"], [.. options.Ignore, .. options.Category, .. options.Date, .. options.Number]);
        Assert.Equal(["NA", "?"], options.MissingTexts);
    }

    [Fact]
    public void Options_win()
    {
        var options = Read(Full, new("cost") { Task = LearningTask.Classification, Number = ["doors"], MissingTexts = ["-"] });
        Assert.Equal(("cost", LearningTask.Classification), (options.Target, options.Task!.Value));
        Assert.Equal(["doors", "weight"], options.Number);
        Assert.Empty(options.Category);
        Assert.Equal(["-", "NA", "?"], options.MissingTexts);
    }

    [Theory]
    [InlineData("[]", "'the document' is not an object")]
    [InlineData("{\"targt\":\"y\"}", "'targt' is unknown (did you mean 'target'?)")]
    [InlineData("{\"target\":3}", "'target' is not a text")]
    [InlineData("{\"task\":\"ranking\"}", "'task' is neither 'classification' nor 'regression'")]
    [InlineData("{\"schema\":\"chainrule.network/1\"}", "'schema' is not 'chainrule.columns/1'")]
    [InlineData("{\"columns\":[\"a\"]}", "'columns' is not an object of names and roles")]
    [InlineData("{\"columns\":{\"a\":\"text\"}}", "'columns.a' is none of 'number', 'category', 'date' and 'ignore'")]
    [InlineData("{\"missing\":\"NA\"}", "'missing' is not a list of texts")]
    public void What_is_wrong_is_one_sentence(string json, string sentence) =>
        Assert.Equal($"{_path}: {sentence}", Make.Error(() => Read(json)));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"target\":\"a\",\"target\":\"b\"}")]
    [InlineData("{\"target\":\"\\ud800\"}")]
    public void What_is_not_JSON_is_one_sentence(string json) =>
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(_path)}(:1)?: this is not JSON as docs/formats.md has it: correct it$", Make.Error(() => Read(json)));
}
