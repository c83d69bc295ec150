using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class SchemaInferenceTests
{
    private static NumberColumn Number(InferredSchema inferred, string name) =>
        Assert.IsType<NumberColumn>(inferred.Schema.Inputs.Single(column => column.Name == name));

    private static CategoryColumn Category(InferredSchema inferred, string name) =>
        Assert.IsType<CategoryColumn>(inferred.Schema.Inputs.Single(column => column.Name == name));

    [Fact]
    public void Numbers_have_mean_deviation_and_median_of_the_present_values()
    {
        var inferred = Make.Infer("x,y\n2,1\n,2\n4,3\n 9 ,4\n  ,5\n", "y");
        var x = Number(inferred, "x");
        Assert.Equal(5.0, x.Mean);
        Assert.Equal(Math.Sqrt((9 + 1 + 16) / 3.0), x.Deviation);
        Assert.Equal(4.0, x.Median);
        Assert.True(x.HasMissing);
        Assert.Equal(2, inferred.MissingCounts["x"]);
        Assert.Equal(0, inferred.MissingCounts["y"]);
    }

    [Fact]
    public void The_median_of_an_even_count_is_halfway() => Assert.Equal(3.5, Number(Make.Infer("x,y\n1,1\n3,2\n4,3\n100,4\n", "y"), "x").Median);

    [Fact]
    public void Constant_columns_are_left_out_in_one_note()
    {
        var inferred = Make.Infer(Make.Csv("x,k,c,d,y", 10, i => $"{i},0.1,same,2024-01-31,{i}"), "y");
        Assert.Equal(["x"], inferred.Schema.Inputs.Select(column => column.Name));
        Assert.Equal(["3 columns have one and the same value in every training row: left out (k, c, d)"], inferred.Notes.Texts());
        Assert.Equal("'k' is '0.1' in every training row: left out", inferred.Schema.Ignored[0].Reason);
    }

    [Fact]
    public void Statistics_and_categories_come_from_the_training_rows_alone_and_kinds_from_all()
    {
        var table = Make.Table("x,c,y\n1,a,1\n3,b,2\n5,a,3\n1000,z,4\n,w,1000\n");
        var inferred = SchemaInference.Infer(table, [0, 1, 2], new SchemaOptions("y") { Category = ["c"] });
        Assert.Equal((3.0, 3.0), (Number(inferred, "x").Mean, Number(inferred, "x").Median));
        Assert.False(Number(inferred, "x").HasMissing);
        Assert.Equal(["a", "b"], Category(inferred, "c").Categories);
        Assert.Equal("a", Category(inferred, "c").MostFrequent);
        var y = Assert.IsType<ValueTarget>(inferred.Schema.Target);
        Assert.Equal((2.0, Math.Sqrt(2 / 3.0)), (y.Mean, y.Deviation));
        Assert.Equal((3, 1, LearningTask.Regression), (inferred.Schema.InputCount, inferred.Schema.OutputCount, inferred.Schema.Task));
    }

    [Fact]
    public void An_error_in_a_validation_row_is_found_before_training()
    {
        var table = Make.Table("x,y\n1,1\n2,2\n3,3\n4,4\noops,5\n");
        Assert.Equal("t.csv:6: column 'x' holds 'oops', which is not a number as its other 4 values are: correct it, or say --missing oops, or --category x",
            Make.Error(() => SchemaInference.Infer(table, [0, 1, 2], new SchemaOptions("y"))));
    }

    [Fact]
    public void Equally_frequent_categories_are_filled_with_the_first() =>
        Assert.Equal("a", Category(Make.Infer("c,y\nb,1\na,2\nb,3\na,4\n,5\n", "y"), "c").MostFrequent);

    [Fact]
    public void Categories_are_in_ordinal_order() =>
        Assert.Equal(["10", "B", "a", "é"], Category(Make.Infer(Make.Csv("c,y", 8, i => $"{"aéB1"[i % 4]}{(i % 4 == 3 ? "0" : "")},{i}"), "y"), "c").Categories);

    [Theory]
    [InlineData("12 km")]
    [InlineData("0x10")]
    public void What_other_programs_take_for_a_number_is_text(string text) =>
        Assert.StartsWith($"t.csv:4: column 'x' holds '{text}', which is not a number as its other 2 values are: correct it, or say --missing ",
            Make.ErrorOf($"x;y\n1;1\n2;2\n{text};3\n", "y"), StringComparison.Ordinal);

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("-NAN")]
    [InlineData("inf")]
    [InlineData("-Inf")]
    [InlineData("+INF")]
    [InlineData("Infinity")]
    [InlineData("-infinity")]
    [InlineData("∞")]
    public void What_is_not_finite_is_an_error_and_not_a_value(string text)
    {
        var advice = $"leave the cell empty if the value is missing, or say --missing {(text == "∞" ? "'∞'" : text)}";
        Assert.Equal($"t.csv:4: column 'x' holds '{text}', which is not a finite number: {advice}", Make.ErrorOf($"x,y\n1,1\n2,2\n{text},3\n", "y"));
        Assert.Equal(1.5, Number(Make.Infer($"x,y\n1,1\n2,2\n{text},3\n", new SchemaOptions("y") { MissingTexts = [text] }), "x").Median);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("3.5e38")]
    public void What_no_float_holds_is_an_error(string text) =>
        Assert.Equal($"t.csv:4: column 'x' holds '{text}', which is larger than any number that is trained on, 3.4e38: "
            + "correct it, or leave the cell empty if the value is missing", Make.ErrorOf($"x,y\n1,1\n2,2\n{text},3\n", "y"));

    [Theory]
    [InlineData("3.4028235e38", 3.4028235e38)]
    [InlineData("-1E3", -1000)]
    [InlineData(".5", 0.5)]
    [InlineData("+7.", 7)]
    [InlineData("1e-400", 0)]
    public void These_are_numbers(string text, double value) =>
        Assert.Equal(value, Number(Make.Infer($"x,y\n{text},1\n{text},2\n1,3\n", "y"), "x").Median);

    [Fact]
    public void Half_numbers_and_half_texts_is_a_category_and_one_more_number_is_an_error()
    {
        Assert.Equal(["1", "2", "a"], Category(Make.Infer("c,y\n1,1\n2,2\na,3\na,4\n,5\n,6\n", "y"), "c").Categories);
        Assert.Contains("column 'c' holds 'a'", Make.ErrorOf("c,y\n1,1\n2,2\na,3\na,4\n3,5\n", "y"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_an_error_counts_lines_inside_quotes() =>
        Assert.StartsWith("t.csv:6: column 'x' holds 'no\\nnumber', which", Make.ErrorOf("x,note,y\n1,\"a\nb\",1\n2,b,2\n3,a,3\n\"no\nnumber\",a,4\n", "y"), StringComparison.Ordinal);

    [Fact]
    public void The_advice_of_an_error_can_be_followed()
    {
        var csv = "x,y\n1,1\n2,2\n not known,3\n4,4\n";
        Assert.EndsWith("or say --missing 'not known', or --category x", Make.ErrorOf(csv, "y"), StringComparison.Ordinal);
        var missing = Make.Infer(csv, new SchemaOptions("y") { MissingTexts = ["not known"] });
        Assert.Equal((1, 2.0, true), (missing.MissingCounts["x"], Number(missing, "x").Median, Number(missing, "x").HasMissing));
        Assert.Equal(["not known"], missing.Schema.MissingTexts);
        var category = Make.Infer(Make.Csv("x,y", ["1,1", "1,2", "2,3", "2,4", "oops,5", "2,6"]), new SchemaOptions("y") { Category = ["x"] });
        Assert.Equal(["1", "2", "oops"], Category(category, "x").Categories);
    }

    [Fact]
    public void A_column_said_to_be_a_number_must_be_one() =>
        Assert.Equal("t.csv:2: column 'c' holds 'a', which is not a number: correct it, or drop --number c",
            Make.ErrorOf("c,y\na,1\nb,2\n", new SchemaOptions("y") { Number = ["c"] }));

    [Fact]
    public void A_text_column_of_more_than_50_categories_is_left_out_and_can_be_kept()
    {
        var csv = Make.Csv("c,x,y", 204, i => $"t{i % 51},{i},{i}");
        var inferred = Make.Infer(csv, "y");
        Assert.Equal(["x"], inferred.Schema.Inputs.Select(column => column.Name));
        var reason = "'c' has 51 different texts in 204 rows: left out; --category c keeps it";
        Assert.Equal([new IgnoredColumn("c", reason)], inferred.Schema.Ignored);
        Assert.Equal([new DataNote("left-out", reason)], inferred.Notes);
        Assert.Equal(51, Category(Make.Infer(csv, new SchemaOptions("y") { Category = ["c"] }), "c").Width);
        Assert.Equal(50, Category(Make.Infer(Make.Csv("c,y", 200, i => $"t{i % 50},{i}"), "y"), "c").Width);
    }

    [Fact]
    public void A_text_column_that_names_the_rows_is_left_out()
    {
        Assert.Equal(["'c' has 5 different texts in 8 rows: left out; --category c keeps it"],
            Make.Infer(Make.Csv("c,x,y", 8, i => $"t{i % 5},{i},{i}"), "y").Notes.Texts());
        Assert.Empty(Make.Infer(Make.Csv("c,x,y", 8, i => $"t{i % 4},{i},{i}"), "y").Notes);
    }

    [Fact]
    public void Decimal_commas_are_not_taken_for_categories()
    {
        var csv = Make.Csv("c;x;y", 8, i => $"{i % 2},5;{i};{i}");
        Assert.Equal("t.csv:2: column 'c' holds '0,5', which is a number with a decimal comma, as most there are: "
            + "say --decimal-comma, or --category c if they are names", Make.Error(() => Make.Infer(csv, "y")));
        Assert.Equal(["0,5", "1,5"], Category(Make.Infer(csv, new SchemaOptions("y") { Category = ["c"] }), "c").Categories);
        Assert.Contains("decimal comma", Make.Error(() => Make.Infer(csv, "c")), StringComparison.Ordinal);
        Assert.Equal(2, Category(Make.Infer(Make.Csv("c;x;y", 8, i => $"{i % 2},a;{i};{i}"), "y"), "c").Categories.Count);
    }

    [Fact]
    public void A_forced_category_has_an_upper_limit() =>
        Assert.Equal("t.csv: column 'c' has 1,001 different texts, and a category can have no more than 1,000: drop --category c",
            Make.ErrorOf(Make.Csv("c,y", 1001, i => $"{i},{i}"), new SchemaOptions("y") { Category = ["c"] }));

    [Fact]
    public void Empty_and_constant_text_columns_are_left_out() =>
        Assert.Equal(
            ["'e' has no value in any training row: left out", "'k' is 'same' in every training row: left out"],
            Make.Infer("e,k,x,y\n,same,1,1\n ,same,2,2\n,same,3,3\n", "y").Notes.Texts());

    [Fact]
    public void A_number_column_without_a_training_value_is_left_out()
    {
        var inferred = SchemaInference.Infer(Make.Table("e,x,y\n,1,1\n,2,2\n5,3,3\n"), [0, 1], new SchemaOptions("y"));
        Assert.Equal(["x"], inferred.Schema.Inputs.Select(column => column.Name));
        Assert.Equal(["'e' has no value in any training row: left out"], inferred.Notes.Texts());
    }

    [Fact]
    public void A_column_can_be_ignored_and_is_then_not_even_checked()
    {
        var inferred = Make.Infer("x,z,y\n1,1,1\n2,2,2\n3,bad,3\n", new SchemaOptions("y") { Ignore = ["z"] });
        Assert.Equal([new IgnoredColumn("z", "'z' is ignored as asked")], inferred.Schema.Ignored);
        Assert.Empty(inferred.Notes);
    }

    [Fact]
    public void Something_must_be_left_to_learn_from()
    {
        Assert.Equal("t.csv has no column left to learn from: the target is the only one", Make.ErrorOf("y\n1\n2\n", "y"));
        Assert.Equal("t.csv has no column left to learn from: 'c' is 'a' in every training row: left out; 'x' is ignored as asked",
            Make.ErrorOf("c,x,y\na,1,1\na,2,2\n", new SchemaOptions("y") { Ignore = ["x"] }));
    }

    [Theory]
    [InlineData("speces", "t.csv has no column 'speces' (did you mean 'species'?): its columns are x, species")]
    [InlineData("weight", "t.csv has no column 'weight': its columns are x, species")]
    public void An_unknown_name_is_answered_with_the_columns(string name, string message)
    {
        var csv = "x,species\n1,a\n2,b\n";
        Assert.Equal(message, Make.ErrorOf(csv, name));
        Assert.Equal(message, Make.ErrorOf(csv, new SchemaOptions("species") { Ignore = [name] }));
        Assert.Equal(message, Make.ErrorOf(csv, new SchemaOptions("species") { Category = [name] }));
        Assert.Equal(message, Make.ErrorOf(csv, new SchemaOptions("species") { Number = [name] }));
    }

    [Fact]
    public void A_long_list_of_columns_is_cut() =>
        Assert.Equal("t.csv has no column 'target': its columns are c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 2 more",
            Make.ErrorOf(Make.Csv(string.Join(",", Enumerable.Range(0, 12).Select(i => $"c{i}")), ["1,2,3,4,5,6,7,8,9,10,11,12"]), "target"));

    [Fact]
    public void A_column_has_one_role()
    {
        var csv = "x,y\n1,1\n2,2\n";
        Assert.Equal("the target 'y' cannot be ignored as well: take it out of --ignore", Make.ErrorOf(csv, new SchemaOptions("y") { Ignore = ["y"] }));
        Assert.Equal("column 'x' is in --ignore and in --number: take it out of one of them",
            Make.ErrorOf(csv, new SchemaOptions("y") { Ignore = ["x"], Number = ["x"] }));
        Assert.Equal("column 'x' is in --category and in --number: take it out of one of them",
            Make.ErrorOf(csv, new SchemaOptions("y") { Category = ["x"], Number = ["x"] }));
    }

    [Fact]
    public void Auto_mpg_as_it_is()
    {
        var table = Table.Read(Repository.PathOf("samples", "data", "auto-mpg.csv"));
        var inferred = SchemaInference.Infer(table, Make.AllRows(table), new SchemaOptions("Miles_per_Gallon"));
        Assert.Equal(["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Year", "Origin"], inferred.Schema.Inputs.Select(column => column.Name));
        // The first of January of twelve years: neither the month nor the weekday tells them apart.
        Assert.Equal(1, inferred.Schema.Inputs.OfType<DateColumn>().Single(column => column.Name == "Year").Width);
        Assert.Equal(["Europe", "Japan", "USA"], Category(inferred, "Origin").Categories);
        Assert.Equal("USA", Category(inferred, "Origin").MostFrequent);
        Assert.Equal((6, 8), (inferred.MissingCounts["Horsepower"], inferred.MissingCounts["Miles_per_Gallon"]));
        Assert.True(Number(inferred, "Horsepower").HasMissing);
        Assert.Equal(10, inferred.Schema.InputCount);
        Assert.Equal("the target 'Miles_per_Gallon' is missing in 8 rows: left out", inferred.Notes[0].Text);
        Assert.Matches("^'Name' has [0-9]+ different texts in 398 rows: left out; --category Name keeps it$", inferred.Notes[1].Text);
        Assert.Equal(2, inferred.Notes.Count);
    }
}
