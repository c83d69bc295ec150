using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule train: from a table to a model file.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a network on a table and write it to one model file");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var isDouble = parsed.GetValue(options.Precision) == "double";
            return Interruption.Run(() => isDouble ? Run<double>(options, parsed, cancellation) : Run<float>(options, parsed, cancellation));
        });
        return command;
    }

    private static int Run<T>(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dataPath = parsed.GetRequiredValue(options.Data.Data);
        var modelPath = parsed.GetValue(options.Output) ?? DefaultModel(dataPath);
        var isQuiet = parsed.GetValue(CommandLine.Quiet);
        var checkpoint = options.Resume.Of(parsed, modelPath);
        var plan = options.PlanOf(parsed) with { Checkpoint = checkpoint };
        var validationPath = options.ValidationFileOf(parsed);
        string[] inputs = [.. options.Data.FilesOf(parsed), validationPath ?? "-"];
        AnyModel.RequireDifferent(modelPath, inputs);
        Files.RequireWritable(modelPath);
        if (checkpoint is not null) AnyModel.RequireDifferent(checkpoint.File, inputs);
        checkpoint?.Require();
        var table = options.Data.Read(parsed);
        var validation = validationPath is null ? null : options.Data.ReadOther(validationPath, parsed);

        var report = new Report(CommandLine.LanguageOf(parsed));
        var progress = new TrainingProgress(report, plan.Epochs, isQuiet);
        var trainer = new TabularTrainer<T>(table, options.SchemaOf(parsed, table), plan, validation);
        progress.Describe(dataPath, table, trainer);
        progress.Describe(checkpoint);
        var watch = Stopwatch.StartNew();
        var training = progress.Run(onEpoch => trainer.Train(onEpoch, cancellation));
        var seconds = watch.Elapsed.TotalSeconds;

        var (code, isSaved) = (PrintEnd(training.Result, seconds, report, isQuiet), training.Result.Best.Epoch > 0);
        if (training.Result.Divergence is { } divergence)
            DivergenceReport.Print(divergence, training.DivergedAt, CommandLine.LanguageOf(parsed), isQuiet);
        if (isSaved) training.Model.Save(modelPath);
        if (training.Result.End != TrainingEnd.Cancelled) progress.Remove(checkpoint);
        else if (checkpoint is not null) Console.Error.WriteLine(report.Words[Text.ToResume, options.Resume.Command(parsed)]);
        var baselines = isSaved ? trainer.Baselines(cancellation) : [];
        if (parsed.GetValue(options.Json))
            Console.Out.Write(Report.Json(Summary(training, baselines, isSaved ? modelPath : null, seconds, plan.Seed)));
        else if (isSaved)
            Console.Out.Write(report.Of(training.Validation, baselines, training.Model.Schema.Target, Text.Validation)
                + $"{report.Words[Text.Written, modelPath]}\n");
        return code;
    }

    /// <summary>Says why and when training ended, and what that means for the exit code.</summary>
    private static int PrintEnd(TrainingResult result, double seconds, Report report, bool isQuiet)
    {
        var hasBest = result.Best.Epoch > 0;
        var (code, text) = result.End switch
        {
            TrainingEnd.Completed or TrainingEnd.EarlyStopped or TrainingEnd.Converged when !hasBest => (ExitCode.Failed, Text.NothingLearned),
            TrainingEnd.Completed => (ExitCode.Done, Text.Completed),
            TrainingEnd.EarlyStopped => (ExitCode.Done, Text.EarlyStopped),
            TrainingEnd.Converged => (ExitCode.Done, Text.Converged),
            TrainingEnd.Cancelled => (ExitCode.Cancelled, hasBest ? Text.Cancelled : Text.CancelledAtOnce),
            _ => (ExitCode.Failed, hasBest ? Text.Diverged : Text.DivergedAtOnce),
        };
        if (isQuiet && code == ExitCode.Done) return code;
        var elapsed = seconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
        Console.Error.WriteLine(report.Words[text, result.Epochs, result.Best.Epoch, elapsed]);
        return code;
    }

    /// <summary>How it went; without a model there is nothing to judge.</summary>
    private static JsonObject Summary<T>(
        TabularTraining<T> training, IReadOnlyList<Baseline> baselines, string? modelPath, double seconds, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var summary = new JsonObject
        {
            ["model"] = modelPath,
            ["epochs"] = training.Result.Epochs,
            ["bestEpoch"] = training.Result.Best.Epoch,
            ["end"] = JsonNamingPolicy.KebabCaseLower.ConvertName(training.Result.End.ToString()),
            ["seconds"] = Math.Round(seconds, 3),
            ["seed"] = seed,
        };
        if (training.Result.Divergence is { } divergence) summary["divergence"] = DivergenceReport.Json(divergence, training.DivergedAt);
        if (modelPath is null) return summary;
        summary["validation"] = training.Validation.ToJson(training.Model.Schema.Target);
        summary["baselines"] = Baseline.ToJson(baselines);
        return summary;
    }

    private static string DefaultModel(string dataPath)
    {
        if (dataPath == "-") return "model.safetensors";
        var name = dataPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? dataPath[..^3] : dataPath;
        return Path.GetFileNameWithoutExtension(name) + ".safetensors";
    }
}
