using System.CommandLine;

namespace Chainrule.Cli;

/// <summary>The options of train that say what is kept of the run beside the model.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string?> _log =
        NewOption.Optional<string?>("--log", "FILE", "Add a line of JSON for the start, every epoch and the end to a file");

    private readonly Option<string?> _tensorBoard =
        NewOption.Optional<string?>("--tensorboard", "FOLDER", "Write the numbers of every epoch into a folder for TensorBoard");

    /// <summary>The page about the run.</summary>
    public ReportOption Report { get; } = new();

    public Option[] All => [Report.Option, _log, _tensorBoard];

    /// <summary>The records that were asked for; says at once if one could not be written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">The files that the command reads or writes besides: none may be one of these.</param>
    /// <exception cref="BadInputException">A path cannot be written to.</exception>
    public RunRecords Open(ParseResult parsed, params string[] others)
    {
        var report = Report.PathOf(parsed, others);
        if (report is not null) others = [.. others, report];
        var records = new List<IRunRecord>();
        if (parsed.GetValue(_tensorBoard) is { } folder)
        {
            RequireFolder(folder);
            records.Add(new TensorBoardRecord(folder));
        }
        if (parsed.GetValue(_log) is { } log)
        {
            AnyModel.RequireOwn(log, _log.Name, others);
            Files.RequireWritable(log);
            records.Add(new LogRecord(log));
        }
        return new(records, report is not null);
    }

    /// <summary>The folder is there or can be made, and takes files.</summary>
    private static void RequireFolder(string folder)
    {
        Files.RequireName(folder);
        if (File.Exists(folder)) throw new BadInputException($"'{folder}' is a file: give --tensorboard a folder");
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there)) there = Path.GetDirectoryName(there)!;
        Files.RequireWritable(Path.Combine(there, "events.out.tfevents"));
    }
}
