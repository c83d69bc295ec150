namespace Chainrule;

/// <summary>How well classes were predicted.</summary>
/// <param name="Accuracy">The share of rows whose most probable class was the right one, in [0, 1].</param>
/// <param name="Confusion">Rows counted by [true class, predicted class].</param>
public sealed record ClassificationMetrics(double Accuracy, int[][] Confusion)
{
    /// <summary>Compares predicted with true classes, both counted from 0; at least one row.</summary>
    public static ClassificationMetrics Of(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual, int classes)
    {
        var confusion = new int[classes][];
        for (var c = 0; c < classes; c++) confusion[c] = new int[classes];
        var right = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            confusion[actual[i]][predicted[i]]++;
            if (actual[i] == predicted[i]) right++;
        }
        return new((double)right / actual.Length, confusion);
    }
}

/// <summary>How well numbers were predicted, in the target's own unit.</summary>
/// <param name="R2">1 − Σ(t − o)² / Σ(t − mean t)²: 1 is perfect, 0 as good as the mean; NaN if all targets are equal.</param>
/// <param name="Rmse">The root of the mean squared error.</param>
/// <param name="Mae">The mean absolute error.</param>
public sealed record RegressionMetrics(double R2, double Rmse, double Mae)
{
    /// <summary>Compares predicted with true numbers; at least one row.</summary>
    public static RegressionMetrics Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var mean = 0.0;
        foreach (var t in actual) mean += t / actual.Length;
        double squared = 0, absolute = 0, spread = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - predicted[i];
            squared += error * error;
            absolute += Math.Abs(error);
            spread += (actual[i] - mean) * (actual[i] - mean);
        }
        return new(spread == 0 ? double.NaN : 1 - squared / spread, Math.Sqrt(squared / actual.Length), absolute / actual.Length);
    }
}
