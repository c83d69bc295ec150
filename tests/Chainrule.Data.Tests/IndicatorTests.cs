using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>What a network sees of gaps, of rare categories and of those that training never saw.</summary>
public sealed class IndicatorTests
{
    /// <summary>200 rows: a 120 times, b 77, c, d and e once each; x has gaps, z has none.</summary>
    private static Table Rows { get; } = Make.Table(Make.Csv("x,c,z,y", 200, i =>
        $"{(i % 10 == 3 ? "" : $"{i}")},{(i < 120 ? "a" : i < 197 ? "b" : "cde"[i - 197])},{i},{i}"));

    private static double[] Encoded(string csv, TableSchema schema, out IReadOnlyList<DataNote> notes)
    {
        var encoded = TableEncoder.EncodeInputs<double>(Make.Table(csv), schema);
        notes = encoded.Notes;
        return encoded.Inputs;
    }

    private static TableSchema Infer(Table table, int? minFrequency = null) => SchemaInference.Infer(
        table, [.. Enumerable.Range(0, table.RowCount)], new SchemaOptions("y") { MinFrequency = minFrequency }).Schema;

    [Fact]
    public void A_column_with_gaps_has_one_more_input_that_is_1_where_a_value_is_missing()
    {
        var table = Make.Table("n,c,d,y\n2,a,2024-01-31,1\n,a,2024-01-31,2\n4,,2024-03-31,3\n9,b,,4\n");
        var schema = Infer(table);
        Assert.Equal([2, 3, 14], schema.Inputs.Select(column => column.Width));
        var inputs = TableEncoder.EncodeInputs<double>(table, schema).Inputs.Chunk(schema.InputCount).ToArray();
        // The median of 2, 4 and 9 is 4, the mean 5; a is more frequent than b.
        double[] numbers = [.. inputs.Select(row => row[0] * Math.Sqrt(26 / 3.0) + 5)];
        Compare.Close(numbers, [2, 4, 4, 9], 1e-12);
        Assert.Equal([0, 1, 0, 0], inputs.Select(row => row[1]));
        Assert.Equal([[1, 0, 0], [1, 0, 0], [1, 0, 1], [0, 1, 0]], inputs.Select(row => row[2..5]));
        Assert.Equal([0, 0, 0, 1], inputs.Select(row => row[^1]));
    }

    /// <summary>The split decides: a gap of the validation rows alone is filled and reported, and no input was learned for it.</summary>
    [Fact]
    public void A_gap_that_training_never_saw_is_filled_with_a_note()
    {
        var schema = Infer(Make.Table("n,c,d,y\n2,a,2024-01-31,1\n4,a,2024-02-01,2\n9,b,2024-02-02,3\n4,a,2024-02-01,4\n"));
        Assert.All(schema.Inputs, column => Assert.False(column.HasIndicator));
        var full = Encoded("n,c,d\n4,a,2024-02-01\n", schema, out var none);
        Assert.Equal([.. full, .. full], Encoded("n,c,d\n,a,2024-02-01\n,,\n", schema, out var notes));
        Assert.Empty(none);
        Assert.Equal(
        [
            "'n' has no value in 2 rows, and had one in every training row: filled with the median, 4",
            "'c' has no value in 1 row, and had one in every training row: filled with the most frequent, 'a'",
            "'d' has no value in 1 row, and had one in every training row: filled with the median, 2024-02-01",
        ], notes.Texts());
    }

    [Fact]
    public void A_column_of_one_value_and_gaps_says_something_by_its_gaps()
    {
        var table = Make.Table("garage,level,y\nyes,3,1\n,3,2\nyes,,3\n,3,4\n");
        var schema = Infer(table);
        Assert.Equal([1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0], TableEncoder.EncodeInputs<double>(table, schema).Inputs);
    }

    /// <summary>As scikit-learn's OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=…) with the categories of one column.</summary>
    [Theory]
    [InlineData(null, "a b", "c d e")]
    [InlineData(1, "a b c d e", "")]
    [InlineData(2, "a b", "c d e")]
    [InlineData(77, "a b", "c d e")]
    [InlineData(78, "a", "b c d e")]
    public void Rare_categories_share_an_input(int? minFrequency, string own, string rare)
    {
        var column = (CategoryColumn)Infer(Rows, minFrequency).Inputs[1];
        Assert.Equal((own, rare), (string.Join(' ', column.Categories), string.Join(' ', column.Rare)));
        Assert.Equal(column.Categories.Count + (rare.Length > 0 ? 1 : 0), column.Width);
    }

