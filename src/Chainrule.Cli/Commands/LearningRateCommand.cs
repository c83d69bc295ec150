using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule train --find-learning-rate: which rates make the loss fall. Nothing is written.</summary>
internal static class LearningRateCommand
{
    public static int Run<T>(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NewOption.FirstGiven(parsed, [.. options.Folds.All, .. options.OfModel]) is { } other)
            throw new BadInputException($"--find-learning-rate trains no model to judge or keep: leave out {other.Name}");
        var plan = options.PlanOf(parsed);
        if (plan.OptimizerFor(1) is { IsFullBatch: true } whole)
            throw new BadInputException($"--find-learning-rate does not go with --optimizer {whole.Name}, whose steps find their own lengths");
        var table = options.Data.Read(parsed);
        var validationPath = options.ValidationFileOf(parsed);
        var validation = validationPath is null ? null : options.Data.ReadOther(validationPath, parsed);
        var trainer = new TabularTrainer<T>(table, options.SchemaOf(parsed, table), plan, validation);
        AnyModel.Print(trainer.Notes, parsed.GetValue(CommandLine.Quiet));

        var curve = trainer.FindLearningRate(cancellation);
        cancellation.ThrowIfCancellationRequested();
        Console.Out.Write(parsed.GetValue(options.Json)
            ? Report.Json(Json(curve, trainer.BatchSize))
            : Text(curve, trainer.BatchSize, new(CommandLine.LanguageOf(parsed))));
        return ExitCode.Done;
    }

    private static string Text(LearningRateCurve curve, int batch, Report report)
    {
        var (words, rates) = (report.Words, curve.Rates);
        if (rates.Count == 0) return words[Cli.Text.NoRate] + "\n";
        var heading = words[Cli.Text.RateTest, Report.Short(rates[0]), Report.Short(rates[^1]), rates.Count, batch];
        var chart = new TextChart(rates, curve.Smoothed, curve.Suggestion).Draw(words[Cli.Text.Rate], words[Cli.Text.Loss]);
        var end = curve.Suggestion is { } rate ? words[Cli.Text.SuggestedRate, Rounded(rate), Rounded(10 * rate)] : words[Cli.Text.NoRate];
        return $"{heading}\n\n{chart}\n{end}\n";
    }

    /// <summary>No test tells a rate to more than two digits.</summary>
    private static string Rounded(double rate) => rate.ToString("G2", CultureInfo.InvariantCulture);

    private static JsonObject Json(LearningRateCurve curve, int batch) => new()
    {
        ["suggestion"] = curve.Suggestion,
        ["batch"] = batch,
        ["rates"] = List(curve.Rates),
        ["losses"] = List(curve.Losses),
        ["smoothed"] = List(curve.Smoothed),
    };

    private static JsonArray List(IEnumerable<double> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
