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
            return Task.Run(
                () => isDouble ? Run<double>(options, parsed, cancellation) : Run<float>(options, parsed, cancellation), CancellationToken.None);
        });
        return command;
    }

    private static int Run<T>(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dataPath = parsed.GetRequiredValue(options.Data.Data);
        var modelPath = parsed.GetValue(options.Output) ?? DefaultModel(dataPath);
        var isQuiet = parsed.GetValue(CommandLine.Quiet);
        var plan = options.PlanOf(parsed);
        AnyModel.RequireDifferent(modelPath, [.. options.Data.FilesOf(parsed), options.ValidationFileOf(parsed) ?? "-"]);
        Files.RequireWritable(modelPath);
        var report = new Report(CommandLine.LanguageOf(parsed));
        var progress = new TrainingProgress(report, plan.Epochs, isQuiet);
        using var data = TrainingTable.Read<T>(options, parsed, plan, new StreamingProgress(report, isQuiet), cancellation);
        var trainer = new TabularTrainer<T>(data, plan);
        progress.Describe(dataPath, data, trainer);
        var watch = Stopwatch.StartNew();
        var training = progress.Run(onEpoch => trainer.Train(onEpoch, cancellation));
        var seconds = watch.Elapsed.TotalSeconds;

        var code = PrintEnd(training.Result, seconds, report, isQuiet);
        if (training.Result.Best.Epoch == 0) return code;
        training.Model.Save(modelPath);
        var baselines = trainer.Baselines(cancellation);
        var text = report.Of(training.Validation, baselines, training.Model.Schema.Target, Text.Validation);
        Console.Out.Write(parsed.GetValue(options.Json)
            ? Report.Json(Summary(training, baselines, modelPath, seconds, plan.Seed))
            : $"{text}{report.Words[Text.Written, modelPath]}\n");
        return code;
    }

    /// <summary>Says why and when training ended, and what that means for the exit code.</summary>
    private static int PrintEnd(TrainingResult result, double seconds, Report report, bool isQuiet)
    {
        var hasBest = result.Best.Epoch > 0;
        var (code, text) = result.End switch
        {
            TrainingEnd.Completed or TrainingEnd.EarlyStopped when !hasBest => (ExitCode.Failed, Text.NothingLearned),
            TrainingEnd.Completed => (ExitCode.Done, Text.Completed),
            TrainingEnd.EarlyStopped => (ExitCode.Done, Text.EarlyStopped),
            TrainingEnd.Cancelled => (ExitCode.Cancelled, hasBest ? Text.Cancelled : Text.CancelledAtOnce),
            _ => (ExitCode.Failed, hasBest ? Text.Diverged : Text.DivergedAtOnce),
        };
        if (isQuiet && code == ExitCode.Done) return code;
        var elapsed = seconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
        Console.Error.WriteLine(report.Words[text, result.Epochs, result.Best.Epoch, elapsed]);
        return code;
    }

    private static JsonObject Summary<T>(
        TabularTraining<T> training, IReadOnlyList<Baseline> baselines, string modelPath, double seconds, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            ["model"] = modelPath,
            ["epochs"] = training.Result.Epochs,
            ["bestEpoch"] = training.Result.Best.Epoch,
            ["end"] = JsonNamingPolicy.KebabCaseLower.ConvertName(training.Result.End.ToString()),
            ["seconds"] = Math.Round(seconds, 3),
            ["seed"] = seed,
            ["validation"] = training.Validation.ToJson(training.Model.Schema.Target),
            ["baselines"] = Baseline.ToJson(baselines),
        };

    private static string DefaultModel(string dataPath)
    {
        if (dataPath == "-") return "model.safetensors";
        var name = dataPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? dataPath[..^3] : dataPath;
        return Path.GetFileNameWithoutExtension(name) + ".safetensors";
    }
}
