using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Weighted rows and classes, and counts: what they are in a table, and what a training makes of them.</summary>
public sealed class WeightTests
{
    private static readonly SchemaOptions s_options = new("y");

    private static TrainingPlan Plan => new() { Hidden = [4], Epochs = 3, BatchSize = 1000 };

    [Fact]
    public void Balanced_weights_are_those_of_scikit_learn()
    {
        // sklearn.utils.class_weight.compute_class_weight("balanced", ...) of 1, 2 and 5 rows.
        var target = new ClassTarget("y", ["a", "b", "c"]);
        Compare.Close(ClassWeights.Balanced.For(target, [0, 1, 1, 2, 2, 2, 2, 2]), [2.6666666666666665, 1.3333333333333333, 0.5333333333333333], 1e-15);
        Assert.Equal([1.0, 5, 0], ClassWeights.Parse("""{"c": 0, "b": 5}""").For(target, []));
    }

    [Fact]
    public void A_column_of_weights_trains_as_if_rows_were_repeated()
    {
        string[] rows = [.. Enumerable.Range(0, 12).Select(row => $"{row},{row * row % 7}.5")];
        int[] weights = [.. Enumerable.Range(0, 12).Select(row => row % 3)];
        var judging = Make.Table("a,y,w\n1,2.5,1\n4,1.5,1\n");
        var weighted = Make.Table(Make.Csv("a,y,w", rows.Select((row, i) => $"{row},{weights[i]}")));
        var trained = new TabularTrainer<double>(weighted, s_options with { Weight = "w" }, Plan, judging);
        // The scaling is learned from rows that count alike, so the repeated rows are scaled by it as well.
        var schema = trained.Schema;
        Assert.Equal(["a"], schema.Inputs.Select(column => column.Name));
        Assert.Equal("'w' holds the weights of the rows", schema.Ignored.Single().Reason);
        var repeated = Make.Table(Make.Csv("a,y", rows.SelectMany((row, i) => Enumerable.Repeat(row, weights[i]))));
        var data = TableEncoder.Encode<double>(repeated, Make.AllRows(repeated), schema).Data;
        var twin = new Network<double>(1, [new(4, Activation.Relu), new(1)], Loss.MeanSquaredError, seed: 0);
        var judged = TableEncoder.Encode<double>(judging, Make.AllRows(judging), schema).Data;
        new Trainer<double>(twin, Plan.OptimizerFor(1), new() { Epochs = 3, BatchSize = 1000 }).Fit(data, judged, cancellation: TestContext.Current.CancellationToken);
        trained.Train(cancellation: TestContext.Current.CancellationToken);
        for (var l = 0; l < 2; l++) Compare.Close(trained.Network.Layers[l].Weights, twin.Layers[l].Weights, 1e-9, 1e-12);
    }

    [Fact]
    public void Class_weights_count_beside_those_of_the_rows_but_not_in_the_judgement()
    {
        var table = Make.Table(Make.Csv("a,y,w", 40, row => $"{row * 7 % 11},{(row % 8 == 0 ? "rare" : "usual")},{1 + row % 2}"));
        TabularTraining<double> Train(ClassWeights? classes, string? weight) =>
            Trained(table, s_options with { Weight = weight, Ignore = weight is null ? ["w"] : [] }, Plan with { ClassWeights = classes });
        var balanced = Train(ClassWeights.Balanced, null);
        // 5 rare and 35 usual rows.
        var byName = Train(ClassWeights.Parse("""{"rare": 4, "usual": 0.5714285714285714}"""), null);
        Compare.Close(balanced.Model.Network.Layers[0].Weights, byName.Model.Network.Layers[0].Weights, 1e-12);
        Assert.NotEqual(Train(null, null).Model.Network.Layers[0].Weights, byName.Model.Network.Layers[0].Weights);
        Assert.NotEqual(Train(ClassWeights.Balanced, "w").Model.Network.Layers[0].Weights, byName.Model.Network.Layers[0].Weights);
        Assert.Equal(balanced.Model.Evaluate(table, out _).Loss, balanced.Validation.Loss);
        Assert.NotEqual(balanced.Result.Best.ValidationLoss, balanced.Validation.Loss);
    }

