using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
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
        command.SetAction((parsed, cancellation) => Task.Run(
            () => parsed.GetValue(options.Precision) == "double" ? Run<double>(options, parsed, cancellation) : Run<float>(options, parsed, cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run<T>(TrainOptions options, ParseResult parsed, CancellationToken cancellation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dataPath = parsed.GetRequiredValue(options.Data);
        var modelPath = parsed.GetValue(options.Output) ?? DefaultModel(dataPath);
        var plan = options.PlanOf(parsed);
        var validationPath = options.ValidationFileOf(parsed);
        AnyModel.RequireDifferent(modelPath, dataPath, validationPath ?? "-");
        Files.RequireWritable(modelPath);
        var table = CsvTable.Read(dataPath);
        var validation = validationPath is null ? null : CsvTable.Read(validationPath);

        var report = new Report(CommandLine.LanguageOf(parsed));
        var progress = new TrainingProgress(report, plan.Epochs, parsed.GetValue(CommandLine.Quiet));
        var watch = Stopwatch.StartNew();
        var trainer = new TabularTrainer<T>(table, options.SchemaOf(parsed), plan, validation);
        progress.Describe(dataPath, table, trainer);
        var training = progress.Run(onEpoch => trainer.Train(onEpoch, cancellation));
        watch.Stop();
        return Finish(training, modelPath, watch.Elapsed, parsed.GetValue(options.Json), plan, report, parsed.GetValue(CommandLine.Quiet));
    }

    private static int Finish<T>(TabularTraining<T> training, string modelPath, TimeSpan elapsed, bool isJson, TrainingPlan plan, Report report, bool isQuiet)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (model, result, validation) = training;
        var (code, text) = result.End switch
        {
            TrainingEnd.Completed => (ExitCode.Done, Text.Completed),
            TrainingEnd.EarlyStopped => (ExitCode.Done, Text.EarlyStopped),
            TrainingEnd.Cancelled => (ExitCode.Cancelled, Text.Cancelled),
            _ => (ExitCode.Failed, Text.Diverged),
        };
        if (!isQuiet || code != ExitCode.Done)
            Console.Error.WriteLine(report.Words[text, result.Epochs, result.Best.Epoch, elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s"]);
        if (result.Best.Epoch == 0 && code != ExitCode.Done)
        {
            Console.Error.WriteLine(report.Words[Text.NothingToKeep]);
            return code;
        }
        model.Save(modelPath);
        if (isJson)
        {
            Console.Out.Write(Report.Json(new JsonObject
            {
                ["model"] = modelPath,
                ["epochs"] = result.Epochs,
                ["bestEpoch"] = result.Best.Epoch,
                ["end"] = result.End.ToString().ToLowerInvariant(),
                ["seconds"] = Math.Round(elapsed.TotalSeconds, 3),
                ["seed"] = plan.Seed,
                ["validation"] = validation.ToJson(),
            }));
            return code;
        }
        Console.Out.Write(report.Of(validation, model.Schema.Target, Text.Validation));
        Console.Out.WriteLine(report.Words[Text.Written, modelPath]);
        return code;
    }

    private static string DefaultModel(string dataPath) =>
        (dataPath == "-" ? "model" : Path.GetFileNameWithoutExtension(dataPath)) + ".safetensors";
}
