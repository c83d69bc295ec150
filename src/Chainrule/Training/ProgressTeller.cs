namespace Chainrule.Training;

/// <summary>Tells whoever listens how far a training is, a few times a second, however often it could.</summary>
internal sealed class ProgressTeller(Action<EpochProgress>? listener)
{
    private const int Milliseconds = 250;

    private long _next = listener is null ? long.MaxValue : Environment.TickCount64 + Milliseconds;

    /// <summary>Whether somebody wants to hear of it by now.</summary>
    public bool IsDue(long now) => now >= _next;

    public void Tell(EpochProgress progress)
    {
        listener?.Invoke(progress);
        _next = Environment.TickCount64 + Milliseconds;
    }

    /// <summary>What is to be told how many rows are judged, or null where nobody listens.</summary>
    public Action<int>? OfJudging(int epoch, int ofRows) => listener is null ? null : rows =>
    {
        if (IsDue(Environment.TickCount64)) Tell(new(epoch, IsJudging: true, rows, ofRows));
    };
}
