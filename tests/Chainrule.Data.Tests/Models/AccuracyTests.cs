using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Defaults must be good defaults: as good as scikit-learn's network of the same size on the same data.</summary>
public sealed class AccuracyTests
{
    private const int Folds = 5;

    private static readonly JsonNode s_sklearn = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "sklearn.json")))!;

    /// <summary>
    /// The mean of 25 runs, five splits into folds with five networks each, as the reference has it: a single run of diabetes
    /// strays by 0.025, so that a few would show luck. Digits strays by 0.002 and takes longest: three runs.
    /// </summary>
    [Theory]
    [InlineData("iris", "species", LearningTask.Classification, 0.01, 25)]
    [InlineData("breast-cancer", "diagnosis", LearningTask.Classification, 0.01, 25)]
    [InlineData("digits", "digit", LearningTask.Classification, 0.01, 3)]
    [InlineData("diabetes", "progression", LearningTask.Regression, 0.02, 25)]
    [InlineData("auto-mpg", "Miles_per_Gallon", LearningTask.Regression, 0.02, 25)]
    public void Accuracy_with_defaults_is_at_least_scikit_learns(string data, string target, LearningTask task, double tolerance, int runs)
    {
        var table = Table.Read(Repository.PathOf("samples", "data", $"{data}.csv"));
        var options = new SchemaOptions(target) { Task = task };
        var score = ParallelEnumerable.Range(0, runs).AsOrdered()
            .Select(run => CrossValidate(table, options, (ulong)(run % 5), (ulong)(run / 5))).Average();
        var peer = task == LearningTask.Classification
            ? s_sklearn["classification_accuracy"]![data]!
            : s_sklearn["regression_r2"]![data]!["target_standardized"]!;
        var expected = (double)peer["mean_over_seeds"]!["mean_of_folds"]!;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{data}: {score:F4}, scikit-learn {expected:F4}"));
        Assert.InRange(score, expected - tolerance, 1);
    }

    /// <summary>The mean score of the folds, each judged by a model that has seen the others only.</summary>
    private static double CrossValidate(Table table, SchemaOptions options, ulong foldSeed, ulong seed)
    {
        var folds = RowSplit.Folds(TargetValues.Read(table, options), Folds, foldSeed);
        return folds.Average(fold =>
        {
            var others = table.Select([.. folds.Where(other => other != fold).SelectMany(rows => rows).Order()]);
            var trainer = new TabularTrainer<float>(others, options, new() { Seed = seed });
            var model = trainer.Train(cancellation: TestContext.Current.CancellationToken).Model;
            var evaluation = model.Evaluate(table.Select(fold), out _);
            return evaluation.Classes?.Accuracy ?? evaluation.Values!.R2;
        });
    }
}
