using System.Globalization;

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
internal sealed class Words(Language language)
{
    public Language Language { get; } = language;

    /// <summary>The phrase, with {0}, {1}, … filled in.</summary>
    public string this[Phrase phrase, params object[] arguments]
    {
        get
        {
            var (english, chinese) = Phrases.All[phrase];
            return string.Format(CultureInfo.InvariantCulture, Language == Language.Chinese ? chinese : english, arguments);
        }
    }
}
