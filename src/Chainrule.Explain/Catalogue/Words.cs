using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain;

/// <summary>The languages that derivations are written in.</summary>
public enum Language
{
    /// <summary>English</summary>
    English,

    /// <summary>简体中文</summary>
    Chinese,
}

/// <summary>
/// The words of one language. Every phrase is a whole sentence or heading with places for names and numbers: sentences are
/// never put together from pieces, and symbols are never translated.
/// </summary>
/// <typeparam name="TPhrase">The keys of the catalogue.</typeparam>
/// <param name="language">Which of the two columns is read.</param>
/// <param name="catalogue">Every phrase in both languages.</param>
public sealed partial class Words<TPhrase>(Language language, IReadOnlyDictionary<TPhrase, (string English, string Chinese)> catalogue)
    where TPhrase : struct, Enum
{
    /// <summary>The phrase, with {0}, {1}, … filled in; numbers as they are written everywhere, with a decimal point.</summary>
    public string this[TPhrase phrase, params object[] arguments]
    {
        get
        {
            var (english, chinese) = catalogue[phrase];
            return string.Format(CultureInfo.InvariantCulture, language == Language.Chinese ? chinese : english, arguments);
        }
    }
    /// <summary>
    /// The phrase as a text of a document: an argument that is a part of one is set in as it is, a double as a number, all else as
    /// words.
    /// </summary>
    public Prose Prose(TPhrase phrase, params object[] arguments)
    {
        var (english, chinese) = catalogue[phrase];
        var parts = new List<Inline>();
        foreach (var piece in PlaceOrText().Matches(language == Language.Chinese ? chinese : english).Select(match => match.Value))
            if (piece is ['{', .. var number, '}']) parts.AddRange(Part(arguments[int.Parse(number, CultureInfo.InvariantCulture)]));
            else parts.Add(new TextPart(piece));
        return new(phrase.ToString(), parts);
    }

    private static IEnumerable<Inline> Part(object argument) => argument switch
    {
        Inline part => [part],
        Prose prose => prose.Parts,
        IEnumerable<Inline> parts => parts,
        double number => [new NumberPart(number)],
        _ => [new TextPart(string.Format(CultureInfo.InvariantCulture, "{0}", argument))],
    };

    [GeneratedRegex(@"\{\d+\}|[^{]+")]
    private static partial Regex PlaceOrText();
}
