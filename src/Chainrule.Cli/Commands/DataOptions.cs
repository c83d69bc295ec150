using System.CommandLine;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The argument DATA of a command, and the options that say how to read it.</summary>
internal sealed class DataOptions(string description)
{
    public Argument<string> Data { get; } = new("DATA")
    {
        Description = $"{description}: a CSV, TSV or Parquet file, IDX images, or - for CSV on standard input",
    };

    private Option<string?> Labels { get; } = new("--labels")
    {
        Description = "Of IDX images: the file of their labels (default the one beside them: labels for images, idx1 for idx3)",
        HelpName = "FILE",
    };

    private Option<string?> Delimiter { get; } = new("--delimiter")
    {
        Description = "Of CSV: what separates the cells, a character, tab, or space for any number of blanks (default found out)",
        HelpName = "CHARACTER",
    };

    private Option<string?> Columns { get; } = new("--columns")
    {
        Description = "Of CSV without a header: the names of its columns, such as length,width,species",
        HelpName = "NAMES",
    };

    private Option<bool> DecimalComma { get; } = new("--decimal-comma") { Description = "Of CSV: numbers are written as 1,5" };

    private Option<string?> Encoding { get; } = new("--encoding")
    {
        Description = "Of CSV: its encoding, such as windows-1252, gb18030 or utf-16 (default utf-8)",
        HelpName = "NAME",
    };

    public Option[] All => [Labels, Delimiter, Columns, DecimalComma, Encoding];

    public void AddTo(Command command)
    {
        command.Add(Data);
        foreach (var option in All) command.Add(option);
    }

    /// <summary>What to call a file made from DATA, without an ending.</summary>
    public string NameOf(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(Data);
        if (path == "-") return "model";
        return Path.GetFileNameWithoutExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path);
    }

    /// <summary>The files that are read: none may be written to as well.</summary>
    public string[] FilesOf(ParseResult parsed) => [parsed.GetRequiredValue(Data), parsed.GetValue(Labels) ?? "-"];

    /// <summary>Reads DATA.</summary>
    /// <exception cref="BadInputException">It cannot be read, or an option does not fit it.</exception>
    public Table Read(ParseResult parsed) => Table.Read(parsed.GetRequiredValue(Data), Of(parsed) with { Labels = parsed.GetValue(Labels) });

    /// <summary>Reads another file of the same kind; its labels, if it is images, are those beside it.</summary>
    /// <exception cref="BadInputException">It cannot be read, or an option does not fit it.</exception>
    public Table ReadOther(string path, ParseResult parsed) => Table.Read(path, Of(parsed));

    /// <summary>Opens DATA to be read in portions, if it is a CSV file of more than so many bytes.</summary>
    /// <exception cref="BadInputException">It cannot be read, or an option does not fit it.</exception>
    public StreamedTable? Open(ParseResult parsed, long largerThan) =>
        parsed.GetValue(Labels) is null ? OpenOther(parsed.GetRequiredValue(Data), parsed, largerThan) : null;

    /// <summary>The same for another file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or an option does not fit it.</exception>
    public StreamedTable? OpenOther(string path, ParseResult parsed, long largerThan) => StreamedTable.Open(path, Of(parsed), largerThan);

    private TableOptions Of(ParseResult parsed) => new()
    {
        Delimiter = parsed.GetValue(Delimiter) is { } text ? DelimiterOf(text) : null,
        Columns = parsed.GetValue(Columns)?.Split(','),
        HasDecimalComma = parsed.GetValue(DecimalComma),
        Encoding = parsed.GetValue(Encoding),
    };

    private static char DelimiterOf(string text) => text switch
    {
        "tab" or @"\t" => '\t',
        "space" => ' ',
        [var character] when character is not ('"' or '\r' or '\n') && char.IsAscii(character) => character,
        _ => throw new BadInputException($"--delimiter must be one character such as ;, or tab, or space, not '{text}'"),
    };
}
