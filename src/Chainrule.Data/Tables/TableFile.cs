using System.IO.Compression;

namespace Chainrule.Data;

/// <summary>Opens a file of data, unpacks it, and finds out by its first bytes what it is.</summary>
internal static class TableFile
{
    private const int StartLength = 4;

    public static Table Read(string path, TableOptions options)
    {
        if (path == "-")
        {
            using var input = Console.OpenStandardInput();
            return Csv(input, "stdin", options);
        }
        return Files.Read(path, name =>
        {
            using var file = File.OpenRead(name);
            return Read(file, name, options);
        });
    }

    /// <summary>A stream that cannot be looked into and rewound, as a pipe, holds CSV.</summary>
    public static Table Read(Stream stream, string name, TableOptions options)
    {
        if (!stream.CanSeek) return Csv(stream, name, options);
        var start = Unpacked(stream, name, Start);
        if (IdxFile.IsIdx(start)) return IdxTable.Read(Unpacked(stream, name, content => IdxFile.Read(content, name)), name, options.Labels);
        // A packed text that was cut short would look like a shorter one.
        if (IsPacked(stream)) throw new BadInputException($"{name} is packed with gzip and does not hold IDX images: unpack it first");
        if (!ParquetTable.IsParquet(start)) return Csv(stream, name, options);
        RefuseLabels(name, options);
        return ParquetTable.Read(stream, name);
    }

    /// <summary>Whether a file holds what is read as CSV: neither IDX images nor Parquet, and not packed.</summary>
    public static bool IsCsv(Stream stream)
    {
        if (IsPacked(stream)) return false;
        var start = Start(stream);
        return !IdxFile.IsIdx(start) && !ParquetTable.IsParquet(start);
    }

    private static byte[] Start(Stream content)
    {
        var start = new byte[StartLength];
        return start[..content.ReadAtLeast(start, StartLength, throwOnEndOfStream: false)];
    }

    /// <summary>Reads a stream from its start, through gzip if its first two bytes say so.</summary>
    /// <exception cref="BadInputException">What was packed is damaged.</exception>
    public static TResult Unpacked<TResult>(Stream stream, string name, Func<Stream, TResult> read)
    {
        if (!IsPacked(stream)) return read(stream);
        try
        {
            using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return read(content);
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"{name} is a damaged gzip file: copy or download it again", e);
        }
    }

    /// <summary>Leaves the stream at its start.</summary>
    private static bool IsPacked(Stream stream)
    {
        stream.Position = 0;
        var isPacked = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return isPacked;
    }

    private static Table Csv(Stream stream, string name, TableOptions options)
    {
        RefuseLabels(name, options);
        return CsvTable.Parse(CsvText.Read(stream, name, options.Encoding), name, options);
    }

    private static void RefuseLabels(string name, TableOptions options)
    {
        if (options.Labels is not null)
            throw new BadInputException($"{name} does not hold IDX images, which --labels is for: name its target with --target");
    }
}
