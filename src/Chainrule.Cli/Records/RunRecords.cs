using System.Diagnostics;

namespace Chainrule.Cli;

/// <summary>All records that were asked for, and the epochs themselves, for a report at the end.</summary>
/// <param name="records">The records; they are closed with this.</param>
/// <param name="isReported">Whether there is to be a report, so that epochs are to be kept although no record wants them.</param>
internal sealed class RunRecords(IReadOnlyList<IRunRecord> records, bool isReported) : IDisposable
{
    private readonly List<RunEpoch> _epochs = [];

    /// <summary>Whether anything is recorded at all: if not, nothing is measured.</summary>
    public bool IsAny { get; } = isReported || records.Count > 0;

    /// <summary>The epochs of the run.</summary>
    public IReadOnlyList<RunEpoch> Epochs => _epochs;

    public void Begin(RunStart start)
    {
        foreach (var record in records) record.Begin(start);
    }

    /// <summary>What is to be told of every epoch: the records, and then whoever else wants to know.</summary>
    /// <param name="onEpoch">Whoever else.</param>
    /// <param name="score">The score of an epoch, if anything is recorded.</param>
    public Action<EpochReport> Of(Action<EpochReport> onEpoch, Func<EpochReport, RunScore> score)
    {
        if (!IsAny) return onEpoch;
        var watch = Stopwatch.StartNew();
        return report =>
        {
            var epoch = new RunEpoch(report, score(report), DateTime.UtcNow, watch.Elapsed.TotalSeconds);
            _epochs.Add(epoch);
            // Those of before a training was resumed are in its records already, which are added to.
            if (!report.IsFromCheckpoint)
                foreach (var record in records) record.Epoch(epoch);
            onEpoch(report);
        };
    }

    public void End(RunEnd end)
    {
        foreach (var record in records) record.End(end);
    }

    public void Dispose()
    {
        foreach (var record in records) record.Dispose();
    }
}
