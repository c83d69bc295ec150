using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Seeded damage: whatever comes in, it is read or it is a <see cref="BadInputException"/>, and never anything else.</summary>
[Collection(nameof(Alone))]
public sealed class FuzzTests
{
    private static readonly string[] s_csvPieces =
        ["\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "1e999", "NaN", "inf", "", " ", "-", "\uFEFF", "é", "x", "prediction", "p(a)", "0", "99999999999999999999"];

    private static readonly string[] s_jsonPieces =
        ["null", "true", "0", "-1", "1e999", "-1e-999", "\"\"", "\"a\"", "\"\\ud800\"", "[]", "{}", "[null]", "{\"name\":1,\"name\":2}", "\"number\"", "\"category\"", "\"class\""];

    private static string Csv { get; } =
        Make.Csv("x,c,y,t", 40, i => $"{(i % 7 == 3 ? "" : $"{i}.5")},{"abc"[i % 3]},{i * i},\"t{i % 4},\"\"{i % 2}\"\"\n\"");

    /// <summary>A few bytes replaced, dropped, doubled, or pieces put in.</summary>
    private static byte[] Damaged(Random random, byte[] bytes, string[] pieces)
    {
        List<byte> damaged = [.. bytes];
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var (at, length) = (random.Next(damaged.Count), random.Next(1, 8));
            length = Math.Min(length, damaged.Count - at);
            switch (random.Next(6))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged.RemoveRange(at, Math.Min(length, damaged.Count - 1)); break;
                case 2: damaged.InsertRange(random.Next(damaged.Count), damaged.GetRange(at, length)); break;
                case 3: damaged.RemoveRange(at, Math.Min(damaged.Count - 1, damaged.Count - at)); break;
                default: damaged.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
            }
        }
        return [.. damaged];
    }

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (BadInputException error)
        {
            Assert.DoesNotContain('\n', error.Message);
            Assert.InRange(error.Message.Length, 10, 800);
            return false;
        }
    }

    [Theory]
    [InlineData("y")]
    [InlineData("t")]
    public void A_damaged_table_is_used_or_refused(string targetName)
    {
        var options = new SchemaOptions(targetName);
        var done = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var bytes = Damaged(new Random(seed), Encoding.UTF8.GetBytes(Csv), s_csvPieces);
            if (Succeeds(() => TrainAndPredict(Table.Read(new MemoryStream(bytes), "t.csv"), options))) done++;
        }
        // Both ends happen, or the fuzzing would prove nothing.
        Assert.InRange(done, 50, 1450);
    }

    /// <summary>Formats whose headers lie about lengths: what is asked for in memory stays in proportion to the file.</summary>
    [Theory]
    [InlineData("table.parquet")]
    [InlineData("images.idx")]
    public void A_damaged_binary_file_is_read_or_refused_at_little_cost(string name)
    {
        byte[] good = name == "images.idx"
            ? [0, 0, 8, 3, 0, 0, 0, 30, 0, 0, 0, 5, 0, 0, 0, 5, .. new byte[750]]
            : File.ReadAllBytes(Repository.PathOf("tests", "reference", name));
        var (done, most) = (0, 0L);
        for (var seed = 0; seed < 400; seed++)
        {
            var bytes = Damaged(new Random(seed), good, s_csvPieces);
            var before = GC.GetTotalAllocatedBytes();
            if (Succeeds(() => Table.Read(new MemoryStream(bytes), name))) done++;
            most = Math.Max(most, GC.GetTotalAllocatedBytes() - before);
        }
        Assert.InRange(done, 1, 399);
        Assert.InRange(most, 0, 200_000_000);
    }

    private static void TrainAndPredict(Table table, SchemaOptions options)
    {
        var (training, validation) = RowSplit.Holdout(TargetValues.Read(table, options), 0.25, 1);
        var schema = SchemaInference.Infer(table, training, options).Schema;
        schema = TableSchema.FromJson(JsonNode.Parse(schema.ToJson().ToJsonString()), "m");
        Assert.All(TableEncoder.Encode<float>(table, validation, schema).Data.Inputs, value => Assert.True(float.IsFinite(value)));
        var encoded = TableEncoder.EncodeInputs<double>(table, schema);
        Assert.All(encoded.Inputs, value => Assert.True(double.IsFinite(value)));
        using var written = new MemoryStream();
        PredictionWriter.Write<double>(written, table, schema, new double[encoded.Rows * schema.OutputCount]);
        Assert.Equal(table.RowCount, Make.Table(Encoding.UTF8.GetString(written.ToArray())).RowCount);
    }

    [Fact]
    public void A_damaged_schema_is_used_or_refused()
    {
        var good = Encoding.UTF8.GetBytes(Make.Infer(Csv, "y").Schema.ToJson().ToJsonString());
        var (parsed, done) = (0, 0);
        for (var seed = 0; seed < 5000; seed++)
        {
            var json = Parsed(Damaged(new Random(seed), good, s_jsonPieces));
            if (json is null) continue;
            parsed++;
            if (Succeeds(() => TableSchema.FromJson(json, "model.safetensors").ToJson().ToJsonString())) done++;
        }
        Assert.InRange(done, 50, parsed - 50);
    }

    private static JsonNode? Parsed(byte[] bytes)
    {
        try { return JsonNode.Parse(bytes); }
        catch (JsonException) { return null; }
    }

    [Fact]
    public void A_schema_with_a_part_exchanged_is_used_or_refused()
    {
        var text = Make.Infer(Csv, "t").Schema.ToJson().ToJsonString();
        var (refused, parts) = (0, Places(JsonNode.Parse(text)!).Count());
        for (var part = 0; part < parts; part++)
            foreach (var piece in s_jsonPieces)
            {
                var json = JsonNode.Parse(text)!;
                Places(json).ElementAt(part)(JsonNode.Parse(piece));
                if (!Succeeds(() => TableSchema.FromJson(json, "model.safetensors"))) refused++;
            }
        Assert.InRange(refused, 200, (parts * s_jsonPieces.Length) - 10);
    }

    /// <summary>For each part of a document: the way to put something else in its place.</summary>
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode json) => json switch
    {
        JsonObject item => item.ToArray().SelectMany(member =>
            (member.Value is null ? [] : Places(member.Value)).Append(other => item[member.Key] = other)),
        JsonArray items => items.ToArray().SelectMany((member, index) =>
            (member is null ? [] : Places(member)).Append(other => items[index] = other)),
        _ => [],
    };
}

/// <summary>Tests that measure the memory of the whole process run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
