using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>Results as text for a person, or as one JSON document for a program.</summary>
internal sealed partial class Report(Language language)
{
    /// <summary>Confusion matrices of more classes than this are left to --json and to a wider page.</summary>
    private const int MostClasses = 30;

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The catalogue in this report's language.</summary>
    public Words<Text> Words { get; } = new(language, Texts.All);

    /// <summary>A document on its own lines.</summary>
    public static string Json(JsonNode document) => document.ToJsonString(s_readable) + "\n";

    /// <summary>A number for people: four significant digits, and an exponent as people write it.</summary>
    public static string Short(double value) =>
        Exponent().Replace(value.ToString("G4", CultureInfo.InvariantCulture), match => match.Groups[1].Value == "-" ? "e-" : "e");

    /// <summary>Metrics, for classes each of them and the confusion matrix, and what simple models reach.</summary>
    public string Of(Evaluation evaluation, IReadOnlyList<Baseline> baselines, Target target, Text heading)
    {
        var text = new StringBuilder();
        text.Append(Words[heading, evaluation.Rows]).Append('\n');
        if (evaluation.Values is { } values)
            text.Append("  ")
                .Append(Words[Text.Amounts, values.R2, Short(values.Rmse), Short(values.Mae), Percent(values.Mape), Short(evaluation.Loss)])
                .Append('\n');
        if (evaluation.Classes is { } classes && target is ClassTarget { Classes: var names })
        {
            text.Append("  ").Append(Words[Text.Accuracy, classes.Accuracy, Short(evaluation.Loss)]).Append('\n');
            text.Append("  ").Append(Words[Text.Balanced, classes.BalancedAccuracy, classes.Precision, classes.F1]).Append('\n');
            text.Append("  ")
                .Append(Words[Text.Ranked, Fixed(classes.RocAuc), Fixed(classes.PrAuc), Short(classes.LogLoss), classes.CalibrationError])
                .Append('\n');
            if (names.Count <= MostClasses)
                text.Append('\n').Append(PerClass(classes, names)).Append('\n').Append(Confusion(classes.Confusion, names));
        }
        return text.Append('\n').Append(Comparison(evaluation, baselines)).ToString();
    }

    /// <summary>What calibration did, on two lines.</summary>
    public string Of(Calibration calibration)
    {
        if (calibration.Temperature is not { } temperature) return Words[Text.NotCalibrated] + "\n";
        var (before, after) = (calibration.Before.Classes!, calibration.After.Classes!);
        return $"{Words[Text.Calibrated, Short(temperature)]}\n"
            + $"  {Words[Text.CalibratedTo, Short(before.LogLoss), Short(after.LogLoss), before.CalibrationError, after.CalibrationError]}\n";
    }

    private string Comparison(Evaluation evaluation, IReadOnlyList<Baseline> baselines)
    {
        string[] heading = evaluation.Classes is null
            ? [Words[Text.Compared], "R²", "RMSE", "MAE"]
            : [Words[Text.Compared], Words[Text.AccuracyHeading], Words[Text.Loss]];
        string[] Row(Text name, Evaluation of) => of.Values is { } values
            ? [Words[name], Fixed(values.R2), Short(values.Rmse), Short(values.Mae)]
            : [Words[name], Fixed(of.Classes!.Accuracy), Short(of.Loss)];
        return Grid([heading, Row(Text.ThisModel, evaluation), .. baselines.Select(baseline => Row(NameOf(baseline.Kind), baseline.Evaluation))]);
    }

    /// <summary>Every metric of a model beside those of simple models.</summary>
    /// <param name="model">Its metrics.</param>
    /// <param name="baselines">Theirs.</param>
    /// <param name="areSpread">Whether they are of several models each, and so have a deviation.</param>
    public string Compare(
        IReadOnlyDictionary<string, Spread> model, IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> baselines, bool areSpread)
    {
        string Cell(Metric metric, Spread value) => areSpread ? metric.Format(value) : metric.Format(value.Mean);
        var rows = Metric.Of(model.Keys).Select(metric => (string[])
        [
            Words[metric.Heading], Cell(metric, model[metric.Name]), .. baselines.Values.Select(kind => Cell(metric, kind[metric.Name])),
        ]);
        var corner = Words[areSpread ? Text.MeanAndDeviation : Text.Compared];
        return Grid([[corner, Words[Text.ThisModel], .. baselines.Keys.Select(kind => Words[NameOf(kind)])], .. rows]);
    }

    /// <summary>What a simple model is called.</summary>
    public static Text NameOf(BaselineKind kind) => kind switch
    {
        BaselineKind.Linear => Text.Linear,
        BaselineKind.Majority => Text.Majority,
        _ => Text.Mean,
    };

    private string PerClass(ClassificationMetrics classes, IReadOnlyList<string> names)
    {
        var rows = names.Zip(classes.PerClass, (name, c) => new[]
        {
            name, c.Rows.ToString(CultureInfo.InvariantCulture), Fixed(c.Precision), Fixed(c.Recall), Fixed(c.F1), Fixed(c.RocAuc), Fixed(c.PrAuc),
        });
        return Grid(
            [[Words[Text.Class], Words[Text.ClassRows], Words[Text.Precision], Words[Text.Recall], "F1", "ROC-AUC", "PR-AUC"], .. rows]);
    }

    /// <summary>A share to four decimals; a dash where there is none.</summary>
    private static string Fixed(double value) => double.IsNaN(value) ? "–" : value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("F1", CultureInfo.InvariantCulture) + "%";

    private string Confusion(int[][] counts, IReadOnlyList<string> names)
    {
        var cells = counts.Select((row, i) => row.Select(n => n == 0 ? "·" : n.ToString(CultureInfo.InvariantCulture)).Prepend(names[i]).ToArray());
        return Grid([[Words[Text.Confusion], .. names], .. cells]);
    }

    /// <summary>Rows of cells in columns: the first to the left, the others to the right, by display width.</summary>
    public static string Grid(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => DisplayWidth.Of(row[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var right = row.Skip(1).Select((cell, i) => DisplayWidth.PadLeft(cell, widths[i + 1]));
            var line = string.Join("  ", right.Prepend(DisplayWidth.PadRight(row[0], widths[0])));
            text.Append("  ").Append(line.TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    [GeneratedRegex("E([+-])0*")]
    private static partial Regex Exponent();
}
