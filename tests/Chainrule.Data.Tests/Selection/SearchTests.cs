using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>A search against plain loops over its trials, and its journal against being killed anywhere.</summary>
[Collection(nameof(CrossValidationTests))]
public sealed class SearchTests : IDisposable
{
    private static readonly JsonObject s_options = new() { ["try"] = "x" };

    private readonly TemporaryFolder _folder = new();
    private readonly int _threads = Threads.Count;

    private static Table Iris { get; } = Table.Read(Repository.PathOf("samples", "data", "iris.csv"));

    private string Path => _folder.PathOf("search.jsonl");

    public void Dispose()
    {
        Threads.Count = _threads;
        _folder.Dispose();
    }

    private static List<Trial> Trials(int count, int epochs) =>
    [
        .. Enumerable.Range(1, count).Select(number => new Trial(
            number, [("rate", $"{number}")], new() { Epochs = epochs, Hidden = [4], OptimizerFor = _ => new Adam(0.001 * number * number) })),
    ];

    private SearchJournal Open(bool resume = false, string data = "d", JsonObject? options = null) =>
        SearchJournal.Open(Path, data, options ?? (JsonObject)s_options.DeepClone(), resume);

    private static Search<float> NewSearch(SearchJournal journal, string metric = "loss", int folds = 0)
    {
        var plan = new TrainingPlan();
        TabularTrainer<float>[] splits = [new(Iris, new("species"), plan)];
        if (folds > 0)
        {
            var division = new CrossValidation<float>(Iris, new("species"), plan, folds);
            splits = [.. Enumerable.Range(0, folds).Select(division.Trainer)];
        }
        return new(splits, new(metric, LearningTask.Classification), journal);
    }

    private static double Loss(Trial trial, int epochs) =>
        new TabularTrainer<float>(Iris, new("species"), trial.Plan with { Epochs = epochs }).Train(cancellation: TestContext.Current.CancellationToken).Validation.Loss;

    [Fact]
    public void The_ranking_is_that_of_separate_trainings()
    {
        using var journal = Open();
        var (search, trials) = (NewSearch(journal), Trials(7, 20));
        search.Run(trials, isHalving: false, cancellation: TestContext.Current.CancellationToken);
        var expected = trials.Select(trial => (trial.Number, Loss: Loss(trial, 20))).OrderBy(trial => trial.Loss).ToList();
        Assert.Equal(expected.Select(trial => trial.Number), search.Ranking.Select(result => result.Number));
        Assert.Equal(expected.Select(trial => trial.Loss), search.Ranking.Select(result => result.Metrics["loss"].Mean));
        Assert.All(search.Ranking, result => Assert.Equal(0, result.Metrics["loss"].Deviation));
    }

