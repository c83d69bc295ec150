using System.Numerics;

namespace Chainrule.Data;

/// <summary>
/// Goes through rows in portions and compares the outputs of a network with their targets. What has to be kept of every row is its class
/// and its scores, a few bytes; where the scores of all classes are too many, the rows are gone through once more for the next classes.
/// </summary>
internal sealed class StreamedJudgement<T>(Network<T> network, RowSource<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are predicted together, and numbers that are kept together: no result depends on them.</summary>
    private const int PortionRows = 4096, MostScores = 1 << 26;

    public RegressionMetrics Values(ValueTarget target)
    {
        double Restored(T encoded) => double.CreateTruncating(target.RestoreTarget(encoded));
        var mean = 0.0;
        EachTarget(t => mean += Restored(t[0]) / data.Rows);
        var tally = new RegressionTally(mean);
        EachRow((_, output, t) => tally.Add(double.CreateTruncating(target.Restore(output[0])), Restored(t[0])));
        return tally.Metrics;
    }

    public ClassificationMetrics Classes()
    {
        var tally = new ClassificationTally(network.Outputs);
        var actual = new int[data.Rows];
        var rankings = new List<Ranking>();
        var together = Math.Clamp(MostScores / data.Rows, 1, network.Outputs);
        var scores = new T[together][];
        for (var c = 0; c < together; c++) scores[c] = new T[data.Rows];
        while (rankings.Count < network.Outputs)
        {
            var first = rankings.Count;
            var count = Math.Min(together, network.Outputs - first);
            EachRow((row, output, target) =>
            {
                for (var c = 0; c < count; c++) scores[c][row] = output[first + c];
                if (first > 0) return;
                actual[row] = ClassTarget.MostProbable(target);
                tally.Add(ClassTarget.MostProbable(output), actual[row], output);
            });
            var isOfClass = new bool[data.Rows];
            for (var c = 0; c < count; c++)
            {
                for (var row = 0; row < actual.Length; row++) isOfClass[row] = actual[row] == first + c;
                rankings.Add(Ranking.InPlace(scores[c], isOfClass));
            }
        }
        return tally.Metrics(rankings);
    }

    /// <summary>One number for a curve: the accuracy of classes, R² of amounts.</summary>
    public double Score(Target target)
    {
        if (target is ValueTarget value) return Values(value).R2;
        var right = 0;
        EachRow((_, output, truth) =>
        {
            if (ClassTarget.MostProbable(output) == ClassTarget.MostProbable(truth)) right++;
        });
        return right / (double)data.Rows;
    }

    private void EachRow(Action<int, ReadOnlySpan<T>, ReadOnlySpan<T>> judge)
    {
        var row = 0;
        EachPortion(batch =>
        {
            var outputs = network.Predict(batch.Inputs);
            for (var i = 0; i < batch.Rows; i++)
                judge(row++, outputs.AsSpan(i * network.Outputs, network.Outputs), batch.Targets.Slice(i * data.TargetCount, data.TargetCount));
        });
    }

    private void EachTarget(Action<ReadOnlySpan<T>> look) => EachPortion(batch =>
    {
        for (var i = 0; i < batch.Rows; i++) look(batch.Targets.Slice(i * data.TargetCount, data.TargetCount));
    });

    private void EachPortion(Action<Batches<T>> look)
    {
        using var batches = data.InOrder(PortionRows);
        batches.Begin(0);
        while (batches.Next()) look(batches);
    }
}
