using System.Numerics;

namespace Chainrule.Data;

/// <summary>What a model says of rows whose targets are known, row by row.</summary>
/// <param name="Losses">The loss of each row.</param>
/// <param name="Predicted">The predicted class of each row, counted from 0, or the predicted amount in the target's own unit.</param>
/// <param name="Actual">The true class or amount.</param>
/// <param name="Probabilities">Of classes [rows, classes], row by row; of amounts empty.</param>
public sealed record Judgement(double[] Losses, double[] Predicted, double[] Actual, double[] Probabilities)
{
    /// <summary>Lets a network predict encoded rows.</summary>
    public static Judgement Of<T>(Network<T> network, DataSet<T> data, Target target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var (outputs, losses) = (network.Predict(data.Inputs), network.RowLosses(data));
        if (target is ValueTarget value) return new(losses, Restored(outputs, value.Restore), Restored(data.Targets, value.RestoreTarget), []);
        double[] MostProbable(T[] rows) => [.. rows.Chunk(network.Outputs).Select(row => (double)ClassTarget.MostProbable<T>(row))];
        return new(losses, MostProbable(outputs), MostProbable(data.Targets), [.. outputs.Select(double.CreateTruncating)]);
    }

    /// <summary>One number for a curve, without all else: the accuracy of classes, R² of amounts.</summary>
    public static double ScoreOf<T>(Network<T> network, DataSet<T> data, Target target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var outputs = network.Predict(data.Inputs);
        if (target is ValueTarget value)
            return RegressionMetrics.Of(Restored(outputs, value.Restore), Restored(data.Targets, value.RestoreTarget)).R2;
        var right = 0;
        for (var row = 0; row < data.Rows; row++)
        {
            var said = ClassTarget.MostProbable<T>(outputs.AsSpan(row * network.Outputs, network.Outputs));
            if (said == ClassTarget.MostProbable(data.Target(row))) right++;
        }
        return (double)right / data.Rows;
    }

    /// <summary>The probability that row and class were given, both counted from 0.</summary>
    public double Probability(int row, int @class) => Probabilities[(row * (Probabilities.Length / Losses.Length)) + @class];

    /// <summary>How well one class, counted from 0, is told from all others.</summary>
    public Ranking RankingOf(int @class) =>
        Ranking.Of([.. Losses.Select((_, row) => Probability(row, @class))], [.. Actual.Select(actual => (int)actual == @class)]);

    /// <summary>The metrics of classes.</summary>
    public ClassificationMetrics Classes() =>
        ClassificationMetrics.Of([.. Predicted.Select(x => (int)x)], [.. Actual.Select(x => (int)x)], Probabilities);

    /// <summary>The metrics of amounts.</summary>
    public RegressionMetrics Values() => RegressionMetrics.Of(Predicted, Actual);

    /// <summary>The accuracy of classes, R² of amounts, as <see cref="ScoreOf"/>.</summary>
    public double Score() => Probabilities.Length == 0
        ? Values().R2
        : Predicted.Zip(Actual).Count(pair => pair.First == pair.Second) / (double)Losses.Length;

    /// <summary>The rows with the highest loss, the worst first; of equal losses the earlier row.</summary>
    public int[] Worst(int count) => [.. Enumerable.Range(0, Losses.Length).OrderByDescending(row => Losses[row]).Take(count)];

    private static double[] Restored<T>(T[] encoded, Func<T, T> restore) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. encoded.Select(x => double.CreateTruncating(restore(x)))];
}
