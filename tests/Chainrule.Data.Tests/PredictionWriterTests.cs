using System.Globalization;
using System.Text;

namespace Chainrule.Data.Tests;

public sealed class PredictionWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static TableSchema Classes { get; } =
        new([new NumberColumn("x", 0, 1, 0, false)], new ClassTarget("y", ["no", "yes, \"sure\""]), [], []);

    private static TableSchema Amounts { get; } = Classes with { Target = new ValueTarget("y", 10, 4) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Written<T>(string csv, TableSchema schema, params T[] outputs) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        PredictionWriter.Write<T>(stream, Make.Table(csv), schema, outputs);
        Assert.True(stream.CanWrite);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void The_input_comes_first_then_the_class_and_the_probabilities() =>
        Assert.Equal("x,note,prediction,p(no),\"p(yes, \"\"sure\"\")\"\n1,\"a,\n\"\"b\"\"\",no,0.75,0.25\n2,\" é \",\"yes, \"\"sure\"\"\",0.1,0.9\n",
            Written("x;note\r\n1;\"a,\n\"\"b\"\"\"\r\n2;\" é \"\r\n", Classes, 0.75f, 0.25f, 0.1f, 0.9f));

    [Fact]
    public void Amounts_are_written_in_their_own_unit() =>
        Assert.Equal("x,y,prediction\n1,7,12\n2,,9.9\n", Written("x,y\n1,7\n2,\n", Amounts, 0.5, -0.025));

    [Fact]
    public void Equal_probabilities_are_the_first_class() => Assert.Equal("x,prediction,p(no),\"p(yes, \"\"sure\"\")\"\n1,no,0.5,0.5\n", Written("x\n1\n", Classes, 0.5, 0.5));

    [Fact]
    public void Numbers_are_read_back_bit_by_bit()
    {
        var random = new Random(2);
        float[] singles = [.. Enumerable.Range(0, 500).Select(_ => MathF.Exp((float)(random.NextDouble() - 1) * 80))];
        double[] doubles = [.. Enumerable.Range(0, 500).Select(_ => Math.Exp((random.NextDouble() - 1) * 700))];
        var csv = Make.Csv("x", 250, i => $"{i}");
        Assert.Equal(singles, Numbers(Written(csv, Classes, singles), text => float.Parse(text, CultureInfo.InvariantCulture)));
        Assert.Equal(doubles, Numbers(Written(csv, Classes, doubles), text => double.Parse(text, CultureInfo.InvariantCulture)));
    }

    private static T[] Numbers<T>(string csv, Func<string, T> parse)
    {
        var table = Make.Table(csv);
        return [.. Make.AllRows(table).SelectMany(row => new[] { parse(table[row, 2]), parse(table[row, 3]) })];
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_cells()
    {
        var input = Make.Table("x,a,b\n1,\"\",\" pad \"\n2,\"q\"\"q\",\"l1\r\nl2\"\n3,é漢😀,\"=1+1\"\n");
        var path = Path.Combine(_folder, "out.csv");
        PredictionWriter.Write<double>(path, input, Amounts, [0, 0, 0]);
        var output = Table.Read(path);
        Assert.Equal(["x", "a", "b", "prediction"], output.Columns);
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++) Assert.Equal(input[row, column], output[row, column]);
        Assert.Equal(["10", "10", "10"], Make.AllRows(output).Select(row => output[row, 3]));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_earlier_prediction_is_replaced()
    {
        var once = Written("x,z\n1,7\n", Classes, 0.75, 0.25);
        Assert.Equal("x,z,prediction\n1,7,12\n", Written(once, Amounts, 0.5));
        Assert.Equal("x,p(z),z,prediction\n1,5,7,12\n", Written("x,p(z),prediction,p(a),p(b),z\n1,5,no,0.5,0.5,7\n", Amounts, 0.5));
    }

    [Theory]
    [InlineData("p(no),x\n1,1\n", "t.csv has a column 'p(no)' of its own, a name that the predictions need: rename it")]
    [InlineData("x,prediction,p(a),z,p(no)\n1,2,3,4,5\n", "t.csv has a column 'p(no)' of its own, a name that the predictions need: rename it")]
    public void A_column_of_such_a_name_that_is_no_earlier_prediction_is_an_error(string csv, string message) =>
        Assert.Equal(message, Make.Error(() => Written(csv, Classes, 0.5, 0.5)));

    [Fact]
    public void A_prediction_that_the_model_itself_reads_is_an_error()
    {
        var schema = Amounts with { Inputs = [new NumberColumn("prediction", 0, 1, 0, false)] };
        Assert.Equal("t.csv has a column 'prediction' of its own, a name that the predictions need: rename it",
            Make.Error(() => Written("x,prediction\n1,2\n", schema, 0.5)));
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_or_not_at_all()
    {
        var path = Path.Combine(_folder, "out.csv");
        File.WriteAllText(path, "old");
        Assert.Throws<ArgumentException>(() => PredictionWriter.Write<double>(path, Make.Table("x\n1\n"), Amounts, [1, 2]));
        Make.Error(() => PredictionWriter.Write<double>(path, Make.Table("p(no)\n1\n"), Classes, [1, 2]));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
        PredictionWriter.Write<double>(path, Make.Table("x\n1\n"), Amounts, [0]);
        Assert.Equal("x,prediction\n1,10\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_one_sentence()
    {
        var table = Make.Table("x\n1\n");
        Assert.Equal($"'{_folder}' is a folder: give a file to write", Make.Error(() => PredictionWriter.Write<double>(_folder, table, Amounts, [0])));
        Assert.Equal($"'{_folder}/no/out.csv' cannot be written: there is no folder '{_folder}/no'",
            Make.Error(() => PredictionWriter.Write<double>(_folder + "/no/out.csv", table, Amounts, [0])));
    }

    [Fact]
    public void A_device_stays_a_device()
    {
        if (!File.Exists("/dev/full")) return;
        PredictionWriter.Write<double>("/dev/null", Make.Table("x\n1\n"), Amounts, [0]);
        Assert.Throws<IOException>(() => PredictionWriter.Write<double>("/dev/full", Make.Table("x\n1\n"), Amounts, [0]));
        Assert.Equal("", File.ReadAllText("/dev/null"));
        Assert.NotEqual(FileAttributes.Archive, File.GetAttributes("/dev/null") & FileAttributes.Archive);
    }
}
