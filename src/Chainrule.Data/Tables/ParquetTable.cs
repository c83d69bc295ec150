using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace Chainrule.Data;

/// <summary>Reads a Parquet file as a table, column by column; null and NaN are missing values.</summary>
internal static class ParquetTable
{
    /// <summary>No writer packs more rows into a byte; a file that claims them would cost memory and hold nothing.</summary>
    private const long MostRowsPerByte = 1000;

    /// <summary>
    /// Damage to values could still send the reader of the package round in circles, though none is known that does; a sound file is read
    /// much faster than this.
    /// </summary>
    private const long ShortestLimit = 10, BytesPerSecond = 1_000_000;

    /// <summary>Whether a file that begins so is Parquet.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> start) => start.SequenceEqual("PAR1"u8);

    /// <exception cref="BadInputException">It is damaged, or has columns that no table can have.</exception>
    public static Table Read(Stream stream, string name)
    {
        try
        {
            ParquetCheck.Check(stream);
            var limit = TimeSpan.FromSeconds(ShortestLimit + (stream.Length / BytesPerSecond));
            var reading = Task.Run(() => ReadAsync(stream, name));
            return Task.WaitAny([reading], limit) == 0
                ? reading.GetAwaiter().GetResult()
                : throw new BadInputException($"{name} could not be read within {limit.TotalSeconds:N0} seconds: it is damaged; write it again");
        }
        catch (Exception e) when (e is not (BadInputException or OutOfMemoryException))
        {
            throw new BadInputException(
                $"{name} is not a Parquet file that can be read ({Sentence.Quoted(e.Message)}): it is damaged; write it again", e);
        }
    }

    private static async Task<Table> ReadAsync(Stream stream, string name)
    {
        await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
        var rows = reader.RowGroups.Sum(group => group.RowCount);
        if (rows == 0) throw new BadInputException($"{name} has no rows");
        if (rows < 0 || rows > MostRowsPerByte * stream.Length || rows > Array.MaxLength || reader.RowGroups.Any(group => group.RowCount < 0))
            throw new BadInputException(
                $"{name} says that it has {rows:N0} rows, more than a table or this file can hold: it is damaged, or must be split");
        ColumnNames.Check([.. reader.Schema.Fields.Select(field => field.Name)], name);
        var columns = new List<(string, Cells)>();
        foreach (var field in reader.Schema.Fields)
            columns.Add((field.Name, await new Column(reader, field, name, (int)rows).CellsAsync().ConfigureAwait(false)));
        return new(name, columns, (int)rows, new RowPlaces(", row "));
    }

    /// <summary>One column, whose row groups are read one after the other.</summary>
    private sealed class Column(ParquetReader reader, Field field, string table, int rows)
    {
        public Task<Cells> CellsAsync() => field is DataField { MaxRepetitionLevel: 0, IsArray: false } data
            ? data.ClrType switch
            {
                var type when type == typeof(double) => NumbersAsync<double>(data),
                var type when type == typeof(float) => NumbersAsync<float>(data),
                var type when type == typeof(long) => NumbersAsync<long>(data),
                var type when type == typeof(ulong) => NumbersAsync<ulong>(data),
                var type when type == typeof(int) => NumbersAsync<int>(data),
                var type when type == typeof(uint) => NumbersAsync<uint>(data),
                var type when type == typeof(short) => NumbersAsync<short>(data),
                var type when type == typeof(ushort) => NumbersAsync<ushort>(data),
                var type when type == typeof(sbyte) => NumbersAsync<sbyte>(data),
                var type when type == typeof(byte) => NumbersAsync<byte>(data),
                var type when type == typeof(decimal) => NumbersAsync<decimal>(data),
                var type when type == typeof(bool) => NamesAsync<bool>(data, value => value ? "true" : "false"),
                var type when type == typeof(DateTime) => NamesAsync<DateTime>(data, Text),
                var type when type == typeof(DateOnly) => NamesAsync<DateOnly>(data, date => Text(date.ToDateTime(TimeOnly.MinValue))),
                var type when type == typeof(TimeSpan) => NamesAsync<TimeSpan>(data, time => time.ToString("c", CultureInfo.InvariantCulture)),
                var type when type == typeof(TimeOnly) => NamesAsync<TimeOnly>(data, time => time.ToString("O", CultureInfo.InvariantCulture)),
                var type when type == typeof(Guid) => NamesAsync<Guid>(data, id => id.ToString()),
                var type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => TextsAsync(data),
                var type => throw Unusable($"values of type {type.Name}"),
            }
            : throw Unusable("lists or structures");

        /// <summary>A date as CSV writes it, with the time of day where there is one.</summary>
        private static string Text(DateTime date) =>
            date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

        private BadInputException Unusable(string what) =>
            new($"{table}: column {Sentence.Quoted(field.Name)} holds {what}, which are no cells: write it as numbers or texts, or drop it");

        private async Task<Cells> NumbersAsync<T>(DataField data) where T : struct, INumber<T> =>
            new NumberCells<T>(await ValuesAsync<T>(data).ConfigureAwait(false));

        private async Task<Cells> NamesAsync<T>(DataField data, Func<T, string> text) where T : struct =>
            new TextCells([.. (await ValuesAsync<T>(data).ConfigureAwait(false)).Select(value => value is { } present ? text(present) : "")]);

        private async Task<Cells> TextsAsync(DataField data)
        {
            var texts = new string[rows];
            await EachGroupAsync((group, start) => group.ReadAsync(data, texts.AsMemory(start, (int)group.RowCount)!)).ConfigureAwait(false);
            for (var row = 0; row < rows; row++) texts[row] ??= "";
            return new TextCells(texts);
        }

        private async Task<T?[]> ValuesAsync<T>(DataField data) where T : struct
        {
            var values = new T?[rows];
            await EachGroupAsync(async (group, start) =>
            {
                var count = (int)group.RowCount;
                if (data.IsNullable)
                {
                    await group.ReadAsync<T>(data, values.AsMemory(start, count)).ConfigureAwait(false);
                    return;
                }
                var present = new T[count];
                await group.ReadAsync<T>(data, present.AsMemory()).ConfigureAwait(false);
                for (var i = 0; i < count; i++) values[start + i] = present[i];
            }).ConfigureAwait(false);
            return values;
        }

        private async Task EachGroupAsync(Func<ParquetRowGroupReader, int, ValueTask> read)
        {
            var start = 0;
            foreach (var group in reader.RowGroups)
            {
                await read(group, start).ConfigureAwait(false);
                start += (int)group.RowCount;
            }
        }
    }
}
