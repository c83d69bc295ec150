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
        double squared = 0, absolute = 0, spread = 0, relative = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - predicted[i];
            squared += error * error;
            absolute += Math.Abs(error);
            spread += (actual[i] - mean) * (actual[i] - mean);
            relative += actual[i] == 0 ? double.NaN : Math.Abs(error / actual[i]);
        }
        var rows = actual.Length;
        return new(spread == 0 ? double.NaN : 1 - squared / spread, Math.Sqrt(squared / rows), absolute / rows, relative / rows);
    }
}
