using System.Globalization;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>A table that goes through the cache becomes the same schema and the same rows as in memory.</summary>
public sealed class StreamedDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static StreamedTable Open(string path, TableOptions? options = null) => StreamedTable.Open(path, options ?? new(), -1)!;

    private string Write(string name, string csv)
    {
        File.WriteAllText(_folder.PathOf(name), csv);
        return _folder.PathOf(name);
    }

    private StreamingOptions Streaming(List<StreamingStage>? stages = null) => new()
    {
        CacheFolder = _folder.Root,
        OnProgress = report =>
        {
            if (stages?.LastOrDefault() != report.Stage || stages.Count == 0) stages?.Add(report.Stage);
        },
    };

    private static (float[] Inputs, float[] Targets) All(RowSource<float> source)
    {
        using var batches = source.InOrder(source.Rows);
        batches.Begin(0);
        batches.Next();
        return (batches.Inputs.ToArray(), batches.Targets.ToArray());
    }

    /// <summary>With a validation file of its own every row of the table trains, in memory as on disk.</summary>
    [Theory]
    [InlineData("iris.csv", "species")]
    [InlineData("auto-mpg.csv", "Miles_per_Gallon")]
    [InlineData("auto-mpg.csv", "Origin")]
    [InlineData("auto-mpg.csv", "Cylinders")]
    [InlineData("breast-cancer.csv", "diagnosis")]
    [InlineData("diabetes.csv", "progression")]
    [InlineData("digits.csv", "digit")]
    public void Schema_and_rows_are_those_of_memory(string sample, string target)
    {
        var path = Repository.PathOf("samples", "data", sample);
        var (options, plan) = (new SchemaOptions(target), new TrainingPlan());
        using var memory = TabularData<float>.InMemory(Table.Read(path), options, plan, Table.Read(path));
        using var streamed = TabularData<float>.Streamed(Open(path), options, plan, Open(path), Streaming());
        RequireSame(streamed.Schema, memory.Schema);
        Assert.Equal(memory.Notes, streamed.Notes);
        Assert.Equal(memory.MissingCounts, streamed.MissingCounts);
        Assert.Equal((memory.Rows, memory.Columns), (streamed.Rows, streamed.Columns));
        foreach (var (actual, expected) in new[] { (streamed.Weighed(plan).Training, memory.Weighed(plan).Training), (streamed.JudgedRows, memory.JudgedRows) })
        {
            Assert.Equal(expected.Rows, actual.Rows);
            var (a, e) = (All(actual), All(expected));
            Compare.Close([.. a.Inputs.Select(x => (double)x)], [.. e.Inputs.Select(x => (double)x)], 1e-6, 1e-6);
            Compare.Close([.. a.Targets.Select(x => (double)x)], [.. e.Targets.Select(x => (double)x)], 1e-6, 1e-6);
        }
    }

    /// <summary>Kinds, names, categories and flags to the letter; means and deviations to rounding; medians to the bit.</summary>
    private static void RequireSame(TableSchema actual, TableSchema expected)
    {
        Assert.Equal(expected.Inputs.Select(Letters), actual.Inputs.Select(Letters));
        Assert.Equal(expected.Ignored, actual.Ignored);
        foreach (var (a, e) in actual.Inputs.Zip(expected.Inputs))
            Compare.Close(Numbers(a), Numbers(e), 1e-13, 0, a.Name);
        if (expected.Target is ClassTarget classes) Assert.Equal(classes.Classes, Assert.IsType<ClassTarget>(actual.Target).Classes);
        else
        {
            var (a, e) = (Assert.IsType<ValueTarget>(actual.Target), (ValueTarget)expected.Target);
            Compare.Close([a.Mean, a.Deviation], [e.Mean, e.Deviation], 1e-13);
        }
    }

    private static string Letters(Column column) => column switch
    {
        NumberColumn number => $"{number.Name} {number.HasMissing} {number.Median:R}",
        CategoryColumn category => $"{category.Name} {category.HasMissing} {string.Join('|', category.Rare)}/{string.Join('|', category.Categories)} {category.MostFrequent}",
        DateColumn date => $"{date.Name} {date.HasMissing} {date.Parts} {date.Median:R}",
        _ => throw new NotSupportedException(),
    };

    private static double[] Numbers(Column column) => column switch
    {
        NumberColumn number => [number.Mean, number.Deviation],
        DateColumn date => [date.Mean, date.Deviation],
        _ => [],
    };

    public static TheoryData<string, SchemaOptions> WrongTables => new()
    {
        { "x,y\n1,1\n2,2\n3,3\noops,4\nNaN,5\n", new("y") },
        { "x,y\n1,1\nNaN,2\n3,3\noops,4\n3,5\n", new("y") },
        { "d,y\n2024-01-01,1\n2024-01-02,2\n3,3\n2024-01-03,4\n", new("y") },
        { "c,y\n\"1,5\",1\n\"2,5\",2\n\"3,5\",3\na,4\n", new("y") },
        { "x,y\n1,1\n2,2\n3,a\n4,4\n", new("y") },
        { "c,y\n5,1\n$6,2\n$7,3\n\"1,234\",4\n", new("y") },
        { "c,y\n\"1,234\",1\n12,2\n\"2,234\",3\na,4\n", new("y") },
        { "c,y\n01/02/2024,1\n02/02/2024,2\n3 Feb 2024,3\na,4\n", new("y") },
        { "x,y\n1,1\n2,2\n3,3\n12%,4\n", new("y") },
        { "c,y\na,1\nb,2\nc,3\nd,4\ne,5\nf,6\n", new("y") { Category = ["c"], MinFrequency = 2 } },
        { "x,y\n1,1\n2,1\n", new("y") },
        { "x,y\n1,a\n2,a\n", new("y") },
        { "x,y\n1,\n2,\n", new("y") },
        { "x,y\n1,1\n1,2\n", new("y") },
        { "x,y\n1,1\n2,2\n", new("z") },
        { "x,y\n1,1\n2,2\n", new("y") { Ignore = ["w"] } },
        { "x,y\n1,1\na,2\n", new("y") { Number = ["x"] } },
        { "x,y\n1,1\na,2\n", new("y") { Date = ["x"] } },
        { "x,w,y\n1,1,1\n2,-1,2\n3,1,3\n", new("y") { Weight = "w" } },
        { "x,w,y\n1,0,1\n2,0,2\n3,0,3\n", new("y") { Weight = "w" } },
        { "x,y\n1,\"1,5\"\n2,\"2,5\"\n3,\"3,5\"\n", new("y") },
        { Make.Csv("x,y", 60, i => $"{i},c{i}"), new("y") },
    };

    [Theory]
    [MemberData(nameof(WrongTables), DisableDiscoveryEnumeration = true)]
    public void Errors_are_those_of_memory_and_leave_nothing(string csv, SchemaOptions options)
    {
        var path = Write("t.csv", csv);
        var memory = Make.Error(() => TabularData<float>.InMemory(Table.Read(path), options, new(), Table.Read(path)).Weighed(new()));
        var streamed = Make.Error(() => TabularData<float>.Streamed(Open(path), options, new(), Open(path), Streaming()));
        Assert.Equal(memory, streamed);
        Assert.Equal(["t.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Numbers_with_a_decimal_comma_are_those_of_memory()
    {
        var path = Write("t.csv", Make.Csv("x;c;y", 60, i => $"{i},5;{(i % 3 == 0 ? "a" : i % 3 == 1 ? "1,5" : "$5")};{i % 7},25"));
        var table = new TableOptions { HasDecimalComma = true };
        var (options, plan) = (new SchemaOptions("y"), new TrainingPlan());
        Assert.Equal(
            Make.Error(() => TabularData<float>.InMemory(Table.Read(path, table), options, plan, Table.Read(path, table))),
            Make.Error(() => TabularData<float>.Streamed(Open(path, table), options, plan, Open(path, table), Streaming())));
        options = options with { Category = ["c"] };
        using var memory = TabularData<float>.InMemory(Table.Read(path, table), options, plan, Table.Read(path, table));
        using var streamed = TabularData<float>.Streamed(Open(path, table), options, plan, Open(path, table), Streaming());
        RequireSame(streamed.Schema, memory.Schema);
    }

    [Fact]
    public void Notes_are_those_of_memory()
    {
        var csv = Make.Csv(",id,k,c,r,h,gone,y", 400, i =>
            $"{i},t{i},1,{"ab"[i % 2]},{(i < 2 ? $"rare{i}" : "often")},{(i % 90 == 7 ? "" : "5")},,{(i % 50 == 0 ? "" : (i % 3).ToString(CultureInfo.InvariantCulture))}");
        var (path, other) = (Write("t.csv", csv), Write("v.csv", csv.Replace(",a,", ",new,").Replace(",b,", ",,").Replace("rare", "other")));
        var memory = TabularData<float>.InMemory(Table.Read(path), new("y"), new(), Table.Read(other));
        using var streamed = TabularData<float>.Streamed(Open(path), new("y"), new(), Open(other), Streaming());
        Assert.Equal(memory.Notes, streamed.Notes);
        Assert.True(memory.Notes.Count >= 8, string.Join('\n', memory.Notes.Texts()));
        RequireSame(streamed.Schema, memory.Schema);
        Assert.Equal(memory.Schema.Ignored, streamed.Schema.Ignored);
    }

    /// <summary>Each row is in one part; of every class the share validates, whatever the order of the file.</summary>
    [Fact]
    public void The_split_takes_the_share_of_every_class()
    {
        var path = Write("t.csv", Make.Csv("n,y", 2000, i => $"{i},{(i < 1500 ? "common" : i < 1999 ? "rare" : "single")}"));
        var plan = new TrainingPlan { Validation = 0.25, Seed = 3 };
        using var data = TabularData<double>.Streamed(Open(path), new("y"), plan, null, Streaming());
        var rows = new[] { data.Weighed(plan).Training, data.JudgedRows }.Select(source =>
        {
            using var batches = source.InOrder(source.Rows);
            batches.Begin(0);
            batches.Next();
            var n = Assert.IsType<NumberColumn>(data.Schema.Inputs.Single());
            return batches.Inputs.ToArray().Select(x => (int)Math.Round((x * n.Deviation) + n.Mean)).ToArray();
        }).ToArray();
        Assert.Equal(Enumerable.Range(0, 2000), rows.SelectMany(part => part).Order());
        Assert.Equal(375, rows[1].Count(n => n < 1500));
        Assert.InRange(rows[1].Count(n => n >= 1500), 122, 128);
        Assert.Contains(1999, rows[0]);
        // Not every fourth row: the seed chooses.
        Assert.True(rows[1].Select(n => n % 4).Distinct().Count() == 4);
        using var other = TabularData<double>.Streamed(Open(path), new("y"), plan with { Seed = 4 }, null, Streaming());
        Assert.NotEqual(data.Schema.Inputs.OfType<NumberColumn>().Single().Mean, other.Schema.Inputs.OfType<NumberColumn>().Single().Mean);
    }

    [Fact]
    public void Class_weights_and_weights_are_those_of_memory()
    {
        var path = Write("t.csv", Make.Csv("x,w,y", 90, i => $"{i},{i % 4},{(i % 5 == 0 ? "a" : "b")}"));
        var (options, plan) = (new SchemaOptions("y") { Weight = "w" }, new TrainingPlan { ClassWeights = ClassWeights.Balanced });
        var memory = TabularData<float>.InMemory(Table.Read(path), options, plan, Table.Read(path));
        using var streamed = TabularData<float>.Streamed(Open(path), options, plan, Open(path), Streaming());
        var (ofDisk, ofMemory) = (streamed.Weighed(plan), memory.Weighed(plan));
        foreach (var (actual, expected) in new[]
        {
            (ofDisk.Training, ofMemory.Training), (ofDisk.Validation, ofMemory.Validation), (streamed.JudgedRows, memory.JudgedRows),
        })
        {
            using var a = actual.InOrder(90);
            using var e = expected.InOrder(90);
            a.Begin(0);
            e.Begin(0);
            Assert.True(a.Next() && e.Next());
            Assert.Equal(e.Weights.ToArray(), a.Weights.ToArray());
        }
    }
}
