using System.CommandLine;
using System.Numerics;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options that judge by folds instead of by one part of the rows.</summary>
internal sealed class FoldOptions
{
    private readonly Option<int?> _folds = NewOption.Optional<int?>(
        "--folds", "K", "Divide the rows into K folds and judge by each what was learned from the others; prints mean and deviation");

    private readonly Option<int?> _repeats = NewOption.Optional<int?>("--repeats", "N", "How often to divide them into folds (default 1)");

    private readonly Option<bool> _noModel = new("--no-model") { Description = "With --folds: judge by them alone, and train no model to keep" };

    /// <summary>The options that say which folds.</summary>
    public Option[] OfFolds => [_folds, _repeats];

    /// <summary>Those of train.</summary>
    public Option[] All => [.. OfFolds, _noModel];

    /// <summary>Whether the folds are all that is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofModel">The options that ask for a model, or for something about one.</param>
    /// <exception cref="BadInputException">There are none, or a model is wanted too.</exception>
    public bool AreAll(ParseResult parsed, Option[] ofModel)
    {
        if (!parsed.GetValue(_noModel)) return false;
        if (Of(parsed) is null) throw new BadInputException("--no-model leaves nothing to do without folds: say --folds too, such as --folds 5");
        return NewOption.FirstGiven(parsed, ofModel) is not { } other
            ? true
            : throw new BadInputException($"{other.Name} and --no-model contradict each other: leave one out");
    }

    /// <summary>How many folds and how often; null without folds.</summary>
    /// <exception cref="BadInputException">A number is out of its range, or there is nothing to repeat.</exception>
    public (int Folds, int Repeats)? Of(ParseResult parsed)
    {
        var (folds, repeats) = (parsed.GetValue(_folds), TrainOptions.AtLeastOne(parsed, _repeats));
        if (folds is < 2) throw new BadInputException($"{_folds.Name} must be at least 2, not {folds}");
        if (folds is null && repeats is not null) throw new BadInputException("--repeats repeats folds: say --folds too, such as --folds 5");
        return folds is null ? null : (folds.Value, repeats ?? 1);
    }

    /// <summary>The folds of a table; null without folds.</summary>
    /// <exception cref="BadInputException">Table and options do not go together.</exception>
    public CrossValidation<T>? Divide<T>(ParseResult parsed, Table table, SchemaOptions schema, TrainingPlan plan, Table? validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(parsed) is var (folds, repeats) ? new(table, schema, plan, folds, repeats, validation) : null;

    /// <summary>Where folds are written down as they are judged; null where nothing is resumed.</summary>
    /// <param name="checkpoint">The checkpoint that the file lies beside.</param>
    /// <param name="isResumed">Whether to go on with what is there.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="options">All else that their numbers depend on.</param>
    /// <exception cref="BadInputException">What is there is of another training.</exception>
    public static FoldJournal? JournalOf<T>(CheckpointOptions? checkpoint, bool isResumed, CrossValidation<T> folds, JsonObject options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (checkpoint is null) return null;
        var identity = new JsonObject
        {
            ["version"] = CommandLine.Version,
            ["numbers"] = typeof(T).Name,
            ["data"] = folds.Fingerprint,
            ["folds"] = folds.Count,
            ["repeats"] = folds.Repeats,
            ["options"] = options,
        };
        return FoldJournal.Open(FoldJournal.PathBeside(checkpoint), identity, isResumed);
    }

    /// <summary>Trains for every fold that is not judged yet, and says how all went, as text and as JSON.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (string Text, JsonObject Json) Judge<T>(
        CrossValidation<T> folds, FoldJournal? journal, Report report, bool isQuiet, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shown = new FoldReport(report, folds.Repeats);
        var (line, done) = (new LiveLine(isQuiet), 0);
        void Tell(FoldResult fold) => line.Show(++done, shown.Line(fold));
        var results = line.Run(report.Words[Text.Fold], folds.Count, () => folds.Run(Tell, journal, cancellation));
        return (shown.Of(results), shown.Json(results));
    }
}
