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
/// <typeparam name="TPhrase">The keys of the catalogue.</typeparam>
/// <param name="language">Which of the two columns is read.</param>
/// <param name="catalogue">Every phrase in both languages.</param>
public sealed class Words<TPhrase>(Language language, IReadOnlyDictionary<TPhrase, (string English, string Chinese)> catalogue)
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
}
