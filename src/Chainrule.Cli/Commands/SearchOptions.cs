using System.CommandLine;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options of search that train does not have: what to try, how often, and how to compare.</summary>
internal sealed class SearchOptions
{
    private readonly Option<string[]> _try = NewOption.Repeated(
        "--try", "NAME=VALUES", "An option of train and its values, a,b,c or a range such as 1e-4..1e-1; hidden=16,32-16 is --hidden 16 or 32,16");

    private readonly Option<string?> _space =
        NewOption.Optional<string?>("--space", "FILE", "A JSON file that says the same, as {\"hidden\": [16, \"32,16\"]}");

    private readonly Option<int?> _trials = NewOption.Optional<int?>("--trials", "N", "How many ways of training to draw (default 40)");

    private readonly Option<bool> _halving = new("--halving")
    {
        Description = "Begin with few epochs and go on with the best third of the trials, again and again (successive halving)",
    };

    private readonly Option<string?> _metric = NewOption.Among("--metric", "What the best is best by (default loss)", [.. Criterion.Names]);

    private readonly Option<string?> _journal =
        NewOption.Optional<string?>("--journal", "FILE", "Where finished trials are written down (default the data's name with .search.jsonl)");

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the search in the journal" };

    public FoldOptions Folds { get; } = new();

    public Option<string?> Output { get; } =
        NewOption.Optional<string?>("--output", "MODEL", "Train the winner and write it to a model file", "-o");

    public Option[] All => [_try, _space, _trials, _halving, _metric, .. Folds.OfFolds, _journal, _resume, Output];

    public bool IsHalving(ParseResult parsed) => parsed.GetValue(_halving);

    public bool IsResumed(ParseResult parsed) => parsed.GetValue(_resume);

    public string MetricOf(ParseResult parsed) => parsed.GetValue(_metric) ?? "loss";

    public string JournalOf(ParseResult parsed, DataOptions data) => parsed.GetValue(_journal) ?? data.NameOf(parsed) + ".search.jsonl";

    public int TrialsOf(ParseResult parsed) => TrainOptions.AtLeastOne(parsed, _trials) ?? 40;

    /// <summary>What is tried.</summary>
    /// <exception cref="BadInputException">Nothing is, or it is written wrong, or does not go with the rest.</exception>
    public SearchSpace SpaceOf(ParseResult parsed, TrainOptions train)
    {
        var space = new SearchSpace(TrialArguments.Known(train));
        if (parsed.GetValue(_space) is { } file) space.AddFile(file);
        foreach (var text in parsed.GetValue(_try)!) space.Add(text);
        if (space.Names.Count == 0)
            throw new BadInputException(
                "there is nothing to try: say --try, such as --try learning-rate=1e-4..1e-1 --try hidden=16,32,32-16, or --space");
        var tried = train.OfPlan.Where(option => space.Names.Contains(option.Name[2..]));
        if (NewOption.FirstGiven(parsed, tried) is { } both)
            throw new BadInputException($"{both.Name} is given and tried too: leave one out");
        if (IsHalving(parsed) && space.Names.Contains("epochs"))
            throw new BadInputException("--halving gives each trial its epochs, so they cannot be tried: leave one out");
        if (MetricOf(parsed) == "loss" && space.Names.FirstOrDefault(name => name is "loss" or "quantile") is { } loss)
            throw new BadInputException(
                $"trials that differ in {loss} cannot be compared by their losses: say --metric, such as --metric accuracy or rmse");
        return space;
    }

    /// <summary>All that a result in the journal depends on, beside the data.</summary>
    public JsonObject Identity(ParseResult parsed, SearchSpace space, TrialArguments arguments)
    {
        var identity = new JsonObject
        {
            ["options"] = new JsonArray([.. arguments.Given.Select(argument => JsonValue.Create(argument))]),
            ["try"] = space.ToJson(),
        };
        if (Folds.Of(parsed) is var (folds, repeats)) (identity["folds"], identity["repeats"]) = (folds, repeats);
        // Who gets more epochs depends on all the others; without halving, more trials may be added to those there are.
        if (IsHalving(parsed)) (identity["halving"], identity["metric"], identity["trials"]) = (true, MetricOf(parsed), TrialsOf(parsed));
        return identity;
    }
}
