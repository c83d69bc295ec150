using System.CommandLine;
using System.Reflection;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>The commands, and the options that all of them have.</summary>
internal static class CommandLine
{
    private static readonly string[] s_localeVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Option<string> Lang { get; } = NewLang();

    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print results only: no progress, no notes", Recursive = true };

    public static Option<int> ThreadCount { get; } = new("--threads")
    {
        Description = "The most threads that compute; no result depends on it",
        DefaultValueFactory = _ => Threads.Count,
        Recursive = true,
    };

    /// <summary>The version of the tool, as --version prints it.</summary>
    public static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The command line of this process as a shell takes it, to be repeated.</summary>
    public static string Repeat() => string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Prepend("chainrule").Select(InShell));

    public static RootCommand Root() => new("Neural networks that show their working, number by number.")
    {
        Lang,
        Quiet,
        ThreadCount,
        TrainCommand.Create(),
        SearchCommand.Create(),
        PredictCommand.Create(),
        EvaluateCommand.Create(),
        InspectCommand.Create(),
        TutorialCommand.Create(),
        ExplainCommand.Create(),
    };

    /// <summary>The language that was asked for, or else that of the environment.</summary>
    public static Language LanguageOf(ParseResult parsed) => parsed.GetValue(Lang) == "zh" ? Language.Chinese : Language.English;

    /// <summary>The columns of the text that is written: those of the terminal, where it goes to one and not to a file.</summary>
    public static int WidthOf(string? output) =>
        output is null && !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : TextRenderer.DefaultWidth;

    /// <summary>Takes over how many threads were asked for.</summary>
    /// <exception cref="BadInputException">It is not a number of threads.</exception>
    public static void SetThreads(ParseResult parsed)
    {
        var count = parsed.GetValue(ThreadCount);
        if (count is < 1 or > Threads.Most) throw new BadInputException($"{ThreadCount.Name} must be from 1 to {Threads.Most}, not {count}");
        Threads.Count = count;
    }

    /// <summary>Whether results are to be one JSON document.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the results as one JSON document" };

    private static string InShell(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "_-.,:/%+=@".Contains(c))
        ? argument
        : $"'{argument.Replace("'", @"'\''")}'";

    private static Option<string> NewLang()
    {
        var option = new Option<string>("--lang")
        {
            Description = "Language of what is printed; left out, that of the environment",
            DefaultValueFactory = _ => EnvironmentLanguage(),
            Recursive = true,
        };
        return option.AcceptOnlyFromAmong("en", "zh");
    }

    private static string EnvironmentLanguage()
    {
        var locale = s_localeVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";
    }
}
