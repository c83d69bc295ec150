using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>ROC and precision-recall points against counting every row at every threshold, areas against counting pairs.</summary>
public class RankingTests
{
    [Theory]
    [InlineData(1, 30, 1000)]
    [InlineData(2, 50, 7)]
    [InlineData(3, 2, 2)]
    [InlineData(4, 80, 1)]
    public void Points_and_areas_are_those_of_a_slow_count(int seed, int rows, int levels)
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(levels) / levels)];
        bool[] kinds = [.. Enumerable.Range(0, rows).Select(row => row == 0 || (row > 1 && random.Next(3) == 0))];
        var ranking = Ranking.Of(scores, kinds);

        var thresholds = scores.Distinct().OrderDescending().Prepend(double.PositiveInfinity);
        int Count(double threshold, bool kind) => Enumerable.Range(0, rows).Count(row => kinds[row] == kind && scores[row] >= threshold);
        Assert.Equal(thresholds.Select(threshold => (Count(threshold, true), Count(threshold, false))), ranking.Passed);

        var pairs =
            from p in Enumerable.Range(0, rows)
            from n in Enumerable.Range(0, rows)
            where kinds[p] && !kinds[n]
            select scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
        Compare.Close(ranking.RocAuc, pairs.Average(), 1e-12);
        // The trapezoids under the points are the same area.
        var (all, others) = (kinds.Count(kind => kind), kinds.Count(kind => !kind));
        var area = ranking.Passed.Zip(ranking.Passed.Skip(1))
            .Sum(pair => (pair.Second.Negatives - pair.First.Negatives) * (pair.First.Positives + pair.Second.Positives) / 2.0);
        Compare.Close(area / ((double)all * others), ranking.RocAuc, 1e-12);
    }

    [Fact]
    public void The_loss_of_a_data_set_is_the_mean_of_its_rows()
    {
        var network = new Network<double>(2, [new(3, Activation.Tanh), new(2)], Loss.CrossEntropy, seed: 1);
        var random = new Random(1);
        var data = new DataSet<double>(
            [.. Enumerable.Range(0, 2 * 700).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, 700).SelectMany(row => row % 3 == 0 ? new[] { 1.0, 0 } : [0, 1])], 700);
        var losses = network.RowLosses(data);
        Compare.Close(network.Evaluate(data), losses.Average(), 1e-12);
        for (var row = 0; row < data.Rows; row += 97)
        {
            var p = network.Predict(data.Input(row));
            Compare.Close(losses[row], -Math.Log(p[row % 3 == 0 ? 0 : 1]), 1e-9);
        }
    }
}
