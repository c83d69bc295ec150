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
        if (IdxFile.IsIdx(start))
        {
            RefuseText(name, "IDX images", options);
            return IdxTable.Read(Unpacked(stream, name, content => IdxFile.Read(content, name)), name, options.Labels);
        }
        if (!ParquetTable.IsParquet(start)) return Unpacked(stream, name, content => Csv(content, name, options));
        RefuseLabels(name, options);
        RefuseText(name, "Parquet", options);
        if (IsPacked(stream)) throw new BadInputException($"{name} is Parquet packed with gzip: unpack it first");
        return ParquetTable.Read(stream, name);
    }

    /// <summary>Whether a file holds what is read as CSV, packed or not: neither IDX images nor Parquet.</summary>
    public static bool IsCsv(Stream stream, string name)
    {
        var start = Unpacked(stream, name, Start);
        stream.Position = 0;
        return !IdxFile.IsIdx(start) && !ParquetTable.IsParquet(start);
    }

    /// <summary>What a file holds, through gzip if its first two bytes say so.</summary>
    public static Stream Content(Stream stream, string name) => IsPacked(stream) ? new GzipContent(stream, name) : stream;

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
        using var content = new GzipContent(stream, name);
        return read(content);
    }

    /// <summary>Leaves the stream at its start.</summary>
    public static bool IsPacked(Stream stream)
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

    /// <summary>What is said of a text is not dropped in silence where there is none.</summary>
    private static void RefuseText(string name, string kind, TableOptions options)
    {
        (string Option, bool IsSaid)[] ofText =
        [
            ("--delimiter", options.Delimiter is not null), ("--decimal-comma", options.HasDecimalComma),
            ("--encoding", options.Encoding is not null), ("--columns", options.Columns is not null),
        ];
        if (ofText.FirstOrDefault(said => said.IsSaid).Option is { } option)
            throw new BadInputException($"{name} holds {kind}, and {option} is for CSV: leave it out");
    }

    private static void RefuseLabels(string name, TableOptions options)
    {
        if (options.Labels is not null)
            throw new BadInputException($"{name} does not hold IDX images, which --labels is for: name its target with --target");
    }
}