    [Fact]
    public void By_folds_the_means_are_those_of_a_cross_validation()
    {
        using var journal = Open();
        var (search, trials) = (NewSearch(journal, "accuracy", folds: 3), Trials(3, 10));
        search.Run(trials, isHalving: false, cancellation: TestContext.Current.CancellationToken);
        foreach (var trial in trials)
        {
            var folds = new CrossValidation<float>(Iris, new("species"), trial.Plan, 3).Run(cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(Spread.Of(folds.Select(fold => fold.Evaluation)), journal.Find(trial.Number, 10)!.Metrics);
        }
        var accuracies = search.Ranking.Select(result => result.Metrics["accuracy"].Mean).ToList();
        Assert.Equal(accuracies.OrderDescending(), accuracies);
    }

    [Fact]
    public void Halving_gives_the_best_third_three_times_the_epochs()
    {
        using var journal = Open();
        var (search, trials) = (NewSearch(journal), Trials(10, 30));
        Assert.Equal(14, Search<float>.Trainings(trials, isHalving: true));
        search.Run(trials, isHalving: true, cancellation: TestContext.Current.CancellationToken);
        List<Trial> left = trials;
        foreach (var (count, epochs) in new[] { (10, 3), (3, 10), (1, 30) })
        {
            left = [.. left.Take(count)];
            Assert.Equal(left.Select(trial => trial.Number).Order(), journal.Results.Where(result => result.Epochs == epochs).Select(result => result.Number).Order());
            left = [.. left.OrderBy(trial => Loss(trial, epochs))];
        }
        Assert.Equal((left[0].Number, 30), (search.Ranking[0].Number, search.Ranking[0].Epochs));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_number_of_threads_changes_no_result(bool isHalving)
    {
        string[] Lines(int threads)
        {
            Threads.Count = threads;
            using (var journal = Open()) NewSearch(journal).Run(Trials(9, 12), isHalving, cancellation: TestContext.Current.CancellationToken);
            var lines = File.ReadAllLines(Path);
            // All but the last in any order; the last names the winner.
            return [.. lines[..^1].Order(), lines[^1]];
        }
        var one = Lines(1);
        Assert.Equal(1 + Search<float>.Trainings(Trials(9, 12), isHalving) + 1, one.Length);
        Assert.Equal(one, Lines(2));
        Assert.Equal(one, Lines(3));
    }

    [Fact]
    public void A_journal_that_was_cut_anywhere_goes_on_to_the_same_end()
    {
        Threads.Count = 1;
        using (var journal = Open()) NewSearch(journal).Run(Trials(3, 3), isHalving: false, cancellation: TestContext.Current.CancellationToken);
        var whole = File.ReadAllBytes(Path);
        // Within every line at several places, at its end, and before and after the end of the line.
        var ends = whole.Index().Where(item => item.Item == '\n').Select(item => item.Index).ToList();
        int[] lengths = [0, 1, .. ends.SelectMany(end => new[] { end - 30, end - 1, end, end + 1 }), .. ends.Select(end => end + 5)];
        foreach (var length in lengths.Where(length => length < whole.Length))
        {
            File.WriteAllBytes(Path, whole[..length]);
            var trained = 0;
            using (var journal = Open(resume: true))
                NewSearch(journal).Run(Trials(3, 3), isHalving: false, _ => trained++, TestContext.Current.CancellationToken);
            Assert.Equal(3 - Math.Clamp(ends.Count(end => end < length) - 1, 0, 3), trained);
            Assert.Equal(whole, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void A_finished_search_is_not_done_again_and_more_trials_may_follow()
    {
        using (var journal = Open()) NewSearch(journal).Run(Trials(2, 3), isHalving: false, cancellation: TestContext.Current.CancellationToken);
        var told = new List<int>();
        using (var journal = Open(resume: true))
            NewSearch(journal).Run(Trials(4, 3), isHalving: false, result => told.Add(result.Number), TestContext.Current.CancellationToken);
        Assert.Equal([3, 4], told.Order());
        // Without resume the finished one gives way to a new one.
        using var anew = Open();
        Assert.Empty(anew.Results);
    }

    [Fact]
    public void Cancelled_it_keeps_what_is_finished()
    {
        using var source = new CancellationTokenSource();
        using (var journal = Open())
            Assert.ThrowsAny<OperationCanceledException>(() => NewSearch(journal).Run(Trials(20, 3), isHalving: false, _ => source.Cancel(), source.Token));
        Assert.Equal($"'{Path}' holds a search that is not finished: go on with it by --resume, or delete it", Make.Error(() => Open().Dispose()));
        using var resumed = Open(resume: true);
        Assert.InRange(resumed.Results.Count, 1, 5);
    }

    [Fact]
    public void A_journal_of_something_else_is_refused_and_left_alone()
    {
        using (var journal = Open()) journal.Finish(null);
        var bytes = File.ReadAllBytes(Path);
        Assert.Equal($"'{Path}' holds a search on other data: give another --journal", Make.Error(() => Open(resume: true, data: "e").Dispose()));
        Assert.Equal($"'{Path}' holds a search with other options: give the same, or another --journal",
            Make.Error(() => Open(resume: true, options: new() { ["try"] = "y" }).Dispose()));
        Assert.Equal(bytes, File.ReadAllBytes(Path));
        foreach (var text in new[] { "a,b\n1,2\n", "{}", "{}\n", "[1]\n", "{\"schema\":1}\n", "x" })
        {
            File.WriteAllText(Path, text);
            Assert.Equal($"'{Path}' is not the journal of a search: give another --journal", Make.Error(() => Open(resume: true).Dispose()));
            Assert.Equal($"'{Path}' is not the journal of a search: give another --journal", Make.Error(() => Open().Dispose()));
            Assert.Equal(text, File.ReadAllText(Path));
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"trial\":1,\"epochs\":3}")]
    [InlineData("{\"trial\":\"1\",\"epochs\":3,\"settings\":{},\"metrics\":{}}")]
    public void A_line_that_is_no_trial_is_named(string line)
    {
        using (var journal = Open()) journal.Finish(null);
        File.AppendAllText(Path, line + "\n");
        Assert.Equal($"'{Path}' was altered: its line 3 is not a trial; delete that line", Make.Error(() => Open(resume: true).Dispose()));
    }

    [Fact]
    public void Two_searches_do_not_share_a_journal()
    {
        using var first = Open();
        Assert.Contains("another search is writing it", Make.Error(() => Open(resume: true).Dispose()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_diverges_is_the_last()
    {
        using var journal = Open();
        var (search, trials) = (NewSearch(journal), Trials(2, 5));
        trials.Insert(0, new(3, [("rate", "3")], new() { Epochs = 5, OptimizerFor = _ => new Sgd(1e30) }));
        search.Run(trials, isHalving: false, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(3, search.Ranking[^1].Number);
        Assert.Empty(search.Ranking[^1].Metrics);
    }

    [Theory]
    [InlineData("rmse", LearningTask.Classification, "models of classes are not compared by 'rmse': choose one of loss, logLoss, accuracy, ")]
    [InlineData("f1", LearningTask.Regression, "models of amounts are not compared by 'f1': choose one of loss, r2, rmse, mae, mape")]
    [InlineData("luck", LearningTask.Regression, "models of amounts are not compared by 'luck': ")]
    public void A_metric_must_be_one_of_the_task(string metric, LearningTask task, string sentence) =>
        Assert.StartsWith(sentence, Make.Error(() => _ = new Criterion(metric, task)), StringComparison.Ordinal);

    [Fact]
    public void Every_metric_of_an_evaluation_is_a_criterion()
    {
        var classes = new TabularTrainer<float>(Iris, new("species"), new() { Epochs = 2 }).Train(cancellation: TestContext.Current.CancellationToken);
        var amounts = new TabularTrainer<float>(Iris, new("petal_width"), new() { Epochs = 2 }).Train(cancellation: TestContext.Current.CancellationToken);
        Assert.All(classes.Validation.Metrics, metric => Assert.Equal(metric.Name, new Criterion(metric.Name, LearningTask.Classification).Metric));
        Assert.All(amounts.Validation.Metrics, metric => Assert.Equal(metric.Name, new Criterion(metric.Name, LearningTask.Regression).Metric));
        Assert.Equal(Criterion.Names.Order(), classes.Validation.Metrics.Concat(amounts.Validation.Metrics).Select(metric => metric.Name).Distinct().Order());
        var better = Spread.Of([classes.Validation]);
        Assert.Equal(-better["accuracy"].Mean, new Criterion("accuracy", LearningTask.Classification).Cost(better));
        Assert.Equal(better["loss"].Mean, new Criterion("loss", LearningTask.Classification).Cost(better));
    }
}
