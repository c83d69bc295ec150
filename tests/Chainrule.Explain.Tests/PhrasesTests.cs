using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>The catalogue says everything in both languages.</summary>
public partial class PhrasesTests
{
    [Fact]
    public void Every_phrase_is_there_in_both_languages()
    {
        Assert.Equal(Enum.GetValues<Phrase>(), Phrases.All.Keys.Order());
        Assert.All(Phrases.All.Values, texts => Assert.False(string.IsNullOrWhiteSpace(texts.English) || string.IsNullOrWhiteSpace(texts.Chinese)));
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill_in()
    {
        foreach (var (phrase, texts) in Phrases.All) Assert.True(Places(texts.English).SequenceEqual(Places(texts.Chinese)), phrase.ToString());
    }

    [Fact]
    public void A_sentence_ends_in_both_languages_alike()
    {
        foreach (var (phrase, texts) in Phrases.All.Where(item => item.Key != Phrase.ListSeparator))
            Assert.True(".:?".IndexOf(texts.English[^1]) == "。：？".IndexOf(texts.Chinese[^1]), phrase.ToString());
    }

    [Fact]
    public void English_is_in_Latin_letters() =>
        Assert.All(Phrases.All.Values, texts => Assert.DoesNotMatch(@"[\u2E80-\uFFEF]", texts.English));

    [Fact]
    public void Words_fill_in_names_and_numbers_with_a_decimal_point()
    {
        var catalogue = new Dictionary<Side, (string, string)> { [Side.Left] = ("{0} of {1}", "{1} 之 {0}") };
        Assert.Equal("0.5 of w5", new Words<Side>(Language.English, catalogue)[Side.Left, 0.5, "w5"]);
        Assert.Equal("w5 之 0.5", new Words<Side>(Language.Chinese, catalogue)[Side.Left, 0.5, "w5"]);
    }

    [Fact]
    public void A_phrase_that_is_not_in_the_catalogue_is_an_error()
    {
        Assert.Throws<KeyNotFoundException>(() => new Words<Phrase>(Language.English, Phrases.All)[(Phrase)(-1)]);
        Assert.Throws<KeyNotFoundException>(() => new Words<Side>(Language.Chinese, new Dictionary<Side, (string, string)>())[Side.Left]);
    }

    [Fact]
    public void A_place_that_nothing_fills_is_an_error() =>
        Assert.Throws<FormatException>(() => new Words<Phrase>(Language.English, Phrases.All)[Phrase.Setting]);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    private enum Side
    {
        Left,
    }
}
