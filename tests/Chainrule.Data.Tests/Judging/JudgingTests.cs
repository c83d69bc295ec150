using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Data.Tests.Judging;

/// <summary>What is said of judged rows, against whole tables with exchanged cells.</summary>
public class JudgingTests
{
    [Theory]
    [InlineData(LearningTask.Classification)]
    [InlineData(LearningTask.Regression)]
    public void Importance_is_that_of_tables_whose_cells_are_exchanged(LearningTask task)
    {
        const int Repeats = 3;
        const ulong Seed = 11;
        var random = new Random(2);
        string[] colors = ["red", "green", "blue"];
        var csv = Make.Csv("a,color,noise,y", 60, row =>
        {
            var (a, color) = (random.Next(100), random.Next(3));
            var y = a + (40 * color);
            return FormattableString.Invariant($"{(row % 13 == 0 ? "" : a)},{colors[color]},{random.Next(100)},{(task == LearningTask.Regression ? y : y > 90 ? "high" : "low")}");
        });
        var table = Make.Table(csv);
        var trainer = new TabularTrainer<double>(table, new("y"), new() { Epochs = 20, Validation = 0.5, Hidden = [8] });
        var model = trainer.Train(cancellation: TestContext.Current.CancellationToken).Model;
        var (judgedTable, encoded) = trainer.JudgedSample();
        var judged = judgedTable.Select([.. encoded.Rows]);
        var importance = PermutationImportance.Of(
            model.Network, encoded.Data, model.Schema.Target, InputGroup.Columns(model.Schema), Seed, Repeats,
            TestContext.Current.CancellationToken);

        Assert.Equal((30, Repeats), (importance.Rows, importance.Repeats));
        Assert.Equal(["a", "color", "noise"], importance.Groups.Select(group => group.Name));
        (double Loss, double Score) Judge(Table some)
        {
            var evaluation = model.Evaluate(some, out _);
            return (evaluation.Loss, evaluation.Classes?.Accuracy ?? evaluation.Values!.R2);
        }
        var whole = Judge(judged);
        for (var column = 0; column < 3; column++)
        {
            var (losses, scores) = (new double[Repeats], new double[Repeats]);
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                int[] order = [.. Enumerable.Range(0, 30)];
                new CounterRandom(Seed, Draws.Permutation((column * Repeats) + repeat)).Shuffle<int>(order);
                var exchanged = Make.Csv("a,color,noise,y", 30, row => string.Join(',', Enumerable.Range(0, 4).Select(
                    cell => judged[cell == column ? order[row] : row, cell])));
                var (loss, score) = Judge(Make.Table(exchanged));
                (losses[repeat], scores[repeat]) = (loss - whole.Loss, whole.Score - score);
            }
            var group = importance.Groups[column];
            Compare.Close(group.Loss, losses.Average(), 1e-9, 1e-12);
            Compare.Close(group.LossDeviation, Math.Sqrt(losses.Average(x => Math.Pow(x - losses.Average(), 2))), 1e-9, 1e-12);
            Compare.Close(group.Score, scores.Average(), 1e-9, 1e-12);
            Compare.Close(group.ScoreDeviation, Math.Sqrt(scores.Average(x => Math.Pow(x - scores.Average(), 2))), 1e-9, 1e-12);
        }
        Assert.True(importance.Groups[0].Loss > importance.Groups[2].Loss);
        var again = PermutationImportance.Of(model.Network, encoded.Data, model.Schema.Target, InputGroup.Columns(model.Schema), Seed, Repeats,
            TestContext.Current.CancellationToken);
        Assert.Equal(importance.Groups, again.Groups);
    }

    [Fact]
    public void What_would_take_too_long_is_measured_on_fewer_rows()
    {
        const int Rows = 1_500, Inputs = 300;
        var network = new Network<float>(Inputs, [new(400, Activation.Relu), new(2)], Loss.CrossEntropy);
        var data = new DataSet<float>(new float[Rows * Inputs], [.. Enumerable.Range(0, Rows).SelectMany(_ => new float[] { 1, 0 })], Rows);
        InputGroup[] groups = [.. Enumerable.Range(0, 5).Select(n => new InputGroup($"{n}", [n]))];
        var importance = PermutationImportance.Of(network, data, new ClassTarget("y", ["a", "b"]), groups, seed: 0, repeats: 100,
            TestContext.Current.CancellationToken);
        Assert.InRange(importance.Rows, 100, Rows - 1);
        Assert.All(importance.Groups, group => Assert.Equal((0, 0), (group.Loss, group.Score)));
    }

    [Theory]
    [InlineData(LearningTask.Classification)]
    [InlineData(LearningTask.Regression)]
    public void A_trainer_tells_its_score_while_it_trains(LearningTask task)
    {
        var isOfClasses = task == LearningTask.Classification;
        var table = Make.Table(Make.Csv("x,y", 40, row => $"{row},{(!isOfClasses ? $"{row * row}" : row < 20 ? "low" : "high")}"));
        var trainer = new TabularTrainer<float>(table, new("y"), new() { Epochs = 30, Watch = true });
        var scores = new List<double>();
        var training = trainer.Train(report =>
        {
            Assert.Equal(2, report.Layers!.Count);
            scores.Add(trainer.Score());
        }, TestContext.Current.CancellationToken);
        var judged = Judgement.Of(training.Model.Network, trainer.JudgedSample().Rows.Data, trainer.Schema.Target);
        Assert.Equal(training.Validation.Classes?.Accuracy ?? training.Validation.Values!.R2, scores[training.Result.Best.Epoch - 1]);
        Assert.Equal(judged.Score(), scores[training.Result.Best.Epoch - 1]);
        Assert.Equal(isOfClasses ? [16, 16] : [], trainer.TrainingClassCounts);
        Assert.Equal(trainer.ValidationRows, trainer.JudgedSample().Rows.Rows.Count);
    }

    [Fact]
    public void The_worst_rows_come_first()
    {
        var judgement = new Judgement([0.5, 3, 0.1, 3], [0, 0, 0, 0], [0, 0, 0, 0], []);
        Assert.Equal([1, 3, 0], judgement.Worst(3));
        Assert.Equal(4, judgement.Worst(10).Length);
    }
}
