using System.Globalization;
using Chainrule.Testing;
using Parquet;
using Parquet.Schema;

namespace Chainrule.Data.Tests;

public sealed class ParquetTableTests
{
    /// <summary>A hundred rows by DuckDB; the SQL beside the file says what is in them.</summary>
    private static Table Reference { get; } = Table.Read(Repository.PathOf("tests", "reference", "table.parquet"));

    private static string Cell(int row, string column) => Reference[row, Reference.IndexOf(column)];

    /// <summary>A file of one column, a row group for each writing.</summary>
    private static async Task<byte[]> Written(DataField field, params Func<ParquetRowGroupWriter, DataField, Task>[] groups)
    {
        var schema = new ParquetSchema(field);
        var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
            foreach (var write in groups)
            {
                using var group = writer.CreateRowGroup();
                await write(group, schema.DataFields[0]);
            }
        return stream.ToArray();
    }

    internal static Task<byte[]> Numbers() => Written(
        new DataField<double>("x"),
        (group, field) => group.WriteAsync<double>(field, new double[] { 1, 2 }),
        (group, field) => group.WriteAsync<double>(field, new double[] { 3 }));

    [Fact]
    public void Every_kind_of_column_is_read_as_it_was_written()
    {
        Assert.Equal((100, 11, "table.parquet, row 4"), (Reference.RowCount, Reference.Columns.Count, Path.GetFileName(Reference.Place(3))));
        for (var i = 0; i < 100; i++)
        {
            var invariant = CultureInfo.InvariantCulture;
            Assert.Equal((i / 4.0).ToString(invariant), Cell(i, "double"));
            Assert.Equal(i % 3 == 0 ? "" : (i / 2.0).ToString(invariant), Cell(i, "float"));
            Assert.Equal((i - 50).ToString(invariant), Cell(i, "int"));
            // 2⁵³ + 1 is no double.
            Assert.Equal((9007199254740993 + i).ToString(invariant), Cell(i, "long"));
            Assert.Equal(i.ToString(invariant), Cell(i, "byte"));
            Assert.Equal(Math.Round(i / 8m, 2, MidpointRounding.AwayFromZero), decimal.Parse(Cell(i, "decimal"), invariant));
            Assert.Equal(i % 2 == 0 ? "true" : "false", Cell(i, "bool"));
            Assert.Equal(i % 5 == 0 ? "" : $"name {i % 4}", Cell(i, "text"));
            Assert.Equal(new DateTime(2024, 1, 1).AddDays(i).ToString("yyyy-MM-dd", invariant), Cell(i, "date"));
            var time = new DateTime(2024, 1, 1, 6, 30, 0).AddHours(36 * i);
            Assert.Equal(time, DateTime.Parse(Cell(i, "time"), invariant));
            Assert.Equal(i == 7 ? "" : i.ToString(invariant), Cell(i, "nan"));
        }
    }

    [Fact]
    public void A_table_of_parquet_is_learned_like_one_of_csv()
    {
        string Csv(int row) => string.Join(",", Reference.Columns.Select((_, column) => Reference[row, column]));
        var csv = Make.Table(Make.Csv(string.Join(",", Reference.Columns), 100, Csv));
        var (schema, inputs) = Learned(Reference);
        Assert.Equal(Learned(csv).Schema, schema);
        Assert.Equal(Learned(csv).Inputs, inputs);
        Assert.Contains("\"kind\":\"date\"", schema, StringComparison.Ordinal);
    }

    private static (string Schema, double[] Inputs) Learned(Table table)
    {
        var schema = SchemaInference.Infer(table, Make.AllRows(table), new SchemaOptions("int") { MissingTexts = ["14"] }).Schema;
        return (schema.ToJson().ToJsonString(), TableEncoder.EncodeInputs<double>(table, schema).Inputs);
    }

    [Fact]
    public async Task Row_groups_follow_one_another()
    {
        var table = Table.Read(new MemoryStream(await Numbers()), "t.parquet");
        Assert.Equal(["1", "2", "3"], Enumerable.Range(0, 3).Select(row => table[row, 0]));
    }

    [Fact]
    public async Task What_no_table_can_have_is_one_sentence()
    {
        var empty = await Written(new DataField<double>("x"));
        Assert.Equal("t.parquet has no rows", Make.Error(() => Table.Read(new MemoryStream(empty), "t.parquet")));
        var numbers = await Numbers();
        Assert.StartsWith("t.parquet is not a Parquet file that can be read (", Make.Error(() => Table.Read(new MemoryStream(numbers[..^9]), "t.parquet")), StringComparison.Ordinal);
        Assert.StartsWith("t.parquet is not a Parquet file that can be read (", Make.Error(() => Table.Read(new MemoryStream("PAR1"u8.ToArray()), "t.parquet")), StringComparison.Ordinal);
        Assert.Equal("t.parquet does not hold IDX images, which --labels is for: name its target with --target",
            Make.Error(() => Table.Read(new MemoryStream(numbers), "t.parquet", new() { Labels = "l" })));
        var bytes = await Written(new DataField<byte[]>("raw"), (group, field) => group.WriteAsync(field, (IReadOnlyCollection<byte[]>)[[1], [2]]));
        Assert.StartsWith("t.parquet: column 'raw' holds values of type", Make.Error(() => Table.Read(new MemoryStream(bytes), "t.parquet")), StringComparison.Ordinal);
    }
}
