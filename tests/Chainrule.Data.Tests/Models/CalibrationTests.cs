using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class CalibrationTests
{
    private static Table Cancer { get; } = Table.Read(Repository.PathOf("samples", "data", "breast-cancer.csv"));

    private static TabularTraining<float> Train(bool calibrate, Table? table = null, string target = "diagnosis") =>
        new TabularTrainer<float>(table ?? Cancer, new(target), new() { Calibrate = calibrate, Seed = 3, OptimizerFor = _ => new Adam(0.01) })
            .Train(cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void The_model_that_is_kept_has_the_temperature_and_says_so()
    {
        var (plain, calibrated) = (Train(false), Train(true));
        var calibration = calibrated.Calibration!;
        Assert.Null(plain.Calibration);
        Assert.Equal(plain.Validation.ToJson().ToJsonString(), calibration.Before.ToJson().ToJsonString());
        Assert.Equal(calibrated.Validation.ToJson().ToJsonString(), calibration.After.ToJson().ToJsonString());
        Assert.True(calibration.After.Classes!.LogLoss < calibration.Before.Classes!.LogLoss);
        Assert.Equal(calibration.Before.Classes.Accuracy, calibration.After.Classes.Accuracy);
        Assert.Equal(calibration.ToJson().ToJsonString(), calibrated.Model.Training!["calibration"]!.ToJsonString());
        // p of the kept model is the plain p to the power of 1 / T, made one in all again.
        var (before, after) = (plain.Model.Outputs(Cancer, out _), calibrated.Model.Outputs(Cancer, out _));
        foreach (var (p, q) in before.Chunk(2).Zip(after.Chunk(2)).Where(row => row.First.Min() > 1e-6))
        {
            var powers = p.Select(value => Math.Pow(value, 1 / calibration.Temperature!.Value)).ToArray();
            Compare.Close(q[0], powers[0] / powers.Sum(), 1e-4, 1e-6);
        }
    }

    [Fact]
    public void A_temperature_brings_the_probabilities_to_what_happens()
    {
        // One epoch on rows that are never wrong: what the model says is right in four of five validation rows, but it is not as sure as that.
        var learned = Make.Table(Make.Csv("a,y", 100, row => $"{row % 2},{"zx"[row % 2]}"));
        var happens = Make.Table(Make.Csv("a,y", 100, row => $"{row % 2},{(row % 10 < 2 ? "xz" : "zx")[row % 2]}"));
        var plan = new TrainingPlan { Hidden = [], Calibrate = true, Epochs = 1, OptimizerFor = _ => new Adam(0.1) };
        var training = new TabularTrainer<double>(learned, new("y"), plan, happens).Train(cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(training.Calibration!.Before.Classes!.CalibrationError, 0.03, 0.2);
        Assert.InRange(Math.Abs(training.Calibration.Temperature!.Value - 1), 0.1, 10);
        Compare.Close(training.Model.Outputs(happens, out _).Chunk(2).Average(row => row.Max()), 0.8, 0.01);
        Assert.InRange(training.Validation.Classes!.CalibrationError, 0, 0.02);
    }

    [Fact]
    public void Where_all_rows_are_told_right_nothing_is_changed()
    {
        var table = Make.Table(Make.Csv("a,y", 60, row => $"{row},{(row < 30 ? "x" : "z")}"));
        var (plain, calibrated) = (Train(false, table, "y"), Train(true, table, "y"));
        Assert.Equal(1, plain.Validation.Classes!.Accuracy);
        Assert.Null(calibrated.Calibration!.Temperature);
        Compare.SameBits<float>(calibrated.Model.Outputs(table, out _), plain.Model.Outputs(table, out _));
    }

    [Fact]
    public void Amounts_have_no_probabilities() =>
        Assert.Equal("probabilities are calibrated, but the target 'a' is an amount: leave out --calibrate, or say --task classification",
            Make.Error(() => Train(true, Make.Table(Make.Csv("a,y", 40, row => $"{row}.5,{row % 2}")), "a")));
}
