using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli.Tests;

public sealed class PredictTests
{
    private static readonly string s_irisPath = Tool.Sample("iris.csv");

    private static Table Table(string csv) => Data.Table.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), "out.csv");

    private static string[] Column(Table table, string name) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => table[row, table.IndexOf(name)])];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Classes_get_a_prediction_and_probabilities_behind_the_columns_of_the_input()
    {
        using var tool = new Tool().With("m", Trained.Iris);
        var run = tool.Run("predict", "m", s_irisPath).Done();
        var (input, output) = (Data.Table.Read(s_irisPath), Table(run.Out));
        Assert.Equal([.. input.Columns, "prediction", "p(setosa)", "p(versicolor)", "p(virginica)"], output.Columns);
        for (var row = 0; row < input.RowCount; row++)
        {
            Assert.All(Enumerable.Range(0, 5), column => Assert.Equal(input[row, column], output[row, column]));
            var probabilities = Enumerable.Range(6, 3).Select(column => Number(output[row, column])).ToArray();
            Assert.Equal(1, probabilities.Sum(), 1e-6);
            Assert.Equal($"p({output[row, 5]})", output.Columns[6 + Array.IndexOf(probabilities, probabilities.Max())]);
        }
        Assert.Equal(("", 1), (run.Error, tool.Files().Count));
    }

    [Fact]
    public void Predictions_have_the_accuracy_that_evaluate_reports()
    {
        using var tool = new Tool().With("m", Trained.Iris);
        var output = Table(tool.Run("predict", "m", s_irisPath).Done().Out);
        var evaluation = tool.Run("evaluate", "m", s_irisPath, "--json").Done().Json;
        var right = Column(output, "species").Zip(Column(output, "prediction")).Count(pair => pair.First == pair.Second);
        Assert.Equal(right / 150.0, (double)evaluation["accuracy"]!);
        Assert.Equal(150, (int)evaluation["rows"]!);
        Assert.True((double)evaluation["loss"]! > 0);
    }

    [Fact]
    public void Order_of_columns_and_other_columns_make_no_difference()
    {
        using var tool = new Tool().With("m", Trained.Iris)
            .With("t.csv", "petal_width,note,petal_length,sepal_width,sepal_length\n0.2,\"a, b\",1.4,3.5,5.1\n1.8,c,5.1,3,5.9\n")
            .With("u.csv", "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n5.9,3,5.1,1.8\n");
        var (mixed, plain) = (tool.Run("predict", "m", "t.csv").Done(), tool.Run("predict", "m", "u.csv").Done());
        foreach (var name in (string[])["prediction", "p(setosa)", "p(versicolor)", "p(virginica)"])
            Assert.Equal(Column(Table(plain.Out), name), Column(Table(mixed.Out), name));
        Assert.StartsWith("petal_width,note,petal_length,sepal_width,sepal_length,prediction,", mixed.Out, StringComparison.Ordinal);
        Assert.Contains("0.2,\"a, b\",1.4,3.5,5.1,setosa,", mixed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_a_file_and_stdout_give_the_same_bytes()
    {
        using var tool = new Tool().With("m", Trained.Iris);
        var fromFile = tool.Run("predict", "m", s_irisPath).Done().Out;
        Assert.Equal(fromFile, tool.RunWith(File.ReadAllText(s_irisPath), "predict", "m", "-").Done().Out);
        var written = tool.Run("predict", "m", s_irisPath, "-o", "out.csv").Done();
        Assert.Equal(("", ""), (written.Out, written.Error));
        Assert.Equal(fromFile, tool.Text("out.csv"));
        Assert.Equal(["m", "out.csv"], tool.Files().Keys);
    }

    [Fact]
    public void Amounts_come_in_their_own_unit_and_missing_values_are_filled_in()
    {
        using var tool = new Tool().With("m", Trained.AutoMpg);
        var path = Tool.Sample("auto-mpg.csv");
        var output = Table(tool.Run("predict", "m", path).Done().Out);
        Assert.Equal([.. Data.Table.Read(path).Columns, "prediction"], output.Columns);
        var evaluation = tool.Run("evaluate", "m", path, "--json").Done();
        Assert.Contains("'Miles_per_Gallon' is missing in 8 rows", evaluation.Error, StringComparison.Ordinal);
        var squares = Column(output, "Miles_per_Gallon").Zip(Column(output, "prediction")).Where(pair => pair.First.Length > 0)
            .Select(pair => Math.Pow(Number(pair.First) - Number(pair.Second), 2)).ToArray();
        Assert.Equal(398, (int)evaluation.Json["rows"]!);
        Assert.Equal(Math.Sqrt(squares.Average()), (double)evaluation.Json["rmse"]!, 1e-9);
        Assert.InRange((double)evaluation.Json["r2"]!, 0.8, 1);
        Assert.True(evaluation.Json.ContainsKey("mae") && evaluation.Json.ContainsKey("loss"));
    }

    [Fact]
    public void A_category_that_training_never_saw_is_a_note_unless_quiet()
    {
        using var tool = new Tool().With("m", Trained.AutoMpg).With("t.csv",
            "Cylinders,Displacement,Horsepower,Weight_in_lbs,Acceleration,Year,Origin\n4,100,,2500,15,1975-01-01,Mars\n");
        var run = tool.Run("predict", "m", "t.csv").Done();
        Assert.Contains("note: 'Origin' holds a text that training never saw in 1 row (Mars)", run.Error, StringComparison.Ordinal);
        Assert.Equal("", tool.Run("predict", "m", "t.csv", "--quiet").Done().Error);
    }
}
