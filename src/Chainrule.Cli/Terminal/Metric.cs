using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>How a metric is called and written.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Heading">Its name for people.</param>
/// <param name="IsShare">Whether it is of the size of 1, and so has four decimals; else it has four digits.</param>
internal sealed record Metric(string Name, Text Heading, bool IsShare)
{
    private static readonly Metric[] s_all =
    [
        new("accuracy", Text.AccuracyHeading, true),
        new("r2", Text.R2, true),
        new("loss", Text.Loss, false),
        new("rmse", Text.Rmse, false),
        new("mae", Text.Mae, false),
        new("mape", Text.Mape, true),
        new("f1", Text.MacroF1, true),
        new("rocAuc", Text.RocAuc, true),
        new("prAuc", Text.PrAuc, true),
        new("balancedAccuracy", Text.BalancedAccuracy, true),
        new("precision", Text.MacroPrecision, true),
        new("recall", Text.MacroRecall, true),
        new("logLoss", Text.LogLoss, false),
        new("calibrationError", Text.CalibrationError, true),
    ];

    /// <summary>The metrics of an evaluation, the most telling first.</summary>
    public static IReadOnlyList<Metric> Of(IEnumerable<string> names) => [.. s_all.Where(metric => names.Contains(metric.Name))];

    /// <summary>The value for people; a dash where there is none.</summary>
    public string Format(double value) =>
        double.IsNaN(value) ? "–" : IsShare ? value.ToString("F4", CultureInfo.InvariantCulture) : Report.Short(value);

    /// <summary>Mean ± deviation.</summary>
    public string Format(Spread spread) =>
        double.IsNaN(spread.Mean) ? "–" : $"{Format(spread.Mean)} ± {spread.Deviation.ToString(IsShare ? "F4" : "G2", CultureInfo.InvariantCulture)}";
}
