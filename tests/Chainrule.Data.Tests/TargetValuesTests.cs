using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class TargetValuesTests
{
    private static TargetValues Read(string csv, SchemaOptions options) => TargetValues.Read(Make.Table(csv), options);

    private static TargetValues Read(string csv) => Read(csv, new SchemaOptions("y"));

    private static SchemaOptions Classification => new("y") { Task = LearningTask.Classification };

    [Fact]
    public void Text_is_classes_in_ordinal_order()
    {
        var target = Read("y,x\nb,1\nB,2\na,3\nb,4\n");
        Assert.Equal((LearningTask.Classification, "y"), (target.Task, target.Name));
        Assert.Equal(["B", "a", "b"], target.Classes);
        Assert.Equal([2.0, 0, 1, 2], target.Values);
        Assert.Equal([0, 1, 2, 3], target.Rows);
    }

    [Fact]
    public void Numbers_are_amounts()
    {
        var target = Read("y,x\n1.5,1\n-2,2\n");
        Assert.Equal(LearningTask.Regression, target.Task);
        Assert.Equal([1.5, -2], target.Values);
        Assert.Empty(target.Classes);
    }

    [Fact]
    public void Numbers_as_classes_keep_their_text_and_are_ordered_as_numbers() =>
        Assert.Equal(["-1", "2", "2.0", "10"], Read("y,x\n10,1\n2,2\n 2.0,3\n-1,4\n10,5\n", Classification).Classes);

    [Fact]
    public void One_text_among_numeric_classes_makes_the_order_ordinal() =>
        Assert.Equal(["10", "2", "none"], Read("y,x\n10,1\n2,2\nnone,3\n10,4\n", Classification).Classes);

    [Fact]
    public void Category_and_number_lists_decide_the_task_too()
    {
        Assert.Equal(LearningTask.Classification, Read("y,x\n1,1\n2,2\n", new SchemaOptions("y") { Category = ["y"] }).Task);
        Assert.StartsWith("t.csv:2: column 'y' holds 'a', which is not a number",
            Make.Error(() => Read("y,x\na,1\nb,2\n", new SchemaOptions("y") { Number = ["y"] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_and_counted()
    {
        var target = Read("y,x\n,1\na,2\n ,3\nb,4\n?,5\n", new SchemaOptions("y") { MissingTexts = ["?"] });
        Assert.Equal([1, 3], target.Rows);
        Assert.Equal(["missing-target", "single-row-class", "single-row-class"], target.Notes.Select(note => note.Key));
        Assert.Equal("the target 'y' is missing in 3 rows: left out", target.Notes[0].Text);
    }

    [Fact]
    public void A_class_with_one_row_is_noted() =>
        Assert.Equal(["the class 'b' has a single row: it is trained on and never validated"], Read("y,x\na,1\nb,2\na,3\n").Notes.Texts());

    [Theory]
    [InlineData("y,x\n,1\n ,2\n", "t.csv: the target 'y' has no value in any row")]
    [InlineData("y,x\na,1\na,2\n,3\n", "t.csv: the target 'y' has a single class, 'a', in every row: there is nothing to learn")]
    [InlineData("y,x\n18,1\n18.0,2\n", "t.csv: the target 'y' is 18 in every row: there is nothing to learn")]
    [InlineData("y,x\n1,1\n2,2\n3,3\nbad,4\n", "t.csv:5: column 'y' holds 'bad', which is not a number as its other 3 values are: correct it, or say --missing bad, or --task classification")]
    [InlineData("y,x\n1,1\nnan,2\n3,3\n", "t.csv:3: column 'y' holds 'nan', which is not a finite number: leave the cell empty if the value is missing, or say --missing nan")]
    public void A_target_that_cannot_be_learned_is_an_error(string csv, string message) =>
        Assert.Equal(message, Make.Error(() => Read(csv)));

    [Fact]
    public void Regression_of_a_text_is_an_error() =>
        Assert.Equal("t.csv:2: column 'y' holds 'a', which is not a number: regression needs a target of numbers, so say --task classification or choose another target",
            Make.Error(() => Read("y,x\na,1\nb,2\n", new SchemaOptions("y") { Task = LearningTask.Regression })));

    /// <summary>Of a 0 no error is a share: it must come back from the numbers of training as the 0 that it was.</summary>
    [Theory]
    [InlineData(4.49, 2.87)]
    [InlineData(-60, 35)]
    [InlineData(1e9, 3)]
    [InlineData(1e-9, 1e-12)]
    public void A_target_of_0_comes_back_as_0(double mean, double deviation)
    {
        var target = new ValueTarget("y", mean, deviation);
        Assert.Equal(0f, target.RestoreTarget((float)((0 - mean) / deviation)));
        Assert.Equal(0.0, target.RestoreTarget((0 - mean) / deviation));
        Assert.NotEqual(0f, target.RestoreTarget((float)((1e-6 * mean - mean) / deviation)));
    }

    [Fact]
    public void Dates_are_no_target() =>
        Assert.Equal("t.csv: the target 'y' has 28 classes in 28 rows: dates are no target, so write an amount in their place, such as the days since the first",
            Make.Error(() => Read(Make.Csv("y,x", 28, i => $"2024-01-{i + 1:00},{i}"))));

    [Fact]
    public void Too_many_classes_are_an_error_with_advice()
    {
        const string advice = ": if it is an amount, write it with a decimal point and say --task regression; if it names the row, choose another target";
        Assert.Equal("t.csv: the target 'y' has 11 classes in 21 rows" + advice, Make.Error(() => Read(Make.Csv("y,x", 21, i => $"t{i % 11},{i}"))));
        Assert.Equal(10, Read(Make.Csv("y,x", 21, i => $"t{i % 10},{i}")).Classes.Count);
        Assert.Equal(20, Read(Make.Csv("y,x", 20, i => $"t{i},{i}")).Classes.Count);
        Assert.Equal("t.csv: the target 'y' has 1,001 classes in 3,003 rows" + advice, Make.Error(() => Read(Make.Csv("y,x", 3003, i => $"t{i % 1001},{i}"))));
        Assert.Equal(1000, Read(Make.Csv("y,x", 3000, i => $"t{i % 1000},{i}")).Classes.Count);
    }

    [Fact]
    public void Whole_numbers_that_may_be_classes_are_hinted_at()
    {
        const string hint = "'y' has 10 different whole numbers: add --task classification if they are classes, not amounts";
        Assert.Equal([new DataNote("whole-number-target", hint)], Read(Make.Csv("y,x", 30, i => $"{i % 10},{i}")).Notes);
        Assert.Empty(Read(Make.Csv("y,x", 29, i => $"{i % 10},{i}")).Notes);
        Assert.Empty(Read(Make.Csv("y,x", 42, i => $"{i % 21},{i}")).Notes);
        Assert.Empty(Read(Make.Csv("y,x", 30, i => $"{i % 10}.5,{i}")).Notes);
        Assert.Empty(Read(Make.Csv("y,x", 30, i => $"{i % 10},{i}"), new SchemaOptions("y") { Task = LearningTask.Regression }).Notes);
    }

    [Fact]
    public void Digits_can_be_classes_or_amounts()
    {
        var table = Table.Read(Repository.PathOf("samples", "data", "digits.csv"));
        Assert.Equal("whole-number-target", Assert.Single(TargetValues.Read(table, new SchemaOptions("digit")).Notes).Key);
        var classes = TargetValues.Read(table, new SchemaOptions("digit") { Task = LearningTask.Classification });
        Assert.Equal(Enumerable.Range(0, 10).Select(digit => $"{digit}"), classes.Classes);
        Assert.Empty(classes.Notes);
    }
}
