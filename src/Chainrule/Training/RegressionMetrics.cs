namespace Chainrule;

/// <summary>How well numbers were predicted, in the target's own unit.</summary>
/// <param name="R2">1 − Σ(t − o)² / Σ(t − mean t)²: 1 is perfect, 0 as good as the mean; NaN if all targets are equal.</param>
/// <param name="Rmse">The root of the mean squared error.</param>
/// <param name="Mae">The mean absolute error.</param>
/// <param name="Mape">The mean of |t − o| / |t|, where 0.1 is ten percent; NaN if a target is 0, of which no error is a share.</param>
public sealed record RegressionMetrics(double R2, double Rmse, double Mae, double Mape)
{
    /// <summary>Compares predicted with true numbers; at least one row.</summary>
    public static RegressionMetrics Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var mean = 0.0;
        foreach (var t in actual) mean += t / actual.Length;
        var tally = new RegressionTally(mean);
        for (var i = 0; i < actual.Length; i++) tally.Add(predicted[i], actual[i]);
        return tally.Metrics;
    }
}

/// <summary>Sums up errors row by row, for the metrics of rows that need not all be in memory.</summary>
/// <param name="mean">The mean of the true numbers of all rows that will be added.</param>
public sealed class RegressionTally(double mean)
{
    private int _rows;
    private double _squared, _absolute, _spread, _relative;

    /// <summary>Adds a row.</summary>
    public void Add(double predicted, double actual)
    {
        var error = actual - predicted;
        _rows++;
        _squared += error * error;
        _absolute += Math.Abs(error);
        _spread += (actual - mean) * (actual - mean);
        _relative += actual == 0 ? double.NaN : Math.Abs(error / actual);
    }

    /// <summary>The metrics of the rows so far, at least one.</summary>
    public RegressionMetrics Metrics =>
        new(_spread == 0 ? double.NaN : 1 - _squared / _spread, Math.Sqrt(_squared / _rows), _absolute / _rows, _relative / _rows);
}
