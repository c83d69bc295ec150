using Chainrule.Testing;

namespace Chainrule.Data.Tests;

/// <summary>Of rows that are not in memory, some are looked at one by one: rows that judge, each as likely as any other, and always the same.</summary>
public sealed class RowSampleTests : IDisposable
{
    private const int Many = 30_000, Sampled = 10_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StreamedTable Write(string name, int rows)
    {
        File.WriteAllText(_folder.PathOf(name), Make.Csv("id,x,c", rows, i => $"n{i},{(i * 7919) % 1000},{(i % 11 == 3 ? "" : (i * 7919) % 1000 < 300 + (i % 400) ? "low" : "high")}"));
        return StreamedTable.Open(_folder.PathOf(name), new(), 0)!;
    }

    private static TabularTrainer<float> Trainer(StreamedTable table, StreamedTable? validation = null, ulong seed = 0)
    {
        var plan = new TrainingPlan { Epochs = 2, Seed = seed, Hidden = [4], Calibrate = true };
        return new(TabularData<float>.Streamed(table, new("c") { Ignore = ["id"] }, plan, validation, new()), plan);
    }

    /// <summary>Fewer rows are all there, and they are those that judged.</summary>
    [Fact]
    public void Few_rows_are_the_very_ones_that_judge()
    {
        var trainer = Trainer(Write("t.csv", 2000));
        var training = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        var (table, rows) = trainer.JudgedSample();
        Assert.Equal(trainer.ValidationRows, table.RowCount);
        var judgement = Judgement.Of(training.Model.Network, rows.Data, trainer.Schema.Target);
        Compare.Close(judgement.Losses.Average(), training.Validation.Loss, 1e-12, 1e-12);
        Assert.Equal(training.Validation.Classes!.Accuracy, judgement.Score());
        // They were calibrated to as they streamed, so that there is nothing left to do.
        Assert.True(training.Calibration!.After.Classes!.LogLoss < training.Calibration.Before.Classes!.LogLoss);
        Compare.Close(TemperatureScaling.Fit(training.Model.Network, rows.Data)!.Value, 1, 1e-5, 0);
        Assert.Equal(1600, trainer.TrainingClassCounts.Sum() + trainer.MissingCounts["c"] * 4 / 5, 20.0);
    }

    [Fact]
    public void Of_many_rows_each_is_as_likely_and_the_seed_fixes_which()
    {
        var (training, validation) = (Write("t.csv", 200), Write("v.csv", Many));
        int[] Numbers(ulong seed)
        {
            var (table, rows) = Trainer(training, validation, seed).JudgedSample();
            Assert.Equal((Sampled, Sampled), (table.RowCount, rows.Rows.Count));
            int[] numbers = [.. Enumerable.Range(0, table.RowCount).Select(table.NumberOf)];
            // Each row stands where its number says.
            for (var row = 0; row < numbers.Length; row++) Assert.Equal($"n{numbers[row] - 1}", table[row, 0]);
            Assert.Equal(table.NumberOf(5), table.Select([5]).NumberOf(0));
            Assert.Equal(numbers.Order().Distinct(), numbers);
            return numbers;
        }
        var numbers = Numbers(1);
        Assert.Equal(numbers, Numbers(1));
        Assert.NotEqual(numbers, Numbers(2));
        // Rows without a target do not judge; of the others, each tenth of the file has its share, within five standard deviations.
        Assert.DoesNotContain(numbers, number => (number - 1) % 11 == 3);
        foreach (var tenth in numbers.GroupBy(number => (number - 1) / (Many / 10))) Assert.InRange(tenth.Count(), 1000 - 130, 1000 + 130);
    }
}
