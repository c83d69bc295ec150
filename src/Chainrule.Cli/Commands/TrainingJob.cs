using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>One run of train: looks at what is asked before anything is read, judges the folds, trains, and says what came of it.</summary>
internal sealed class TrainingJob<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainOptions _options;
    private readonly ParseResult _parsed;
    private readonly CancellationToken _cancellation;
    private readonly Report _report;
    private readonly string _dataPath, _modelPath;
    private readonly string[] _inputs;
    private readonly bool _isQuiet, _isJson, _isWithoutModel, _isResumed;
    private readonly CheckpointOptions? _checkpoint;

    /// <exception cref="BadInputException">Files or options do not go together.</exception>
    public TrainingJob(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        (_options, _parsed, _cancellation, _report) = (options, parsed, cancellation, new(CommandLine.LanguageOf(parsed)));
        _dataPath = parsed.GetRequiredValue(options.Data.Data);
        _modelPath = parsed.GetValue(options.Output) ?? options.Data.NameOf(parsed) + ".safetensors";
        _inputs = [.. options.Data.FilesOf(parsed), options.ValidationFileOf(parsed) ?? "-"];
        (_isQuiet, _isJson) = (parsed.GetValue(CommandLine.Quiet), parsed.GetValue(options.Json));
        _isWithoutModel = options.Folds.AreAll(parsed, options.OfModel);
        AnyModel.RequireDifferent(_modelPath, _inputs);
        if (_isWithoutModel) return;
        Files.RequireWritable(_modelPath);
        _checkpoint = options.Resume.Of(parsed, _modelPath);
        if (_checkpoint is null) return;
        AnyModel.RequireDifferent(_checkpoint.File, _inputs);
        _isResumed = _checkpoint.Resume;
        // One that was stopped while it judged folds has no checkpoint yet.
        if (_isResumed && !File.Exists(_checkpoint.File) && File.Exists(FoldJournal.PathBeside(_checkpoint)))
            _checkpoint = _checkpoint with { Resume = false };
        _checkpoint.Require();
    }

    public int Run()
    {
        using var records = _options.Records.Open(_parsed, [.. _inputs, _modelPath]);
        var plan = _options.PlanOf(_parsed) with { Watch = records.IsAny };
        var progress = new TrainingProgress(_report, plan, _isQuiet);
        var source = TrainingTable.Open(_options, _parsed);
        var division = source.Divide<T>(plan);
        var reading = new StreamingProgress(_report, _isQuiet);
        using var data = source.Prepare<T>(plan, reading, _cancellation);
        var trainer = new TabularTrainer<T>(data, plan with { Checkpoint = _checkpoint, OnProgress = progress.Within });
        progress.Describe(_dataPath, data, trainer);
        if (!_isWithoutModel) progress.Describe(_checkpoint);
        var folds = division is null ? null : JudgeFolds(division, plan, trainer, progress);
        if (!_isWithoutModel) return Train(trainer, progress, new(trainer, data, _dataPath, plan, records), reading, folds);
        if (_isJson) Console.Out.Write(Report.Json(new JsonObject { ["seed"] = plan.Seed, ["folds"] = folds }));
        return ExitCode.Done;
    }

    /// <summary>Judges every fold that is not judged yet, prints them, and returns them as JSON.</summary>
    private JsonObject JudgeFolds(CrossValidation<T> division, TrainingPlan plan, TabularTrainer<T> trainer, TrainingProgress progress)
    {
        var journal = FoldOptions.JournalOf(_checkpoint, _isResumed, division, new JsonObject
        {
            ["plan"] = plan.ToJson(trainer.Schema.Task, trainer.TrainingRows),
            ["schema"] = trainer.Schema.ToJson(),
            ["weight"] = _parsed.GetValue(_options.Weight),
        });
        var (text, json) = progress.OfFolds(
            _checkpoint, () => _options.Resume.Command(_parsed), () => FoldOptions.Judge(division, journal, _report, _isQuiet, _cancellation));
        if (!_isJson) Console.Out.Write(text);
        return json;
    }

    private int Train(
        TabularTrainer<T> trainer, TrainingProgress progress, RecordedRun<T> run, StreamingProgress reading, JsonObject? folds)
    {
        var watch = Stopwatch.StartNew();
        var training = progress.Run(onEpoch => trainer.Train(run.Watch(onEpoch), _cancellation));
        var seconds = watch.Elapsed.TotalSeconds;
        var (code, ending) = End(training.Result, seconds);
        Tell(training, code, ending);
        var written = training.Result.Best.Epoch > 0 ? _modelPath : null;
        if (written is not null) training.Model.Save(written);
        progress.End(_checkpoint, training.Result.End, () => _options.Resume.Command(_parsed));
        var baselines = written is null ? [] : progress.Compare(onEpoch => trainer.Baselines(onEpoch, _cancellation));
        var summary = Summary(training, baselines, written, seconds, trainer.Seed);
        if (folds is not null) summary["folds"] = folds;
        run.End(new(DateTime.UtcNow, summary));
        if (_options.Records.Report.PathOf(_parsed) is { } page && (run.HasEpochs || training.Result.End == TrainingEnd.Diverged))
            ReportPage.Write(page, run.Report(training, baselines, ending, written, reading, _cancellation), CommandLine.LanguageOf(_parsed));
        if (_isJson) Console.Out.Write(Report.Json(summary));
        if (_isJson || written is null) return code;
        var text = _report.Of(training.Validation, baselines, training.Model.Schema.Target, Text.Validation);
        Console.Out.Write($"{(folds is null ? "" : "\n")}{text}{_report.Words[Text.Written, written]}\n");
        return code;
    }

    /// <summary>What a person reads beside the results.</summary>
    private void Tell(TabularTraining<T> training, int code, string ending)
    {
        if (!_isQuiet || code != ExitCode.Done) Console.Error.WriteLine(ending);
        if (training.Result.Divergence is { } divergence)
            DivergenceReport.Print(divergence, training.DivergedAt, CommandLine.LanguageOf(_parsed), _isQuiet);
        if (training.Calibration is { } calibration && !_isQuiet) Console.Error.Write(_report.Of(calibration));
    }

    /// <summary>Why and when training ended, and what that means for the exit code.</summary>
    private (int Code, string Sentence) End(TrainingResult result, double seconds)
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
        return (code, _report.Words[text, result.Epochs, result.Best.Epoch, elapsed]);
    }

    /// <summary>How it went; without a model there is nothing to judge.</summary>
    private static JsonObject Summary(
        TabularTraining<T> training, IReadOnlyList<Baseline> baselines, string? modelPath, double seconds, ulong seed)
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
