using System.CommandLine;
using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule search: trains in many ways and says which is the best.</summary>
internal sealed class SearchCommand
{
    private readonly TrainOptions _train = new();
    private readonly SearchOptions _options = new();
    private readonly Option<bool> _json = CommandLine.Json();

    public static Command Create()
    {
        var search = new SearchCommand();
        var command = new Command("search", "Try values of options of train, at random, and say which train best");
        search._train.Data.AddTo(command);
        foreach (var option in (Option[])[.. search._options.All, .. search._train.OfTraining, search._json]) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var isDouble = parsed.GetValue(search._train.Precision) == "double";
            return Interruption.Run(() => isDouble ? search.Run<double>(parsed, cancellation) : search.Run<float>(parsed, cancellation));
        });
        return command;
    }

    private int Run<T>(ParseResult parsed, CancellationToken cancellation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (space, arguments) = (_options.SpaceOf(parsed, _train), new TrialArguments(_train, parsed));
        var trials = space.Draw(_options.TrialsOf(parsed), parsed.GetValue(_train.Seed)).Index()
            .Select(set => new Trial(set.Index + 1, set.Item, arguments.PlanOf(set.Index + 1, set.Item))).ToList();
        var (journalPath, modelPath, validationPath) =
            (_options.JournalOf(parsed, _train.Data), parsed.GetValue(_options.Output), _train.ValidationFileOf(parsed));
        string[] inputs = [.. _train.Data.FilesOf(parsed), validationPath ?? "-"];
        AnyModel.RequireDifferent(journalPath, inputs);
        if (modelPath is not null)
        {
            AnyModel.RequireDifferent(modelPath, [.. inputs, journalPath]);
            Files.RequireWritable(modelPath);
        }
        var table = _train.Data.Read(parsed);
        var validation = validationPath is null ? null : _train.Data.ReadOther(validationPath, parsed);
        var schema = _train.SchemaOf(parsed, table);
        var whole = new Lazy<TabularTrainer<T>>(() => new(table, schema, trials[0].Plan, validation));
        var splits = SplitsOf(_options.Folds.Divide<T>(parsed, table, schema, trials[0].Plan, validation), whole);
        var criterion = new Criterion(_options.MetricOf(parsed), splits[0].Schema.Task);
        foreach (var trial in trials) splits[0].With(trial.Plan);

        var report = new Report(CommandLine.LanguageOf(parsed));
        var shown = new SearchReport(report, criterion, arguments, splits.Length, splits[0].ValidationRows);
        var isQuiet = parsed.GetValue(CommandLine.Quiet);
        AnyModel.Print(splits[0].Notes, isQuiet);
        var identity = _options.Identity(parsed, space, arguments);
        using var journal = SearchJournal.Open(
            journalPath, TableFingerprint.Of(validation is null ? [table] : [table, validation]), identity, _options.IsResumed(parsed));
        var search = new Search<T>(splits, criterion, journal);
        var isHalving = _options.IsHalving(parsed);
        var trainings = Search<T>.Trainings(trials, isHalving);
        try
        {
            shown.Follow(new LiveLine(isQuiet), trainings, journal, onTrial => search.Run(trials, isHalving, onTrial, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine(report.Words[Text.GoOn, journal.Results.Count, trainings, journalPath]);
            return ExitCode.Cancelled;
        }
        return End(search, trials, shown, modelPath, whole, parsed, cancellation);
    }

    /// <summary>Prints what was found, and trains and writes the winner if that was asked for.</summary>
    private int End<T>(
        Search<T> search, List<Trial> trials, SearchReport shown, string? modelPath, Lazy<TabularTrainer<T>> whole, ParseResult parsed,
        CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var ranking = search.Ranking;
        if (ranking[0].Metrics.Count == 0)
        {
            Console.Error.WriteLine(shown.NoWinner);
            return ExitCode.Failed;
        }
        var winner = trials.Single(trial => trial.Number == ranking[0].Number);
        var baselines = search.Baselines(winner, cancellation);
        var training = modelPath is null ? null : whole.Value.With(winner.Plan).Train(cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (training?.Result.Best.Epoch > 0) training.Model.Save(modelPath!);
        else modelPath = null;
        Console.Out.Write(parsed.GetValue(_json) ? shown.Json(ranking, baselines, modelPath) : shown.Of(ranking, baselines, modelPath));
        return training is null || modelPath is not null ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>What judges each trial: the training of each fold, or the one without folds.</summary>
    private static TabularTrainer<T>[] SplitsOf<T>(CrossValidation<T>? folds, Lazy<TabularTrainer<T>> whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (folds is null) return [whole.Value];
        var splits = new TabularTrainer<T>[folds.Count];
        Threads.ForEach(splits.Length, fold => splits[fold] = folds.Trainer(fold));
        return splits;
    }
}