    [Theory]
    [InlineData(100, "a b c")]
    [InlineData(101, "a b")]
    [InlineData(1000, "a b")]
    public void By_themselves_categories_are_rare_in_fewer_than_5_rows_and_less_than_one_percent(int rows, string own)
    {
        var few = rows == 1000 ? 4 : 1;
        var csv = Make.Csv("c,y", rows, i => $"{(i < few ? "c" : "ab"[i % 2])},{i}");
        Assert.Equal(own, string.Join(' ', ((CategoryColumn)Infer(Make.Table(csv)).Inputs[0]).Categories));
        var enough = Make.Csv("c,y", rows, i => $"{(i < 5 ? "c" : "ab"[i % 2])},{i}");
        Assert.Equal("a b c", string.Join(' ', ((CategoryColumn)Infer(Make.Table(enough)).Inputs[0]).Categories));
    }

    [Fact]
    public void A_category_that_training_never_saw_is_taken_as_a_rare_one()
    {
        var schema = Infer(Rows);
        var inputs = Encoded("x,c,z\n1,a,1\n1,d,1\n1,new,1\n", schema, out var notes).Chunk(schema.InputCount);
        Assert.Equal([[1, 0, 0], [0, 0, 1], [0, 0, 1]], inputs.Select(row => row[2..5]));
        Assert.Equal(["'c' holds a text that training never saw in 1 row (new): taken as one of its rare categories"], notes.Texts());
    }

    [Fact]
    public void A_column_without_a_frequent_text_is_left_out_with_advice()
    {
        var inferred = SchemaInference.Infer(Rows, [.. Enumerable.Range(0, 200)], new SchemaOptions("y") { MinFrequency = 121 });
        Assert.Equal(["x", "z"], inferred.Schema.Inputs.Select(column => column.Name));
        Assert.Contains("'c' has no text in 121 training rows: left out; --min-frequency 1 keeps it", inferred.Notes.Texts());
    }

    /// <summary>A column that a person wants is not emptied by a rule that nobody asked for.</summary>
    [Fact]
    public void Categories_that_are_all_rare_keep_their_inputs()
    {
        var table = Make.Table(Make.Csv("c,y", 900, i => $"t{i / 3},{i}"));
        var schema = SchemaInference.Infer(table, [.. Enumerable.Range(0, 900)], new SchemaOptions("y") { Category = ["c"] }).Schema;
        Assert.Equal(300, schema.InputCount);
    }

    [Fact]
    public void Only_the_training_rows_decide()
    {
        var table = Make.Table("x,c,y\n1,a,1\n2,a,2\n3,b,3\n,b,4\n4,q,5\n");
        var schema = SchemaInference.Infer(table, [0, 1, 2], new SchemaOptions("y") { Category = ["c"], MinFrequency = 2 }).Schema;
        Assert.False(schema.Inputs[0].HasIndicator);
        var column = (CategoryColumn)schema.Inputs[1];
        Assert.Equal(("a", "b"), (Assert.Single(column.Categories), Assert.Single(column.Rare)));
    }

    [Fact]
    public void The_schema_of_a_model_keeps_indicators_and_rare_categories()
    {
        var schema = Infer(Rows);
        var again = TableSchema.FromJson(JsonNode.Parse(schema.ToJson().ToJsonString()), "m");
        Assert.Equal([true, false, false], again.Inputs.Select(column => column.HasIndicator));
        Assert.Equal(["c", "d", "e"], ((CategoryColumn)again.Inputs[1]).Rare);
        Assert.Equal(schema.ToJson().ToJsonString(), again.ToJson().ToJsonString());
    }

    /// <summary>What models looked like before: gaps are filled as they were, and no input is added.</summary>
    [Fact]
    public void The_schema_of_an_older_model_is_read_as_it_was()
    {
        const string Old = """
            { "target": { "name": "y", "kind": "number", "mean": 0, "deviation": 1 }, "ignored": [], "missingTexts": [],
              "inputs": [
                { "name": "x", "kind": "number", "mean": 3, "deviation": 2, "median": 5, "hasMissing": true },
                { "name": "c", "kind": "category", "categories": ["p", "q"], "mostFrequent": "q", "hasMissing": true } ] }
            """;
        var schema = TableSchema.FromJson(JsonNode.Parse(Old), "m");
        Assert.Equal([1, 0, 1, 0, 0, 0], Encoded("x,c\n,\n3,r\n", schema, out var notes));
        Assert.Equal("unseen-category", Assert.Single(notes).Key);
    }

    [Theory]
    [InlineData("""["p"]""", "schema.inputs[0].categories' has the same name twice")]
    [InlineData("""["r", "r"]""", "schema.inputs[0].rare' has the same name twice")]
    [InlineData("3", "schema.inputs[0].rare' is not a list")]
    public void Rare_categories_of_a_file_are_checked(string rare, string problem)
    {
        var json = $$"""
            { "target": { "name": "y", "kind": "number", "mean": 0, "deviation": 1 }, "ignored": [], "missingTexts": [],
              "inputs": [ { "name": "c", "kind": "category", "categories": ["p", "q"], "rare": {{rare}}, "mostFrequent": "q", "hasMissing": true } ] }
            """;
        Assert.Contains(problem, Make.Error(() => TableSchema.FromJson(JsonNode.Parse(json), "m")), StringComparison.Ordinal);
    }
}
