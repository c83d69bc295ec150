using Spectre.Console;

namespace Chainrule.Cli;

/// <summary>How far long work is, on stderr: on a terminal one live line with a bar, piped plain lines.</summary>
/// <param name="isQuiet">Whether to say nothing.</param>
internal sealed class LiveLine(bool isQuiet)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
    private ProgressTask? _task;

    /// <summary>Does the work, in so many parts.</summary>
    public TResult Run<TResult>(string description, int parts, Func<TResult> work)
    {
        if (isQuiet || !_console.Profile.Capabilities.Interactive || Console.IsErrorRedirected) return work();
        return _console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                _task = context.AddTask(description.EscapeMarkup(), maxValue: parts);
                return work();
            });
    }

    /// <summary>Writes a line that stays.</summary>
    public void Say(string line)
    {
        if (isQuiet) return;
        if (_task is null) Console.Error.WriteLine(line);
        else _console.WriteLine(line);
    }

    /// <summary>Shows that so many parts are done; piped, the line is written if it is asked for.</summary>
    public void Show(double done, string line, bool isWritten = true)
    {
        if (isQuiet) return;
        if (_task is not null) (_task.Value, _task.Description) = (done, line.EscapeMarkup());
        else if (isWritten) Console.Error.WriteLine(line);
    }
}
