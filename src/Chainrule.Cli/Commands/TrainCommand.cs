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
        if (parsed.GetValue(options.FindLearningRate)) return LearningRateCommand.Run<T>(options, parsed, cancellation);
        var dataPath = parsed.GetRequiredValue(options.Data.Data);
        var modelPath = parsed.GetValue(options.Output) ?? options.Data.NameOf(parsed) + ".safetensors";
        var isQuiet = parsed.GetValue(CommandLine.Quiet);
        var (isJson, isWithoutModel) = (parsed.GetValue(options.Json), options.Folds.AreAll(parsed, options.OfModel));
        var checkpoint = isWithoutModel ? null : options.Resume.Of(parsed, modelPath);
        var plan = options.PlanOf(parsed);
        var validationPath = options.ValidationFileOf(parsed);
        string[] inputs = [.. options.Data.FilesOf(parsed), validationPath ?? "-"];
        AnyModel.RequireDifferent(modelPath, inputs);
        if (!isWithoutModel) Files.RequireWritable(modelPath);
        if (checkpoint is not null) AnyModel.RequireDifferent(checkpoint.File, inputs);
        // One that was stopped while it judged folds has no checkpoint yet.
        var isResumed = checkpoint is { Resume: true };
        if (isResumed && !File.Exists(checkpoint!.File) && File.Exists(FoldJournal.PathBeside(checkpoint)))
            checkpoint = checkpoint with { Resume = false };
        checkpoint?.Require();
        using var records = options.Records.Open(parsed, [.. inputs, modelPath]);
        plan = plan with { Watch = records.IsAny };
        var report = new Report(CommandLine.LanguageOf(parsed));
        var progress = new TrainingProgress(report, plan, isQuiet);
        var source = TrainingTable.Open(options, parsed);
        var division = source.Divide<T>(plan);
        var reading = new StreamingProgress(report, isQuiet);
        using var data = source.Prepare<T>(plan, reading, cancellation);
        var trainer = new TabularTrainer<T>(data, plan with { Checkpoint = checkpoint, OnProgress = progress.Within });
        progress.Describe(dataPath, data, trainer);
        if (!isWithoutModel) progress.Describe(checkpoint);
        (string Text, JsonObject Json)? folds = null;
        if (division is not null)
        {
            var journal = FoldOptions.JournalOf(checkpoint, isResumed, division, new JsonObject
            {
                ["plan"] = plan.ToJson(trainer.Schema.Task, trainer.TrainingRows),
                ["schema"] = trainer.Schema.ToJson(),
                ["weight"] = parsed.GetValue(options.Weight),
            });
            folds = progress.OfFolds(
                checkpoint, () => options.Resume.Command(parsed), () => FoldOptions.Judge(division, journal, report, isQuiet, cancellation));
        }
        if (!isJson) Console.Out.Write(folds?.Text);
        if (isWithoutModel)
        {
            if (isJson) Console.Out.Write(Report.Json(new JsonObject { ["seed"] = plan.Seed, ["folds"] = folds?.Json }));
            return ExitCode.Done;
        }
        var run = new RecordedRun<T>(trainer, data, dataPath, plan, records);
        var watch = Stopwatch.StartNew();
        var training = progress.Run(onEpoch => trainer.Train(run.Watch(onEpoch), cancellation));
        var seconds = watch.Elapsed.TotalSeconds;

        var (code, ending) = End(training.Result, seconds, report);
        if (!isQuiet || code != ExitCode.Done) Console.Error.WriteLine(ending);
        if (training.Result.Divergence is { } divergence)
            DivergenceReport.Print(divergence, training.DivergedAt, CommandLine.LanguageOf(parsed), isQuiet);
        if (training.Calibration is { } calibration && !isQuiet) Console.Error.Write(report.Of(calibration));
        var written = training.Result.Best.Epoch > 0 ? modelPath : null;
        if (written is not null) training.Model.Save(written);
        progress.End(checkpoint, training.Result.End, () => options.Resume.Command(parsed));
        var baselines = written is null ? [] : progress.Compare(onEpoch => trainer.Baselines(onEpoch, cancellation));
        var summary = Summary(training, baselines, written, seconds, plan.Seed);
        if (folds is not null) summary["folds"] = folds.Value.Json;
        records.End(new(DateTime.UtcNow, summary));
        if (options.Records.Report.PathOf(parsed) is { } page && (records.Epochs.Count > 0 || training.Result.End == TrainingEnd.Diverged))
            ReportPage.Write(page, run.Report(training, baselines, ending, written, reading, cancellation), CommandLine.LanguageOf(parsed));
        if (isJson) Console.Out.Write(Report.Json(summary));
        if (isJson || written is null) return code;
        var text = report.Of(training.Validation, baselines, training.Model.Schema.Target, Text.Validation);
        Console.Out.Write($"{(folds is null ? "" : "\n")}{text}{report.Words[Text.Written, written]}\n");
        return code;
    }

    /// <summary>Why and when training ended, and what that means for the exit code.</summary>
    private static (int Code, string Sentence) End(TrainingResult result, double seconds, Report report)
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
        var elapsed = seconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
        return (code, report.Words[text, result.Epochs, result.Best.Epoch, elapsed]);
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
        if (training.Calibration is { } calibration) summary["calibration"] = calibration.ToJson();
        return summary;
    }
}
