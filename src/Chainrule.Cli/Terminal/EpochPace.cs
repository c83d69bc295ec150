namespace Chainrule.Cli;

/// <summary>How fast a training goes within an epoch, and how long the epoch still takes, from what is told of it now and then.</summary>
/// <param name="validationRows">How many rows are judged behind those that are learned from.</param>
internal sealed class EpochPace(int validationRows)
{
    private EpochProgress _first;
    private double _firstSeconds, _judgedPerSecond;

    /// <summary>Rows per second since this part of the epoch was first told of, and the seconds left; null where nobody knows yet.</summary>
    /// <param name="now">How far it is.</param>
    /// <param name="seconds">When that is.</param>
    public (double RowsPerSecond, double SecondsLeft)? Of(EpochProgress now, double seconds)
    {
        if ((now.Epoch, now.IsJudging, now.OfRows) != (_first.Epoch, _first.IsJudging, _first.OfRows) || now.Rows < _first.Rows)
            (_first, _firstSeconds) = (now, seconds);
        if (now.Rows == _first.Rows) return null;
        var rate = (now.Rows - _first.Rows) / (seconds - _firstSeconds);
        if (now.IsJudging) _judgedPerSecond = rate;
        var validation = now.IsJudging || _judgedPerSecond == 0 ? 0 : validationRows / _judgedPerSecond;
        return (rate, (now.OfRows - now.Rows) / rate + validation);
    }
}
