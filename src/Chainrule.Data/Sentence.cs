using System.Globalization;
using System.Text;

namespace Chainrule.Data;

/// <summary>The small parts that messages are built of; whatever a file holds, the message stays one short line.</summary>
internal static class Sentence
{
    private const int LongestText = 40, LongestList = 10;

    /// <summary>The text in quotes: control characters as \n, \t or \u….., and no more than its first 40 characters.</summary>
    public static string Quoted(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
            if (c == '\n') shown.Append("\\n");
            else if (c == '\t') shown.Append("\\t");
            else if (char.IsControl(c)) shown.Append($"\\u{(int)c:x4}");
            else shown.Append(c);
        return shown.Append(text.Length > LongestText ? "…'" : "'").ToString();
    }

    /// <summary>The text as an argument of a command line: quoted only if it must be.</summary>
    public static string Argument(string text) => text.All(c => char.IsLetterOrDigit(c) || "_-.,:/%+".Contains(c)) ? text : Quoted(text);

    /// <summary>"1 row", "2 rows"; with thousands separated, as people read them.</summary>
    public static string Count(int number, string thing) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {thing}{(number == 1 ? "" : thing.EndsWith('s') ? "es" : "s")}";

    /// <summary>The first ten names, then "and 3 more".</summary>
    public static string List(IReadOnlyList<string> names)
    {
        var listed = string.Join(", ", names.Take(LongestList).Select(Argument));
        return names.Count > LongestList ? $"{listed} and {names.Count - LongestList} more" : listed;
    }

    /// <summary>What is wrong with a target column without a single value.</summary>
    public static string NoTarget(string target) => $"the target {Quoted(target)} has no value in any row";

    /// <summary>The end of the sentence about a text among numbers or dates: what else could be meant.</summary>
    public static string Misfit(string text, string kind, int others, string otherwise) =>
        Lookalike.Misfit(text) is { } alike ? $"{alike}, or say {otherwise}"
        : $"is not {kind} as its other {Count(others, "value")} {(others == 1 ? "is" : "are")}: "
        + $"correct it, or say --missing {Argument(text)}, or {otherwise}";
}
