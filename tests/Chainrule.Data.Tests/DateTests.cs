namespace Chainrule.Data.Tests;

public sealed class DateTests
{
    private static DateColumn Date(string csv, SchemaOptions? options = null) =>
        Make.Infer(csv, options ?? new("y")).Schema.Inputs.OfType<DateColumn>().Single();

    private static double[] Encoded(string csv, TableSchema schema) => TableEncoder.EncodeInputs<double>(Make.Table(csv), schema).Inputs;

    private static TableSchema Schema(DateParts parts) =>
        new([new DateColumn("d", 10, 2, 12, parts, true) { HasIndicator = false }], new ValueTarget("y", 0, 1), [], []);

    [Theory]
    [InlineData("1970-01-11", 10)]
    [InlineData("1970/01/11", 10)]
    [InlineData("11.01.1970", 10)]
    [InlineData("1970-01-11 12:00", 10.5)]
    [InlineData("1970-01-11T18:00:00.000", 10.75)]
    [InlineData("1970-01-11T18:00Z", 10.75)]
    [InlineData("1970-01-11T18:00:00+06:00", 10.5)]
    [InlineData("1969-12-31", -1)]
    [InlineData("2024-02-29", 19782)]
    public void A_date_is_days_since_1970(string text, double days) =>
        Assert.Equal([(days - 10) / 2], Encoded($"d\n{text}\n", Schema(default)));

    [Theory]
    [InlineData("01/02/2024")]
    [InlineData("2023-02-29")]
    [InlineData("20240131")]
    [InlineData("2024-01")]
    [InlineData("yesterday")]
    public void These_are_no_dates(string text) =>
        Assert.Equal($"t.csv:3: column 'd' holds '{text}', which is not a date such as 2024-01-31: correct it, or leave the cell empty if the value is missing",
            Make.Error(() => Encoded($"d\n2024-01-31\n{text}\n", Schema(default))));

    [Fact]
    public void The_parts_are_month_weekday_and_time()
    {
        // 1970-01-13 was a Tuesday.
        double[] january = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], tuesday = [0, 1, 0, 0, 0, 0, 0];
        Assert.Equal([1.25, .. january, .. tuesday, 0], Encoded("d\n1970-01-13 12:00\n", Schema(new(true, true, true))));
        Assert.Equal([1.125, .. tuesday, -0.5], Encoded("d\n1970-01-13 06:00\n", Schema(new(false, true, true))));
        Assert.Equal([1, .. january], Encoded("d\n1970-01-13\n", Schema(new(true, false, false))));
    }

    [Fact]
    public void Sunday_is_the_last_day_of_the_week() =>
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], Encoded("d\n1970-01-11\n", Schema(new(false, true, false))));

    [Fact]
    public void A_missing_date_is_the_median() =>
        Assert.Equal(Encoded("d,z\n1970-01-13,1\n", Schema(new(true, true, false))), Encoded("d,z\n,1\n", Schema(new(true, true, false))));

    [Fact]
    public void Parts_are_those_that_differ()
    {
        Assert.Equal(new DateParts(true, true, false), Date("d,y\n2024-01-31,1\n2024-02-01,2\n").Parts);
        Assert.Equal(new DateParts(true, false, false), Date("d,y\n2024-01-01,1\n2024-02-01,2\n").Parts);
        Assert.Equal(new DateParts(false, false, false), Date("d,y\n2023-01-01,1\n2024-01-01,2\n").Parts);
        Assert.Equal(new DateParts(false, false, true), Date("d,y\n2024-01-01,1\n2024-01-01 08:30,2\n").Parts);
    }

    [Fact]
    public void Most_cells_decide_and_a_misfit_is_named()
    {
        Assert.Equal(15, Date("d,y\n2024-01-31,1\n,2\n2024-01-01,3\n").Deviation);
        Assert.Equal("t.csv:4: column 'd' holds 'soon', which is not a date as its other 2 values are: correct it, or say --missing soon, or --category d",
            Make.ErrorOf("d,y\n2024-01-31,1\n2024-01-30,2\nsoon,3\n", "y"));
        Assert.Equal("t.csv:2: column 'd' holds 'x', which is not a date such as 2024-01-31: correct it, or drop --date d",
            Make.ErrorOf("d,y\nx,1\n2024-01-30,2\nz,3\n", new SchemaOptions("y") { Date = ["d"] }));
        Assert.Equal("column 'd' is in --number and in --date: take it out of one of them",
            Make.ErrorOf("d,y\n1,1\n2,2\n", new SchemaOptions("y") { Number = ["d"], Date = ["d"] }));
    }

    [Fact]
    public void A_date_column_survives_its_json()
    {
        var schema = Make.Infer("d,y\n2024-01-31 08:00,1\n2024-02-01,2\n,3\n", "y").Schema;
        var again = TableSchema.FromJson(System.Text.Json.Nodes.JsonNode.Parse(schema.ToJson().ToJsonString()), "m");
        Assert.Equal(schema.Inputs, again.Inputs);
        Assert.Equal(22, again.InputCount);
    }

    [Fact]
    public void A_median_outside_the_calendar_is_refused()
    {
        var json = Make.Infer("d,y\n2024-01-31,1\n2024-02-01,2\n", "y").Schema.ToJson();
        json["inputs"]![0]!["median"] = 1e9;
        Assert.StartsWith("m: 'schema.inputs[0].median' is not a day of the calendar", Make.Error(() => TableSchema.FromJson(json, "m")), StringComparison.Ordinal);
    }
}
