namespace Chainrule.Data.Tests;

/// <summary>What people take for numbers and dates is read as one, or refused with what to do; never learned as categories by mistake.</summary>
public sealed class LookalikeTests
{
    private const string Signs = "is a number with separators or signs that are not read, as most there are: take them out, or say --category x if they are names";

    [Theory]
    [InlineData("1,5", "DecimalComma")]
    [InlineData("-0,25e3", "DecimalComma")]
    [InlineData(",5", "DecimalComma")]
    [InlineData("1,234", "CommaOrThousands")]
    [InlineData("1234,567", "DecimalComma")]
    [InlineData("1,234,567", "Dressed")]
    [InlineData("1,234.50", "Dressed")]
    [InlineData("1.234,50", "Dressed")]
    [InlineData("1.234.567", "Dressed")]
    [InlineData("1'234", "Dressed")]
    [InlineData("1 234", "Dressed")]
    [InlineData("1\u00a0234,5", "Dressed")]
    [InlineData("$5", "Dressed")]
    [InlineData("-$5.25", "Dressed")]
    [InlineData("$ 1,234.99", "Dressed")]
    [InlineData("5 €", "Dressed")]
    [InlineData("￥99", "Dressed")]
    [InlineData("12%", "Dressed")]
    [InlineData("(12)", "Dressed")]
    [InlineData("\u22123.5", "Dressed")]
    [InlineData("01/02/2024", "Date")]
    [InlineData("1/2/24", "Date")]
    [InlineData("1-2-2024 08:30", "Date")]
    [InlineData("2 Jan 2024", "Date")]
    [InlineData("January 2, 2024", "Date")]
    [InlineData("02-Feb-24", "Date")]
    [InlineData("5", "None")]
    [InlineData("-1.5e3", "None")]
    [InlineData("2024-01-31", "None")]
    [InlineData("", "None")]
    [InlineData("$", "None")]
    [InlineData("A4", "None")]
    [InlineData("5 kg", "None")]
    [InlineData("1,a", "None")]
    [InlineData("may 2", "None")]
    [InlineData("1/2", "None")]
    [InlineData("12,34,56", "None")]
    public void A_text_looks_like(string text, string kind) => Assert.Equal(kind, Lookalike.Of(text).ToString());

    [Theory]
    [InlineData("$", Signs)]
    [InlineData("1,00", "has thousands separators or a decimal comma, as most there have: take the separators out, "
        + "or say --decimal-comma if it is one, or --category x if they are names")]
    [InlineData("1,234,00", Signs)]
    [InlineData("1/2/202", "is a date that can be read in two ways, or has its month in words, as most there are: write them as 2024-01-31, "
        + "or say --ignore x")]
    public void A_column_of_such_texts_is_refused(string start, string sentence)
    {
        var csv = Make.Csv("x;y", 8, i => $"{(i == 0 ? "what" : $"{start}{i}")};{i}");
        Assert.Equal($"t.csv:3: column 'x' holds '{start}1', which {sentence}", Make.ErrorOf(csv, "y"));
        Assert.Equal(["x"], Make.Infer(csv, new SchemaOptions("y") { Category = ["x"] }).Schema.Inputs.Select(column => column.Name));
        Assert.StartsWith("t.csv:3: column 'x' holds", Make.ErrorOf(csv, "x"), StringComparison.Ordinal);
    }

    /// <summary>Below a thousand there is no separator.</summary>
    [Fact]
    public void Plain_numbers_count_among_those_with_signs() =>
        Assert.Contains(Signs, Make.ErrorOf(Make.Csv("x;y", 9, i => $"{(i < 4 ? $"{i}" : i < 7 ? $"$1,00{i}" : "?")};{i}"), "y"), StringComparison.Ordinal);

    [Theory]
    [InlineData("5%", Dressed)]
    [InlineData("1_000", Dressed)]
    [InlineData("(5)", Dressed)]
    [InlineData("$5", Dressed)]
    [InlineData("1,5", "is a number with a decimal comma: write it with a point, or say --decimal-comma if all are written so")]
    [InlineData("1,200", "has a thousands separator or a decimal comma: take the separator out, or say --decimal-comma if it is one")]
    public void One_such_text_among_numbers_is_told_apart_from_a_missing_value(string text, string problem)
    {
        Assert.Equal($"t.csv:4: column 'x' holds '{text}', which {problem}, or say --category x", Make.ErrorOf($"x;y\n1;1\n2;2\n{text};3\n", "y"));
        // A model that takes x for a number says the same.
        var schema = Make.Infer("x;y\n1;1\n2;2\n3;3\n", "y").Schema;
        Assert.Equal($"t.csv:2: column 'x' holds '{text}', which {problem}",
            Make.Error(() => TableEncoder.EncodeInputs<float>(Make.Table($"x;y\n{text};3\n"), schema)));
    }

    private const string Dressed = "is a number with separators or signs that are not read: take them out";

    [Fact]
    public void A_date_of_two_readings_among_others_is_told() =>
        Assert.EndsWith("which is a date that can be read in two ways, or has its month in words: write it as 2024-01-31, or say --category x",
            Make.ErrorOf("x;y\n2024-01-31;1\n2024-02-01;2\n03/04/2024;3\n", "y"), StringComparison.Ordinal);
}