    [Theory]
    [InlineData("x", "t.csv:2: column 'w' holds 'x', which is not a weight: it must be a number of at least 0 in every row")]
    [InlineData("-1", "t.csv:2: column 'w' holds '-1', which is not a weight: it must be a number of at least 0 in every row")]
    [InlineData("", "t.csv:2: column 'w' holds '', which is not a weight: it must be a number of at least 0 in every row")]
    [InlineData("0", "t.csv: the weights of all 1 row of a part are 0: there is nothing to learn")]
    public void A_row_without_a_weight_is_refused(string weight, string sentence) =>
        Assert.Equal(sentence, Make.Error(() => Trained(
            Make.Table(Make.Csv("a,y,w", 8, row => $"{row},{row}.5,1")), s_options with { Weight = "w" }, Plan, Make.Table($"a,y,w\n1,2.5,{weight}\n"))));

    [Fact]
    public void A_table_to_validate_on_needs_the_weights_too() =>
        Assert.Equal("t.csv lacks the column 'w' of the weights", Make.Error(() => Trained(
            Make.Table(Make.Csv("a,y,w", 8, row => $"{row},{row}.5,1")), s_options with { Weight = "w" }, Plan, Make.Table("a,y\n1,2.5\n"))));

    [Fact]
    public void Class_weights_are_not_for_amounts() =>
        Assert.StartsWith("class weights are for classes, but the target 'y' is an amount", Make.Error(() => Trained(
            Make.Table(Make.Csv("a,y", 8, row => $"{row},{row}.5")), s_options, Plan with { ClassWeights = ClassWeights.Balanced })), StringComparison.Ordinal);

    [Fact]
    public void Counts_are_learned_with_their_logarithm_and_predicted_as_counts()
    {
        // The expected count is e^(a / 4), times 100.
        var table = Make.Table(Make.Csv("a,y", 60, row => FormattableString.Invariant($"{row % 12},{Math.Round(100 * Math.Exp(row % 12 / 4.0))}")));
        var training = Trained(table, s_options, new() { Hidden = [], Loss = Loss.Poisson, Epochs = 300, OptimizerFor = _ => new Adam(0.05) });
        var target = Assert.IsType<ValueTarget>(training.Model.Schema.Target);
        Assert.True(target is { IsCount: true, Mean: 0 });
        Assert.True(training.Validation.Values!.R2 > 0.9999, $"R² is {training.Validation.Values.R2}");
        Assert.Equal(target, TableSchema.FromJson(training.Model.Schema.ToJson(), "m").Target);
        Compare.Close(target.Restore(Math.Log(3.0)), 3 * target.Deviation, 1e-15);
        Compare.Close(target.RestoreTarget(3.0), 3 * target.Deviation, 1e-15);
    }

    [Fact]
    public void Amounts_below_0_are_no_counts()
    {
        var plan = Plan with { Loss = Loss.Poisson };
        Assert.Equal("t.csv: the target 'y' holds -1.5, but poisson is for counts of at least 0", Make.Error(
            () => Trained(Make.Table(Make.Csv("a,y", 8, row => $"{row},{row - 2}.5".Replace("-2.5", "-1.5", StringComparison.Ordinal))), s_options, plan)));
    }

    [Fact]
    public void A_quantile_lies_above_its_share_of_the_rows()
    {
        var table = Make.Table(Make.Csv("a,y", 400, row => FormattableString.Invariant($"{row % 5},{row * 7919 % 400 / 4.0}")));
        var training = Trained(table, s_options, new() { Hidden = [], Loss = Loss.Quantile(0.9), Epochs = 200, OptimizerFor = _ => new Adam(0.01) });
        var target = (ValueTarget)training.Model.Schema.Target;
        var predicted = training.Model.Outputs(table, out _);
        var below = predicted.Index().Count(output => target.Restore(output.Item) > output.Index * 7919 % 400 / 4.0);
        Assert.InRange(below, 350, 370);
    }

    /// <summary>Validated on its own table, if there is no other.</summary>
    private static TabularTraining<double> Trained(Table table, SchemaOptions options, TrainingPlan plan, Table? validation = null) =>
        new TabularTrainer<double>(table, options, plan, validation ?? table).Train(cancellation: TestContext.Current.CancellationToken);
}
