using System.Buffers.Binary;

namespace Chainrule.Data;

/// <summary>
/// Looks over the skeleton of a Parquet file, its footer and its page headers, before the reader of the package believes them: on a damaged
/// one that would ask for gigabytes or go round in circles.
/// </summary>
internal static class ParquetCheck
{
    private const int MagicLength = 4, TailLength = 8, FirstWindow = 1 << 16;

    /// <summary>What a page may unpack to: much more than writers make of one, and of what packs best.</summary>
    private const long LargestPage = 1 << 26, MostTimesPacked = 1000;

    /// <exception cref="InvalidDataException">The skeleton does not hold together.</exception>
    public static void Check(Stream stream)
    {
        var footer = Footer(stream, out var start);
        List<Chunk> chunks = [];
        new ThriftReader(footer, (structure, field, value) =>
        {
            if (structure != ParquetShapes.Chunk) return;
            if (field == 0) chunks.Add(new());
            chunks[^1].Fields[field] = value;
        }).Read(ParquetShapes.File);
        foreach (var chunk in chunks) Pages(stream, chunk, start);
        stream.Position = 0;
    }

    private static byte[] Footer(Stream stream, out long start)
    {
        if (stream.Length < MagicLength + TailLength) throw new InvalidDataException("it is too short");
        var tail = Bytes(stream, stream.Length - TailLength, TailLength);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        start = stream.Length - TailLength - length;
        if (!tail.AsSpan(MagicLength).SequenceEqual("PAR1"u8)) throw new InvalidDataException("its end is missing");
        return start >= MagicLength ? Bytes(stream, start, (int)length) : throw new InvalidDataException("its footer is longer than the file");
    }

    /// <summary>From page to page, as far as the values of the column reach.</summary>
    private static void Pages(Stream stream, Chunk chunk, long end)
    {
        var at = chunk.Start;
        for (var values = 0L; values < chunk.Values;)
        {
            if (at < MagicLength || at >= end) throw new InvalidDataException("a page lies outside of the file");
            var page = new Page();
            at += page.Read(stream, at, end);
            if (page.Packed < 0 || page.Packed > end - at) throw new InvalidDataException("a page is longer than the file");
            if (page.Unpacked < 0 || page.Unpacked > LargestPage + (MostTimesPacked * page.Packed))
                throw new InvalidDataException("a page unpacks to more than any would");
            if (page.Values is not { } more || more < 0 || more > chunk.Values || page.Entries < 0 || page.Entries > page.Unpacked)
                throw new InvalidDataException("a page says that it has more values than it can hold");
            // A page without values could follow another for ever, but each has a header.
            values += more;
            at += page.Packed;
        }
    }

    private static byte[] Bytes(Stream stream, long at, int length)
    {
        var bytes = new byte[length];
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>What the footer says of one column in one group of rows.</summary>
    private sealed class Chunk
    {
        public Dictionary<int, long> Fields { get; } = [];

        public long Values => Fields.GetValueOrDefault(5);

        /// <summary>Where its first page begins: that of the dictionary, if there is one.</summary>
        public long Start => ((long[])[Fields.GetValueOrDefault(9), Fields.GetValueOrDefault(11)]).Where(at => at != 0).DefaultIfEmpty().Min();
    }

    /// <summary>What the header of a page says of it.</summary>
    private sealed class Page
    {
        public long Packed { get; private set; } = -1;

        public long Unpacked { get; private set; } = -1;

        /// <summary>Values of the column; 0 of a dictionary.</summary>
        public long? Values { get; private set; }

        /// <summary>Of a dictionary.</summary>
        public long Entries { get; private set; }

        /// <summary>Reads the header that begins there, and says how long it is.</summary>
        public int Read(Stream stream, long at, long end)
        {
            for (var window = (long)FirstWindow; ; window *= 16)
            {
                var bytes = Bytes(stream, at, (int)Math.Min(window, Math.Min(end - at, Array.MaxLength)));
                var reader = new ThriftReader(bytes, Take);
                try
                {
                    reader.Read(ParquetShapes.Page);
                    return reader.Position;
                }
                catch (InvalidDataException) when (bytes.Length < Math.Min(end - at, Array.MaxLength))
                {
                    // Statistics of long texts: the header may go on.
                }
            }
        }

        private void Take(string structure, int field, long value)
        {
            if ((structure, field) is (ParquetShapes.Page, 2)) Unpacked = value;
            else if ((structure, field) is (ParquetShapes.Page, 3)) Packed = value;
            else if ((structure, field) is (ParquetShapes.Data or ParquetShapes.DataV2, 1)) Values = value;
            else if ((structure, field) is (ParquetShapes.Dictionary, 1)) (Values, Entries) = (0, value);
        }
    }
}
