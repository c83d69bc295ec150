using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>
/// What a person sees while a network trains, on stderr: on a terminal one live line, piped a plain line now and then,
/// ever more rarely, so that a log stays short.
/// </summary>
internal sealed class TrainingProgress(Report report, TrainingPlan plan, bool isQuiet)
{
    /// <summary>More columns of a kind than these are counted, not listed.</summary>
    private const int MostNames = 8;

    /// <summary>An epoch that takes longer than this says how far it is, in seconds.</summary>
    private const double LongEpoch = 2;

    private readonly LiveLine _line = new(isQuiet);
    private int _nextLine = 1;
    private double? _best;
    private int? _rowsPerEpoch;
    private long _epochStart;
    private EpochPace _pace = new(0);
    private string _what = "";

    /// <summary>What was found in the data and what will be trained.</summary>
    public void Describe<T>(string name, TabularData<T> data, TabularTrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.IsStreamed) _rowsPerEpoch = trainer.TrainingRows;
        _pace = new(trainer.ValidationRows);
        if (isQuiet) return;
        var schema = trainer.Schema;
        Line(report.Words[Text.Table, name, data.Rows, data.Columns]);
        Line(schema.Target is ClassTarget classes
            ? report.Words[Text.Classes, schema.Target.Name, classes.Classes.Count]
            : report.Words[Text.Amount, schema.Target.Name]);
        Line(report.Words[Text.Inputs, schema.Inputs.Count, schema.InputCount]);
        Kinds(schema);
        var missing = trainer.MissingCounts.Where(column => column.Value > 0 && schema.Inputs.Any(input => input.Name == column.Key)).ToList();
        if (missing.Count > 0) Line(report.Words[Text.Missing, string.Join(", ", missing.Select(column => $"{column.Key} {column.Value}"))]);
        foreach (var note in trainer.Notes) Line(report.Words[Text.LeftOut, note.Text]);
        var network = trainer.Network;
        Line(report.Words[Text.Network, network.Inputs, string.Join(" → ", network.Layers), network.Loss, network.ParameterCount]);
        Line(report.Words[Text.Rows, trainer.TrainingRows, trainer.BatchSize, trainer.ValidationRows, plan.Epochs]);
    }

    /// <summary>Where the training begins, if not anew; and what becomes of the checkpoint of another one.</summary>
    public void Describe(CheckpointOptions? checkpoint)
    {
        if (isQuiet || checkpoint is null) return;
        if (checkpoint.Resume) Line(report.Words[Text.Resuming, checkpoint.File]);
        else if (File.Exists(checkpoint.File)) Line(report.Words[Text.LeftOut, report.Words[Text.PreviousKept, checkpoint.PreviousFile]]);
    }

    /// <summary>Judges folds, and if that is stopped says how to go on with those that are left.</summary>
    public TResult OfFolds<TResult>(CheckpointOptions? checkpoint, Func<string> command, Func<TResult> judge)
    {
        try
        {
            return judge();
        }
        catch (OperationCanceledException)
        {
            if (checkpoint is not null && File.Exists(FoldJournal.PathBeside(checkpoint))) Line(report.Words[Text.ToResume, command()]);
            throw;
        }
    }

    /// <summary>Says how to go on with a training that was stopped, and takes the checkpoint of another away.</summary>
    public void End(CheckpointOptions? checkpoint, TrainingEnd end, Func<string> command)
    {
        if (end == TrainingEnd.Cancelled)
        {
            // Stopped before its first batch it has nothing to come back to.
            if (File.Exists(checkpoint?.File)) Line(report.Words[Text.ToResume, command()]);
            return;
        }
        try
        {
            checkpoint?.Delete();
            if (checkpoint is not null) File.Delete(FoldJournal.PathBeside(checkpoint));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Line(report.Words[Text.LeftOut, report.Words[Text.CheckpointLeft, checkpoint!.File, e.Message]]);
        }
    }

    /// <summary>What each column was taken for, to be set right by options.</summary>
    private void Kinds(TableSchema schema)
    {
        void Kind<TColumn>(Text text, Func<TColumn, string> show) where TColumn : Column
        {
            string[] columns = [.. schema.Inputs.OfType<TColumn>().Select(show)];
            if (columns.Length == 0) return;
            var more = columns.Length > MostNames ? $", … ({columns.Length})" : "";
            Line(report.Words[text, string.Join(", ", columns.Take(MostNames)) + more]);
        }
        Kind<NumberColumn>(Text.Numbers, column => column.Name);
        Kind<CategoryColumn>(
            Text.Categories, column => $"{column.Name} ({column.Categories.Count}{(column.Rare.Count > 0 ? $"+{column.Rare.Count}" : "")})");
        Kind<DateColumn>(Text.Dates, column => column.Name);
    }

    /// <summary>Runs the training with a live line where there is a terminal to draw it on.</summary>
    public TResult Run<TResult>(Func<Action<EpochReport>, TResult> train) => Live("", () => train(epoch =>
    {
        var isWritten = epoch.Epoch >= _nextLine;
        if (isWritten) _nextLine = Sparse.After(_nextLine);
        _line.Show(epoch.Epoch, Describe(epoch), isWritten);
    }));

    /// <summary>Trains what the model is compared with, which a terminal alone is told of.</summary>
    public TResult Compare<TResult>(Func<Action<EpochReport>, TResult> train) =>
        Live(report.Words[Text.Comparing] + "   ", () => train(epoch => _line.Show(epoch.Epoch, Describe(epoch), isWritten: false)));

    /// <summary>What the live line says within an epoch that takes long; piped, nothing is said.</summary>
    public void Within(EpochProgress now)
    {
        var pace = _pace.Of(now, Stopwatch.GetElapsedTime(0).TotalSeconds);
        if (Stopwatch.GetElapsedTime(_epochStart).TotalSeconds < LongEpoch) return;
        var words = report.Words;
        var share = string.Create(CultureInfo.InvariantCulture, $"{now.Share * 100:F0}%");
        string[] parts =
        [
            now.Epoch == 0 ? words[Text.FirstWeights] : $"{words[Text.Epoch]} {now.Epoch}",
            now.IsJudging && now.Epoch > 0 ? $"{words[Text.Validating]} {share}" : share,
            .. pace is var (rate, left) ? [words[Text.RowsPerSecond, rate], words[Text.TimeLeft, Time(left)]] : Array.Empty<string>(),
            .. _best is null ? Array.Empty<string>() : [$"{words[Text.Best]} {Fixed(_best)}"],
        ];
        var done = now.Epoch == 0 ? 0 : now.Epoch - (now.IsJudging ? 0 : 1 - now.Share);
        _line.Show(done, _what + string.Join("   ", parts), isWritten: false);
    }

    private TResult Live<TResult>(string what, Func<TResult> train)
    {
        (_what, _best, _epochStart) = (what, null, Stopwatch.GetTimestamp());
        return _line.Run(what.Length == 0 ? report.Words[Text.Epoch] : what, plan.Epochs, train);
    }

    private string Describe(EpochReport epoch)
    {
        if (epoch.IsBest) _best = epoch.ValidationLoss;
        var seconds = SecondsOfEpoch();
        var words = report.Words;
        var number = epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(plan.Epochs.ToString(CultureInfo.InvariantCulture).Length);
        string[] parts =
        [
            $"{words[Text.Epoch]} {number}",
            $"{words[Text.Loss]} {Fixed(epoch.TrainingLoss)}",
            $"{words[Text.ValidationLoss]} {Fixed(epoch.ValidationLoss)}",
            $"{words[Text.Best]} {Fixed(_best)}",
            // A rate that stays as it is says nothing new.
            .. plan.Schedule is null ? Array.Empty<string>() : [$"{words[Text.LearningRate]} {Report.Short(epoch.LearningRate)}"],
            .. _rowsPerEpoch is { } rows ? [words[Text.RowsPerSecond, rows / seconds]] : Array.Empty<string>(),
        ];
        return _what + string.Join("   ", parts);
    }

    /// <summary>Since the end of the last epoch; its validation counts in.</summary>
    private double SecondsOfEpoch()
    {
        var (start, now) = (_epochStart, Stopwatch.GetTimestamp());
        _epochStart = now;
        return Stopwatch.GetElapsedTime(start, now).TotalSeconds;
    }

    private static string Fixed(double? loss) => loss is { } value ? value.ToString("F5", CultureInfo.InvariantCulture) : "-";

    private static string Time(double seconds)
    {
        var whole = (long)Math.Ceiling(Math.Min(seconds, int.MaxValue));
        return TimeSpan.FromSeconds(whole % 3600).ToString(whole < 3600 ? @"m\:ss" : $"'{whole / 3600}:'mm\\:ss", CultureInfo.InvariantCulture);
    }

    private static void Line(string text) => Console.Error.WriteLine(text);
}
