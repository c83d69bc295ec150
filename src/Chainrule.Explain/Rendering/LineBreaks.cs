using System.Text.RegularExpressions;

namespace Chainrule.Explain;

/// <summary>Where a line of text may end: each piece is kept together, with the space that follows it.</summary>
internal static partial class LineBreaks
{
    /// <summary>
    /// Behind every space, and between Chinese characters, but never before a closing mark and not within a short bracket such as (1 − out).
    /// </summary>
    public static IEnumerable<string> OfText(string text) => Pieces().Matches(text).Select(match => match.Value);

    /// <summary>Before a plus, a minus or a spaced dot that stands between two parts.</summary>
    public static IEnumerable<string> OfFormula(string text) => Terms().Split(text).Where(piece => piece.Length > 0);

    [GeneratedRegex(@"[\u2E80-\u9FFF\uFF00-\uFFEF“”]?[，。；：、！？）」]*(?:\([^()\u2E80-\u9FFF]{0,16}\)|[^\s\u2E80-\u9FFF])*[，。；：、！？）」]* *|\s+")]
    private static partial Regex Pieces();

    [GeneratedRegex(@"(?<= )(?=[+\-−·*] )")]
    private static partial Regex Terms();
}
