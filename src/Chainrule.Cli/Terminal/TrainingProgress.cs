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

    private readonly LiveLine _line = new(isQuiet);
    private int _nextLine = 1;
    private double? _best;

    /// <summary>What was found in the data and what will be trained.</summary>
    public void Describe<T>(string name, Table table, TabularTrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isQuiet) return;
        var schema = trainer.Schema;
        Line(report.Words[Text.Table, name, table.RowCount, table.Columns.Count]);
        Line(schema.Target is ClassTarget classes
            ? report.Words[Text.Classes, schema.Target.Name, classes.Classes.Count]
            : report.Words[Text.Amount, schema.Target.Name]);
        Line(report.Words[Text.Inputs, schema.Inputs.Count, schema.InputCount]);
        Kinds(schema);
        var missing = trainer.MissingCounts.Where(column => column.Value > 0 && schema.Inputs.Any(input => input.Name == column.Key)).ToList();
        if (missing.Count > 0) Line(report.Words[Text.Missing, string.Join(", ", missing.Select(column => $"{column.Key} {column.Value}"))]);
        foreach (var note in trainer.Notes) Line(report.Words[Text.LeftOut, note.Text]);
        Line(report.Words[Text.Network, trainer.Network]);
        Line(report.Words[Text.Rows, trainer.TrainingRows, trainer.BatchSize, trainer.ValidationRows, plan.Epochs]);
    }

    /// <summary>Where the training begins, if not anew; and what becomes of the checkpoint of another one.</summary>
    public void Describe(CheckpointOptions? checkpoint)
    {
        if (isQuiet || checkpoint is null) return;
        if (checkpoint.Resume) Line(report.Words[Text.Resuming, checkpoint.File]);
        else if (File.Exists(checkpoint.File)) Line(report.Words[Text.LeftOut, report.Words[Text.PreviousKept, checkpoint.PreviousFile]]);
    }

    /// <summary>Says how to go on with a training that was stopped, and takes the checkpoint of another away.</summary>
    public void End(CheckpointOptions? checkpoint, TrainingEnd end, Func<string> command)
    {
        if (end == TrainingEnd.Cancelled)
        {
            if (checkpoint is not null) Line(report.Words[Text.ToResume, command()]);
            return;
        }
        try
        {
            checkpoint?.Delete();
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
    public TResult Run<TResult>(Func<Action<EpochReport>, TResult> train) => _line.Run(report.Words[Text.Epoch], plan.Epochs, () => train(Show));

    private void Show(EpochReport epoch)
    {
        var isWritten = epoch.Epoch >= _nextLine;
        // 1, 2, 5, 10, 20, 50, …
        if (isWritten) _nextLine = _nextLine.ToString(CultureInfo.InvariantCulture)[0] == '2' ? _nextLine / 2 * 5 : _nextLine * 2;
        _line.Show(epoch.Epoch, Describe(epoch), isWritten);
    }

    private string Describe(EpochReport epoch)
    {
        if (epoch.IsBest) _best = epoch.ValidationLoss;
        static string Fixed(double? loss) => loss is { } value ? value.ToString("F5", CultureInfo.InvariantCulture) : "-";
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
        ];
        return string.Join("   ", parts);
    }

    private static void Line(string text) => Console.Error.WriteLine(text);
}
