using System.Diagnostics;
using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>
/// What a person sees while a table is streamed, on stderr: on a terminal a live line, piped a plain line now and then, ever more rarely;
/// and at the end of each pass how fast it was.
/// </summary>
internal sealed class StreamingProgress(Report report, bool isQuiet)
{
    private const int Percent = 100;

    private readonly LiveLine _line = new(isQuiet);
    private readonly Stopwatch _watch = new();
    private StreamingReport? _last;
    private int _nextSecond;

    /// <summary>Reads a table with a live line where there is a terminal to draw it on.</summary>
    public TResult Run<TResult>(Func<Action<StreamingReport>, TResult> read)
    {
        var result = _line.Run(report.Words[Text.Reading], Percent, () => read(Tell));
        EndPass();
        return result;
    }

    private void Tell(StreamingReport now)
    {
        if (_last?.Stage != now.Stage)
        {
            EndPass();
            _watch.Restart();
            _nextSecond = 1;
        }
        if (now.Stage is StreamingStage.Reused) Say(report.Words[Text.CacheReused, now.Path]);
        else if (now.Stage is StreamingStage.Damaged) Say(report.Words[Text.CacheDamaged, now.Path]);
        else
        {
            _last = now;
            var isWritten = _watch.Elapsed.TotalSeconds >= _nextSecond;
            if (isWritten) _nextSecond = Sparse.After(_nextSecond);
            _line.Show((int)(now.Share * Percent), Describe(now), isWritten);
        }
    }

    /// <summary>The last that is to say of a pass.</summary>
    private void EndPass()
    {
        if (_last is { } last) Say(Describe(last with { Share = 1 }));
        _last = null;
    }

    private string Describe(StreamingReport now)
    {
        var text = now.Stage switch
        {
            StreamingStage.Inferring => Text.Inferring,
            StreamingStage.Encoding => Text.Encoding,
            StreamingStage.Sampling => Text.Sampling,
            _ => Text.Predicting,
        };
        var seconds = _watch.Elapsed.TotalSeconds;
        var elapsed = seconds.ToString("F1", CultureInfo.InvariantCulture);
        return report.Words[text, now.Rows, now.Rows / Math.Max(seconds, 1e-3), now.Share * Percent, elapsed];
    }

    private void Say(string text) => _line.Say(text);
}
