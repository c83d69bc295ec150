using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Metrics against scikit-learn's (tests/reference/metrics.json, made by the script beside it).</summary>
public class MetricsTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement s_reference =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "metrics.json"))).RootElement;

    public static TheoryData<int> ClassCases => [.. Enumerable.Range(0, s_reference.GetProperty("classes").GetArrayLength())];

    public static TheoryData<int> ValueCases => [.. Enumerable.Range(0, s_reference.GetProperty("values").GetArrayLength())];

    /// <summary>Null is what is not defined.</summary>
    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(Number)];

    private static void Same(double actual, JsonElement expected, string what)
    {
        if (double.IsNaN(Number(expected))) Assert.True(double.IsNaN(actual), $"{what} is {actual}, but not defined");
        else Compare.Close(actual, Number(expected), Tolerance, Tolerance, what);
    }

    private static void Same(IEnumerable<double> actual, JsonElement expected, string what)
    {
        var values = actual.ToArray();
        Assert.Equal(expected.GetArrayLength(), values.Length);
        foreach (var (i, value) in values.Index()) Same(value, expected[i], $"{what}[{i}]");
    }

    [Theory, MemberData(nameof(ClassCases))]
    public void Classes_are_judged_as_scikit_learn_judges_them(int index)
    {
        var reference = s_reference.GetProperty("classes")[index];
        double[][] rows = [.. reference.GetProperty("probabilities").EnumerateArray().Select(Numbers)];
        int[] actual = [.. reference.GetProperty("actual").EnumerateArray().Select(k => k.GetInt32())];
        var metrics = ClassificationMetrics.Of([.. rows.Select(row => Array.IndexOf(row, row.Max()))], actual, [.. rows.SelectMany(row => row)]);
        Same(metrics.Accuracy, reference.GetProperty("accuracy"), "accuracy");
        Same(metrics.BalancedAccuracy, reference.GetProperty("balancedAccuracy"), "balanced accuracy");
        Same(metrics.Precision, reference.GetProperty("macroPrecision"), "macro precision");
        Same(metrics.Recall, reference.GetProperty("macroRecall"), "macro recall");
        Same(metrics.F1, reference.GetProperty("macroF1"), "macro F1");
        Same(metrics.RocAuc, reference.GetProperty("rocAuc"), "ROC-AUC");
        Same(metrics.PrAuc, reference.GetProperty("prAuc"), "PR-AUC");
        Same(metrics.LogLoss, reference.GetProperty("logLoss"), "log loss");
        Same(metrics.PerClass.Select(c => (double)c.Rows), reference.GetProperty("rows"), "rows");
        Same(metrics.PerClass.Select(c => c.Precision), reference.GetProperty("precision"), "precision");
        Same(metrics.PerClass.Select(c => c.Recall), reference.GetProperty("recall"), "recall");
        Same(metrics.PerClass.Select(c => c.F1), reference.GetProperty("f1"), "F1");
        Same(metrics.PerClass.Select(c => c.RocAuc), reference.GetProperty("rocAucOfClass"), "ROC-AUC");
        Same(metrics.PerClass.Select(c => c.PrAuc), reference.GetProperty("prAucOfClass"), "PR-AUC");
    }

    [Theory, MemberData(nameof(ClassCases))]
    public void Calibration_is_judged_by_fifteen_bins(int index)
    {
        var reference = s_reference.GetProperty("classes")[index];
        double[][] rows = [.. reference.GetProperty("probabilities").EnumerateArray().Select(Numbers)];
        int[] actual = [.. reference.GetProperty("actual").EnumerateArray().Select(k => k.GetInt32())];
        int[] predicted = [.. rows.Select(row => Array.IndexOf(row, row.Max()))];
        var metrics = ClassificationMetrics.Of(predicted, actual, [.. rows.SelectMany(row => row)]);
        var error = 0.0;
        for (var m = 1; m <= 15; m++)
        {
            var bin = Enumerable.Range(0, rows.Length).Where(i => rows[i].Max() > (m - 1) / 15.0 && rows[i].Max() <= m / 15.0).ToList();
            Assert.Equal(bin.Count, metrics.Reliability[m - 1].Rows);
            if (bin.Count == 0) continue;
            var (accuracy, confidence) = (bin.Count(i => predicted[i] == actual[i]) / (double)bin.Count, bin.Average(i => rows[i].Max()));
            Compare.Close(metrics.Reliability[m - 1].Accuracy, accuracy, Tolerance, Tolerance);
            Compare.Close(metrics.Reliability[m - 1].Confidence, confidence, Tolerance, Tolerance);
            error += bin.Count / (double)rows.Length * Math.Abs(accuracy - confidence);
        }
        Compare.Close(metrics.CalibrationError, error, Tolerance, Tolerance);
    }

    [Fact]
    public void Calibration_of_a_few_rows_is_known()
    {
        // 0.95 and 0.94 share a bin, one of them right: |1 − 1.89|; 0.6 is alone and right: |1 − 0.6|; of 3 rows.
        var metrics = ClassificationMetrics.Of([0, 0, 1], [0, 1, 1], [0.95, 0.05, 0.94, 0.06, 0.4, 0.6]);
        Compare.Close(metrics.CalibrationError, (0.89 + 0.4) / 3, 1e-14);
        Compare.Close(ClassificationMetrics.Of([0], [0], [1, 0]).CalibrationError, 0, 0);
    }

    [Theory, MemberData(nameof(ValueCases))]
    public void Amounts_are_judged_as_scikit_learn_judges_them(int index)
    {
        var reference = s_reference.GetProperty("values")[index];
        var metrics = RegressionMetrics.Of(Numbers(reference.GetProperty("predicted")), Numbers(reference.GetProperty("actual")));
        Same(metrics.R2, reference.GetProperty("r2"), "R²");
        Same(metrics.Rmse, reference.GetProperty("rmse"), "RMSE");
        Same(metrics.Mae, reference.GetProperty("mae"), "MAE");
        Same(metrics.Mape, reference.GetProperty("mape"), "MAPE");
    }

    [Fact]
    public void The_cases_have_ties_and_classes_that_lack()
    {
        var cases = s_reference.GetProperty("classes").EnumerateArray().ToArray();
        Assert.Contains(cases, c => Numbers(c.GetProperty("rocAucOfClass")).Any(double.IsNaN));
        Assert.Contains(cases, c => c.GetProperty("probabilities").EnumerateArray().Select(row => row[0].GetDouble()).GroupBy(p => p).Any(g => g.Count() > 5));
    }
}
