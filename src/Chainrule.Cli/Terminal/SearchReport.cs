using System.Globalization;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>What a search says: a line for each trial while it runs, then the best, what simple models reach, and how to train the winner.</summary>
/// <param name="report">How things are written.</param>
/// <param name="criterion">What the best is best by.</param>
/// <param name="arguments">The command lines of the trials.</param>
/// <param name="splits">How many trainings judge a trial.</param>
/// <param name="rows">Where there is one, how many rows judge.</param>
internal sealed class SearchReport(Report report, Criterion criterion, TrialArguments arguments, int splits, int rows)
{
    private const int MostTrials = 10, OtherMetrics = 3;

    private readonly Metric _metric = Metric.Of([criterion.Metric])[0];

    public string NoWinner => report.Words[Text.NoWinner];

    /// <summary>Runs a search with a line for each trial.</summary>
    public void Follow(LiveLine line, int trainings, SearchJournal journal, Action<Action<TrialResult>> run)
    {
        var words = report.Words;
        var best = Best(journal.Results);
        line.Run(words[Text.Trial], trainings, () =>
        {
            run(result =>
            {
                best = Best([.. best is null ? [] : new[] { best }, result]);
                var done = journal.Results.Count;
                line.Show(done, words[Text.TrialDone, done, trainings, result.Number, words[_metric.Heading], Value(result), Value(best!)]);
            });
            return true;
        });
    }

    public string Of(
        IReadOnlyList<TrialResult> ranking, IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> baselines, string? modelPath)
    {
        var (words, winner) = (report.Words, ranking[0]);
        var others = Metric.Of(winner.Metrics.Keys).Where(metric => metric != _metric).Take(OtherMetrics).ToList();
        string[] Row(TrialResult result) =>
        [
            Count(result.Number), Count(result.Epochs), .. others.Prepend(_metric).Select(metric => Value(result, metric)),
            .. result.Settings.Select(setting => setting.Value),
        ];
        string[] headings =
        [
            words[Text.Trial], words[Text.Epochs], .. others.Prepend(_metric).Select(metric => words[metric.Heading]),
            .. winner.Settings.Select(setting => setting.Name),
        ];
        var trials = ranking.DistinctBy(result => result.Number).Count();
        var heading = splits == 1
            ? words[Text.Trials, trials, words[_metric.Heading], rows]
            : words[Text.TrialsByFolds, trials, words[_metric.Heading], splits];
        return $"{heading}\n{Report.Grid([headings, .. ranking.Take(MostTrials).Select(Row)])}\n"
            + $"{report.Compare(winner.Metrics, baselines, splits > 1)}\n"
            + $"{words[Text.Flattered]}\n  {arguments.CommandLine(winner.Settings)}\n"
            + (modelPath is null ? "" : $"{words[Text.Written, modelPath]}\n");
    }

    public string Json(
        IReadOnlyList<TrialResult> ranking, IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> baselines, string? modelPath)
    {
        var winner = ranking[0].ToJson();
        winner["command"] = arguments.CommandLine(ranking[0].Settings);
        return Report.Json(new JsonObject
        {
            ["metric"] = criterion.Metric,
            ["winner"] = winner,
            ["model"] = modelPath,
            ["baselines"] = Spread.ToJson(baselines),
            ["trials"] = new JsonArray([.. ranking.Select(result => result.ToJson())]),
        });
    }

    private TrialResult? Best(IEnumerable<TrialResult> results) =>
        results.OrderByDescending(result => result.Epochs).ThenBy(result => criterion.Cost(result.Metrics)).FirstOrDefault();

    private string Value(TrialResult result) => Value(result, _metric);

    private string Value(TrialResult result, Metric metric) =>
        !result.Metrics.TryGetValue(metric.Name, out var spread) ? "–" : splits == 1 ? metric.Format(spread.Mean) : metric.Format(spread);

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
