using System.Globalization;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>The words and numbers of a report in one language.</summary>
internal sealed class ReportWords(Language language)
{
    private readonly Words<ReportText> _own = new(language, ReportTexts.All);

    public Language Language { get; } = language;

    /// <summary>The words of the command line, which says some of the same.</summary>
    public Words<Text> Tool { get; } = new(language, Texts.All);

    /// <summary>Words without marks, for axes and labels.</summary>
    public string this[ReportText text, params object[] arguments] => _own[text, arguments];

    /// <summary>A sentence; texts among the arguments are somebody else's, such as names of columns, and doubles are numbers.</summary>
    public Prose Say(ReportText text, params object[] arguments) => _own.Prose(text, [.. arguments.Select(argument => argument switch
    {
        double number => Number(number),
        int count => Count(count),
        long count => Count(count),
        string quoted => new QuotedPart(quoted),
        _ => argument,
    })]);

    /// <summary>A number for people; a dash where there is none.</summary>
    public static Prose Number(double value) => double.IsNaN(value) ? "–" : new NumberPart(value, 4);

    /// <summary>A number that goes from 0 to 1, with as many decimals as all of them.</summary>
    public static Prose Share(double value) => double.IsNaN(value) ? "–" : new NumberPart(value, 4, KeepsZeros: true);

    public static Prose Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static Prose Quoted(string text) => new QuotedPart(text);
}
