using System.CommandLine;

namespace Chainrule.Cli;

/// <summary>The option --report of train and evaluate.</summary>
internal sealed class ReportOption
{
    public Option<string?> Option { get; } = NewOption.Optional<string?>(
        "--report", "FILE.html", "Write one page: data, results, mistakes and what the model depends on; of a training its curves and layers too");

    /// <summary>Where the page goes, or null; says at once if it could not be written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">The files that the command reads or writes besides: the page may be none of them.</param>
    /// <exception cref="BadInputException">It cannot be written there.</exception>
    public string? PathOf(ParseResult parsed, params string[] others)
    {
        if (parsed.GetValue(Option) is not { } path) return null;
        AnyModel.RequireOwn(path, Option.Name, others);
        Files.RequireWritable(path);
        return path;
    }
}
