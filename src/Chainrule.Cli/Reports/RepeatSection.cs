using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>What somebody needs who wants the same again: the command, every option, the versions.</summary>
internal static class RepeatSection
{
    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        yield return new Definitions([.. Facts(data, words)]);
        if (data.Run is not { } run) yield break;
        yield return new Paragraph(words.Say(ReportText.RepeatNote));
        yield return new Section("options", words.Say(ReportText.OptionsTitle),
        [
            new Table(
                [words.Say(ReportText.Option), words.Say(ReportText.Value)],
                [.. Flat(run.Start.Options).Select(option => (Prose[])[ReportWords.Quoted(option.Name), ReportWords.Quoted(option.Value)])]),
        ], IsFolded: true);
    }

    private static IEnumerable<(Prose, Prose)> Facts(ReportData data, ReportWords words)
    {
        yield return (words.Say(ReportText.Command), ReportWords.Quoted(data.Run?.Start.Command ?? CommandLine.Repeat()));
        if (data.Run is { } run)
        {
            if (DataSection.Checksum(run.Data.Path) is { } checksum) yield return (words.Say(ReportText.Checksum), ReportWords.Quoted(checksum));
            yield return (words.Say(ReportText.Seed), ReportWords.Quoted(run.Start.Options["seed"]!.ToString()));
            if (run.ModelPath is { } model) yield return (words.Say(ReportText.Model), ReportWords.Quoted(model));
        }
        yield return (words.Say(ReportText.Version), ReportWords.Quoted(
            $"Chainrule {CommandLine.Version}, {RuntimeInformation.FrameworkDescription}"));
        yield return (words.Say(ReportText.Machine), ReportWords.Quoted(
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} × CPU"));
        yield return (words.Say(ReportText.Finished), ReportWords.Quoted(
            DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)));
    }

    /// <summary>optimizer.learningRate for a value within.</summary>
    private static IEnumerable<(string Name, string Value)> Flat(JsonObject options, string prefix = "") => options.SelectMany(option =>
        option.Value is JsonObject inner ? Flat(inner, $"{prefix}{option.Key}.") : [(prefix + option.Key, option.Value?.ToJsonString() ?? "–")]);
}
