using System.CommandLine;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>
/// The command lines of train that a search tries: what was said to search itself, and the settings of a trial as options. They are
/// parsed as those of train are, so that a trial is what train would do, and what train refuses is refused here.
/// </summary>
internal sealed class TrialArguments
{
    private readonly TrainOptions _options;
    private readonly Command _train = new("train");
    private readonly string _data;

    public TrialArguments(TrainOptions options, ParseResult search)
    {
        (_options, _data) = (options, search.GetRequiredValue(options.Data.Data));
        options.AddTo(_train);
        Given = [.. options.Data.All.Concat(options.OfTraining).SelectMany(option => ArgumentsOf(option, search))];
    }

    /// <summary>What was said to search, as options of train.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>The names that a search can try, with what they can be given.</summary>
    public static IReadOnlyDictionary<string, SettingKind> Known(TrainOptions options) => options.OfPlan.ToDictionary(
        option => option.Name[2..],
        option => (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) switch
        {
            var type when type == typeof(double) => SettingKind.Number,
            var type when type == typeof(int) => SettingKind.Whole,
            _ => SettingKind.Text,
        });

    /// <summary>The plan of a trial.</summary>
    /// <exception cref="BadInputException">Train would refuse it.</exception>
    public TrainingPlan PlanOf(int trial, IReadOnlyList<(string Name, string Value)> settings)
    {
        var parsed = _train.Parse([_data, .. Given, .. ArgumentsOf(settings)]);
        try
        {
            if (parsed.Errors.Count > 0) throw new BadInputException(UsageSentence.Of(parsed));
            var plan = _options.PlanOf(parsed);
            // What does not go with the optimizer shows only when it is made.
            _ = plan.OptimizerFor(1);
            return plan;
        }
        catch (BadInputException e)
        {
            throw new BadInputException($"trial {trial} would be train {string.Join(' ', ArgumentsOf(settings))}, but {e.Message}", e);
        }
    }

    /// <summary>The line that trains as a trial did, for a shell.</summary>
    public string CommandLine(IReadOnlyList<(string Name, string Value)> settings) =>
        string.Join(' ', ((string[])["chainrule", "train", _data, .. Given, .. ArgumentsOf(settings)]).Select(Quoted));

    private static IEnumerable<string> ArgumentsOf(IReadOnlyList<(string Name, string Value)> settings) =>
        settings.SelectMany(setting => new[] { $"--{setting.Name}", setting.Value });

    private static IEnumerable<string> ArgumentsOf(Option option, ParseResult parsed) => parsed.GetResult(option) switch
    {
        null or { Implicit: true } => [],
        { Tokens: [] } => [option.Name],
        var given => given.Tokens.SelectMany(token => new[] { option.Name, token.Value }),
    };

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "_-.,:/%+=@".Contains(c))
            ? argument
            : $"'{argument.Replace("'", @"'\''")}'";
}
