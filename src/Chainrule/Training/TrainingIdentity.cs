using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Chainrule.Training;

/// <summary>
/// What decides how a training goes, beside where it stands: parts with names, as texts. Options are records, which print all of their
/// settings by themselves, so that one that is added later belongs to the identity without a word here; what only looks on does not.
/// </summary>
internal static partial class TrainingIdentity
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of<T>(
        Optimizer optimizer, TrainingOptions options, RowSource<T> training, RowSource<T>? validation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return
            [
                new("numbers", typeof(T) == typeof(float) ? "float" : "double"),
                new("optimizer", optimizer.ToString()),
                new("options", (options with { Checkpoint = null, Score = null, OnProgress = null, Watch = false }).ToString()),
                new("training rows", Describe(training)),
                new("validation rows", validation is null ? "none" : Describe(validation)),
                new("context", options.Checkpoint?.Context ?? ""),
            ];
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>What differs, in words: "LearningRate = 0.005, not 0.01"; null where nothing does.</summary>
    public static string? Difference(string name, string was, string now)
    {
        if (was == now) return null;
        if (name is not ("optimizer" or "options")) return $"other {name}";
        var (before, after) = Settings(was).Zip(Settings(now)).FirstOrDefault(pair => pair.First != pair.Second);
        return before.Name is null || before.Name != after.Name ? $"other {name}" : $"{before.Name} = {before.Value}, not {after.Value}";
    }

    private static string Describe<T>(RowSource<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        $"{data.Rows} of {data.InputCount} inputs and {data.TargetCount} targets, crc32c {data.Checksum()}";

    /// <summary>The settings in the text of a record, "Name = value" each; those of records within it too.</summary>
    private static IEnumerable<(string Name, string Value)> Settings(string record) => Setting().Matches(record)
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value.TrimEnd() is { Length: > 0 } value ? value : "none"));

    [GeneratedRegex(@"(\w+) = ([^,{}]*)")]
    private static partial Regex Setting();
}
