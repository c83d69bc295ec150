using System.Numerics;

namespace Chainrule.Data;

/// <summary>
/// Trains in several ways and compares them, as many at a time as there are threads. Which is the best depends on the trials alone, and
/// not on the order in which they end.
/// </summary>
/// <param name="splits">The trainings that judge each way: one, or one for each fold.</param>
/// <param name="criterion">What the best is best by.</param>
/// <param name="journal">Where results are written down, and some are perhaps already.</param>
public sealed class Search<T>(IReadOnlyList<TabularTrainer<T>> splits, Criterion criterion, SearchJournal journal)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of a rung of successive halving, one in three goes on, with three times the epochs.</summary>
    public const int Reduction = 3;

    /// <summary>Those that went furthest before the others, the best first.</summary>
    public IReadOnlyList<TrialResult> Ranking =>
    [
        .. journal.Results.OrderByDescending(result => result.Epochs)
            .ThenBy(result => criterion.Cost(result.Metrics)).ThenBy(result => result.Number),
    ];

    /// <summary>How many trainings there will be: of each trial, and of those that go on with more epochs again.</summary>
    public static int Trainings(IReadOnlyList<Trial> trials, bool isHalving) => isHalving ? Rungs(trials).Sum(rung => rung.Count) : trials.Count;

    /// <summary>Does every trial that is not in the journal.</summary>
    /// <param name="trials">The trials; all with the same epochs where they are halved.</param>
    /// <param name="isHalving">
    /// Whether to begin with few epochs and go on with the best alone (successive halving): each rung trains the best third of the one
    /// before, from the start, with three times the epochs; the last has all epochs.
    /// </param>
    /// <param name="onTrial">Told of each when it is done, one at a time and in any order.</param>
    /// <param name="cancellation">Ends the search; what is in the journal stays.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(IReadOnlyList<Trial> trials, bool isHalving, Action<TrialResult>? onTrial = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trials);
        if (!isHalving)
        {
            RunRung(trials, trial => trial.Plan.Epochs, onTrial, cancellation);
        }
        else
        {
            var left = trials;
            foreach (var (count, epochs) in Rungs(trials))
            {
                left = [.. left.Take(count)];
                RunRung(left, _ => epochs, onTrial, cancellation);
                left = [.. left.OrderBy(trial => criterion.Cost(journal.Find(trial.Number, epochs)!.Metrics)).ThenBy(trial => trial.Number)];
            }
        }
        journal.Finish(Ranking is [var best, ..] ? best : null);
    }

    /// <summary>How well simple models do on the splits, trained as a trial is.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> Baselines(Trial trial, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var baselines = new IReadOnlyList<Baseline>[splits.Count];
        Threads.ForEach(splits.Count, split =>
        {
            baselines[split] = splits[split].With(trial.Plan with { Seed = splits[split].Seed }).Baselines(cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
        });
        return Spread.Of(baselines.SelectMany(of => of));
    }

    /// <summary>How many trials are left, and the epochs of each, until one in three of them would be none, or none had an epoch.</summary>
    private static List<(int Count, int Epochs)> Rungs(IReadOnlyList<Trial> trials)
    {
        var rungs = new List<(int, int)>();
        var (epochs, divisor) = (trials[0].Plan.Epochs, 1);
        while (Math.Min(trials.Count, epochs) / Reduction >= divisor) divisor *= Reduction;
        for (var count = trials.Count; divisor > 0; count /= Reduction, divisor /= Reduction) rungs.Add((count, epochs / divisor));
        return rungs;
    }

    private void RunRung(IReadOnlyList<Trial> trials, Func<Trial, int> epochsOf, Action<TrialResult>? onTrial, CancellationToken cancellation)
    {
        var open = trials.Where(trial => journal.Find(trial.Number, epochsOf(trial)) is null).ToList();
        var evaluations = open.Select(_ => new Evaluation?[splits.Count]).ToArray();
        var (left, telling) = (open.Select(_ => splits.Count).ToArray(), new Lock());
        Threads.ForEach(open.Count * splits.Count, piece =>
        {
            var (at, split) = Math.DivRem(piece, splits.Count);
            var evaluation = Judge(open[at], epochsOf(open[at]), split, cancellation);
            cancellation.ThrowIfCancellationRequested();
            lock (telling)
            {
                evaluations[at][split] = evaluation;
                if (--left[at] > 0) return;
                var result = ResultOf(open[at], epochsOf(open[at]), evaluations[at]);
                journal.Add(result);
                onTrial?.Invoke(result);
            }
        });
    }

    /// <summary>How well a trial does on one split; null if it learns nothing there.</summary>
    private Evaluation? Judge(Trial trial, int epochs, int split, CancellationToken cancellation)
    {
        var trainer = splits[split];
        var training = trainer.With(trial.Plan with { Epochs = epochs, Seed = trainer.Seed }).Train(cancellation: cancellation);
        return training.Result.Best.Epoch > 0 ? training.Validation : null;
    }

    private static TrialResult ResultOf(Trial trial, int epochs, Evaluation?[] evaluations)
    {
        var isWhole = Array.TrueForAll(evaluations, evaluation => evaluation is not null);
        return new(trial.Number, epochs, trial.Settings, isWhole ? Spread.Of(evaluations.OfType<Evaluation>()) : new Dictionary<string, Spread>());
    }
}
