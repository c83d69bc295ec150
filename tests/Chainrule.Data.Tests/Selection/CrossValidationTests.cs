using Chainrule.Testing;

namespace Chainrule.Data.Tests;

[Collection(nameof(CrossValidationTests)), CollectionDefinition(nameof(CrossValidationTests), DisableParallelization = true)]
public sealed class CrossValidationTests : IDisposable
{
    private readonly int _threads = Threads.Count;

    private static Table Iris { get; } = Table.Read(Repository.PathOf("samples", "data", "iris.csv"));

    private static Table AutoMpg { get; } = Table.Read(Repository.PathOf("samples", "data", "auto-mpg.csv"));

    public void Dispose() => Threads.Count = _threads;

    private static IReadOnlyList<FoldResult> Run(Table table, SchemaOptions options, TrainingPlan plan, int folds, int repeats) =>
        new CrossValidation<float>(table, options, plan, folds, repeats).Run(cancellation: TestContext.Current.CancellationToken);

    public static TheoryData<string, string, int, int> Cases => new()
    {
        { "iris", "species", 5, 2 },
        { "auto-mpg", "Miles_per_Gallon", 3, 1 },
        { "breast-cancer", "diagnosis", 4, 1 },
    };

    /// <summary>Each fold by hand: the other rows as a table of their own, trained on; the model then judged by the rows of the fold.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Folds_are_what_single_trainings_on_the_other_rows_are(string name, string column, int count, int repeats)
    {
        var table = Table.Read(Repository.PathOf("samples", "data", $"{name}.csv"));
        var (options, plan) = (new SchemaOptions(column), new TrainingPlan { Epochs = 15, Seed = 4 });
        var results = Run(table, options, plan, count, repeats);
        Assert.Equal(count * repeats, results.Count);
        var (index, evaluations) = (0, new List<Evaluation>());
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var own = plan with { Seed = 4 + (ulong)repeat };
            var folds = RowSplit.Folds(TargetValues.Read(table, options), count, own.Seed);
            foreach (var (number, fold) in folds.Index())
            {
                var others = table.Select([.. folds.Where(other => other != fold).SelectMany(rows => rows).Order()]);
                var trainer = new TabularTrainer<float>(others, options, own);
                var evaluation = trainer.Train(cancellation: TestContext.Current.CancellationToken).Model.Evaluate(table.Select(fold), out _);
                evaluations.Add(evaluation);
                Assert.Equal((repeat + 1, number + 1), (results[index].Repeat, results[index].Number));
                Assert.Equal(evaluation.ToJson().ToJsonString(), results[index++].Evaluation.ToJson().ToJsonString());
            }
        }
        var metric = evaluations[0].Classes is null ? "rmse" : "logLoss";
        double[] values = [.. evaluations.Select(of => of.Metrics.Single(item => item.Name == metric).Value)];
        var spread = Spread.Of(results.Select(fold => fold.Evaluation))[metric];
        Compare.Close(spread.Mean, values.Average(), 1e-14);
        Compare.Close(spread.Deviation, Math.Sqrt(values.Average(value => value * value) - values.Average() * values.Average()), 1e-6);
    }

    [Fact]
    public void Baselines_learn_from_the_other_folds_too()
    {
        var fold = Run(AutoMpg, new("Miles_per_Gallon"), new() { Epochs = 5 }, 4, 1)[1];
        Assert.Equal([BaselineKind.Linear, BaselineKind.Mean], fold.Baselines.Select(baseline => baseline.Kind));
        Assert.All(fold.Baselines, baseline => Assert.Equal(fold.Evaluation.Rows, baseline.Evaluation.Rows));
        // The mean of the others is not quite that of the fold, so R² is a little below 0.
        Assert.InRange(fold.Baselines[1].Evaluation.Values!.R2, -0.2, -1e-12);
    }

    [Fact]
    public void The_number_of_threads_changes_no_number()
    {
        string[] Numbers(int threads)
        {
            Threads.Count = threads;
            return [.. Run(Iris, new("species"), new() { Epochs = 10 }, 5, 1).Select(fold => fold.Evaluation.ToJson().ToJsonString())];
        }
        var one = Numbers(1);
        Assert.Equal(one, Numbers(2));
        Assert.Equal(one, Numbers(3));
    }

    [Fact]
    public void What_a_fold_holds_is_not_learned_from()
    {
        // One row is a giant. Where it is judged, no scaling has seen it; where it is learned from, the others shrink beside it.
        var table = Make.Table(Make.Csv("a,y", 40, row => $"{(row == 17 ? 1e6 : row % 5)},{row % 3}.5"));
        var folds = new CrossValidation<float>(table, new("y"), new(), 4);
        var deviations = Enumerable.Range(0, folds.Count)
            .Select(fold => folds.Trainer(fold).Schema.Inputs.OfType<NumberColumn>().Single().Deviation).ToList();
        Assert.InRange(deviations.Count(deviation => deviation < 10), 1, 3);
        Assert.All(deviations, deviation => Assert.True(deviation is < 10 or > 1e4));
    }

    [Fact]
    public void A_class_of_a_single_row_is_judged_as_a_class_nobody_knows()
    {
        var table = Make.Table(Make.Csv("a,y", 31, row => $"{row},{(row == 30 ? "rare" : "xz"[row % 2])}"));
        var folds = Run(table, new("y"), new() { Epochs = 3 }, 3, 1);
        Assert.Equal(31, folds.Sum(fold => fold.Evaluation.Rows));
        Assert.Single(folds, fold => fold.Evaluation.Classes!.PerClass[0].Rows == 1);
    }

    [Fact]
    public void Told_of_each_fold_and_cancelled_it_ends()
    {
        using var source = new CancellationTokenSource();
        var told = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => new CrossValidation<float>(Iris, new("species"), new() { Epochs = 5 }, 30).Run(
            _ =>
            {
                if (++told == 2) source.Cancel();
            },
            cancellation: source.Token));
        Assert.InRange(told, 2, 29);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(151)]
    public void The_number_of_folds_must_suit_the_rows(int folds) =>
        Assert.Contains("choose a number from 2 to 150", Make.Error(() => _ = new CrossValidation<float>(Iris, new("species"), new(), folds)), StringComparison.Ordinal);

    [Fact]
    public void Metrics_that_cannot_be_told_are_left_out_of_the_mean()
    {
        Assert.Equal(new Spread(2, 1), Spread.Of([1, double.NaN, 3]));
        Assert.Equal(new Spread(double.NaN, double.NaN), Spread.Of([double.NaN]));
        Assert.Equal("""{"mean":null,"deviation":null}""", Spread.Of(Array.Empty<double>()).ToJson().ToJsonString());
    }
}
