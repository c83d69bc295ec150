using System.Diagnostics;
using System.Globalization;
using Chainrule.Data;
using Spectre.Console;

namespace Chainrule.Cli;

/// <summary>
/// What a person sees while a table is streamed, on stderr: on a terminal one live line for each pass, piped a plain line now and then,
/// ever more rarely; and at the end of a pass how fast it was.
/// </summary>
internal sealed class StreamingProgress(Report report, bool isQuiet)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly Stopwatch _watch = new();
    private StreamingReport? _last;
    private int _nextSecond;
    private ProgressTask? _task;

    /// <summary>Reads a table with a live line where there is a terminal to draw it on.</summary>
    public TResult Run<TResult>(Func<Action<StreamingReport>, TResult> read)
    {
        if (isQuiet) return read(_ => { });
        var result = !_console.Profile.Capabilities.Interactive || Console.IsErrorRedirected ? read(Tell) : Live(read);
        EndPass();
        return result;
    }

    private TResult Live<TResult>(Func<Action<StreamingReport>, TResult> read) => _console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
        .Start(context =>
        {
            _task = context.AddTask("", maxValue: 1);
            return read(Tell);
        });

    private void Tell(StreamingReport now)
    {
        if (_last?.Stage != now.Stage)
        {
            EndPass();
            _watch.Restart();
            _nextSecond = 1;
        }
        _last = now;
        if (now.Stage is StreamingStage.Reused) Line(report.Words[Text.CacheReused, now.Path]);
        else if (now.Stage is StreamingStage.Damaged) Line(report.Words[Text.CacheDamaged, now.Path]);
        else if (_task is not null) Draw(now);
        else if (_watch.Elapsed.TotalSeconds >= _nextSecond)
        {
            _nextSecond = Sparse.After(_nextSecond);
            Line(Describe(now));
        }
    }

    private void Draw(StreamingReport now)
    {
        _task!.Value = now.Share;
        _task.Description = Describe(now).EscapeMarkup();
    }

    /// <summary>The last that is to say of a pass.</summary>
    private void EndPass()
    {
        if (_last is { Stage: not (StreamingStage.Reused or StreamingStage.Damaged) } last) Line(Describe(last with { Share = 1 }));
        _last = null;
    }

    private string Describe(StreamingReport now)
    {
        var text = now.Stage switch
        {
            StreamingStage.Inferring => Text.Inferring,
            StreamingStage.Encoding => Text.Encoding,
            _ => Text.Predicting,
        };
        var seconds = _watch.Elapsed.TotalSeconds;
        var elapsed = seconds.ToString("F1", CultureInfo.InvariantCulture);
        return report.Words[text, now.Rows, now.Rows / Math.Max(seconds, 1e-3), now.Share * 100, elapsed];
    }

    private void Line(string text)
    {
        if (_task is null) Console.Error.WriteLine(text);
        else _console.WriteLine(text);
    }
}
