using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class TableEncoderTests
{
    /// <summary>x: mean 3, deviation 2, median 2.5; c: p, q, most often q; the target: two classes. As models were before there were indicators.</summary>
    private static TableSchema Classes { get; } = new(
        [
            new NumberColumn("x", 3, 2, 2.5, true) { HasIndicator = false },
            new CategoryColumn("c", ["p", "q"], "q", true) { HasIndicator = false },
        ],
        new ClassTarget("y", ["no", "yes"]), [], ["?"]);

    private static TableSchema Amounts { get; } = Classes with { Target = new ValueTarget("y", 10, 4) };

    private static int[] All(int rows) => [.. Enumerable.Range(0, rows)];

    [Fact]
    public void Numbers_are_standardised_categories_and_classes_are_one_hot()
    {
        var encoded = TableEncoder.Encode<double>(Make.Table("x,c,y\n5,p,yes\n 0 , q ,no\n"), All(2), Classes);
        Assert.Equal([1, 1, 0, -1.5, 0, 1], encoded.Data.Inputs);
        Assert.Equal([0, 1, 1, 0], encoded.Data.Targets);
        Assert.Equal((2, 3, 2), (encoded.Data.Rows, encoded.Data.InputCount, encoded.Data.TargetCount));
        Assert.Empty(encoded.Notes);
    }

    [Fact]
    public void Amounts_are_standardised_and_restored()
    {
        var encoded = TableEncoder.Encode<float>(Make.Table("x,c,y\n5,p,20\n0,q,8\n"), All(2), Amounts);
        Assert.Equal([2.5f, -0.5f], encoded.Data.Targets);
        Assert.Equal([20f, 8f], encoded.Data.Targets.Select(((ValueTarget)Amounts.Target).Restore));
    }

    [Fact]
    public void The_cells_of_a_row_are_what_stands_in_its_input_columns()
    {
        var table = Make.Table("y,c,x\nyes, p ,5\nno,?,\n");
        Assert.Equal(["5", "p"], TableEncoder.Row(table, 0, Classes).Select(cell => cell.Text));
        Assert.Equal([null, null], TableEncoder.Row(table, 1, Classes).Select(cell => cell.Text));
        Assert.Throws<BadInputException>(() => TableEncoder.Row(Make.Table("y,c\nyes,p\n"), 0, Classes));
    }

    [Fact]
    public void What_is_missing_is_filled_with_the_median_and_the_most_frequent()
    {
        var encoded = TableEncoder.Encode<double>(Make.Table("x,c,y\n,,yes\n?,?,no\n"), All(2), Classes);
        Assert.Equal([-0.25, 0, 1, -0.25, 0, 1], encoded.Data.Inputs);
    }

    [Fact]
    public void Columns_are_found_by_name_and_others_are_not_looked_at() =>
        Assert.Equal([1, 1, 0, -1.5, 0, 1],
            TableEncoder.Encode<double>(Make.Table("junk,y,c,x\nNaN,yes,p,5\n1e999,no,q,0\n"), All(2), Classes).Data.Inputs);

    [Fact]
    public void Chosen_rows_are_encoded_in_the_order_they_are_given()
    {
        var encoded = TableEncoder.Encode<double>(Make.Table("x,c,y\n1,p,yes\n3,p,no\n5,q,yes\n"), [2, 0], Classes);
        Assert.Equal([1, 0, 1, -1, 1, 0], encoded.Data.Inputs);
        Assert.Equal([2, 0], encoded.Rows);
    }

    [Fact]
    public void Rows_without_a_target_are_skipped_and_counted()
    {
        var encoded = TableEncoder.Encode<double>(Make.Table("x,c,y\n1,p,\n3,p,no\n5,q,?\n"), All(3), Classes);
        Assert.Equal([1], encoded.Rows);
        Assert.Equal([0, 1, 0], encoded.Data.Inputs);
        Assert.Equal([new DataNote("missing-target", "the target 'y' is missing in 2 rows: left out")], encoded.Notes);
        Assert.Equal("t.csv: the target 'y' has no value in any row",
            Make.Error(() => TableEncoder.Encode<double>(Make.Table("x,c,y\n1,p,\n"), [0], Classes)));
    }

    [Fact]
    public void A_category_that_training_never_saw_is_none_of_them_and_reported()
    {
        var encoded = TableEncoder.EncodeInputs<double>(Make.Table("x,c\n3,r\n3,p\n3,P\n3,r\n"), Classes);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], encoded.Inputs);
        Assert.Equal([new DataNote("unseen-category", "'c' holds a text that training never saw in 3 rows (r, P): taken as none of its categories")], encoded.Notes);
    }

    [Fact]
    public void Predicting_needs_no_target_and_keeps_every_row()
    {
        var encoded = TableEncoder.EncodeInputs<float>(Make.Table("c,x\np,5\nq,\n"), Classes);
        Assert.Equal([1f, 1, 0, -0.25f, 0, 1], encoded.Inputs);
        Assert.Equal(2, encoded.Rows);
    }

    [Theory]
    [InlineData("x,c,y\n1,p,yes\n\"a\nb\",p,yes\n", "t.csv:3: column 'x' holds 'a\\nb', which is not a number: correct it, or leave the cell empty if the value is missing")]
    [InlineData("x,c,y\n1,p,yes\n\n1e39,p,yes\n", "t.csv:4: column 'x' holds '1e39', which is larger than any number that is trained on, 3.4e38: correct it, or leave the cell empty if the value is missing")]
    [InlineData("x,c,y\n1,p,yess\n", "t.csv:2: column 'y' holds 'yess', which is not a class of the model (did you mean 'yes'?): its classes are no, yes")]
    [InlineData("x,y\n1,yes\n", "t.csv lacks the column 'c' that the model needs")]
    [InlineData("xx,c,y\n1,p,yes\n", "t.csv lacks the column 'x' that the model needs (did you mean 'xx'?)")]
    [InlineData("1,p,yes\n2,q,no\n", "t.csv lacks 3 columns that the model needs: x, c, y; its columns are 1, p, yes; if the file has no header, name its columns with --columns")]
    [InlineData("X1,C1\n1,p\n", "t.csv lacks 3 columns that the model needs: x, c, y; its columns are X1, C1")]
    public void What_does_not_fit_the_schema_is_an_error(string csv, string message)
    {
        var table = Make.Table(csv);
        Assert.Equal(message, Make.Error(() => TableEncoder.Encode<float>(table, All(table.RowCount), Classes)));
    }

    [Fact]
    public void An_amount_that_is_no_number_is_an_error() =>
        Assert.StartsWith("t.csv:2: column 'y' holds 'yes', which is not a number",
            Make.Error(() => TableEncoder.Encode<float>(Make.Table("x,c,y\n1,p,yes\n"), [0], Amounts)), StringComparison.Ordinal);

    [Fact]
    public void A_number_that_leaves_the_range_of_the_type_is_an_error_and_not_infinity()
    {
        var schema = Classes with { Inputs = [new NumberColumn("x", 0, 1e-20, 0, false)] };
        var table = Make.Table("x\n1e30\n");
        Assert.Equal("t.csv:2: column 'x' holds '1e30', which is too far from all values that the model was trained on: correct it",
            Make.Error(() => TableEncoder.EncodeInputs<float>(table, schema)));
        Assert.Equal([1e30 / 1e-20], TableEncoder.EncodeInputs<double>(table, schema).Inputs);
    }

    [Fact]
    public void Rows_that_do_not_fit_in_memory_are_an_error()
    {
        string[] categories = [.. Enumerable.Range(0, 1_000_000).Select(i => $"{i}")];
        var schema = Classes with { Inputs = [new CategoryColumn("x", categories, "0", false)] };
        Assert.Equal("t.csv becomes 3,000 rows of 1,000,000 numbers, which does not fit in memory: split it",
            Make.Error(() => TableEncoder.EncodeInputs<float>(Make.Table(Make.Csv("x", 3000, i => $"{i}")), schema)));
    }

    [Fact]
    public void Encoded_iris_has_mean_0_and_deviation_1()
    {
        var table = Table.Read(Repository.PathOf("samples", "data", "iris.csv"));
        var schema = SchemaInference.Infer(table, All(150), new SchemaOptions("species")).Schema;
        var data = TableEncoder.Encode<double>(table, All(150), schema).Data;
        Assert.Equal((150, 4, 3), (data.Rows, data.InputCount, data.TargetCount));
        for (var column = 0; column < 4; column++)
        {
            double[] values = [.. All(150).Select(row => data.Input(row)[column])];
            Assert.Equal(0, values.Average(), 1e-12);
            Assert.Equal(1, values.Average(value => value * value), 1e-12);
        }
        Assert.Equal([50.0, 50, 50], Enumerable.Range(0, 3).Select(k => All(150).Sum(row => data.Target(row)[k])));
    }
}
