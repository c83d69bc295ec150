using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>The catalogue says everything in both languages.</summary>
public partial class PhrasesTests
{
    private static readonly (string Key, string English, string Chinese)[] s_all =
    [
        .. Texts(Phrases.All), .. Texts(ExplainPhrases.All), .. Texts(PredictionPhrases.All), .. Texts(TermPhrases.All),
        .. Texts(NormalizationPhrases.All),
        .. Texts(PageTexts.All), .. Texts(SpokenTexts.All),
    ];

    private static readonly string[] s_separators = [nameof(Phrase.ListSeparator), nameof(PageText.Comma), nameof(PageText.ListComma)];

    [Fact]
    public void Every_phrase_is_there_in_both_languages()
    {
        Assert.Equal(Enum.GetValues<Phrase>(), Phrases.All.Keys.Order());
        Assert.Equal(Enum.GetValues<ExplainPhrase>(), ExplainPhrases.All.Keys.Order());
        Assert.Equal(Enum.GetValues<TermPhrase>(), TermPhrases.All.Keys.Order());
        Assert.Equal(Enum.GetValues<PredictionPhrase>(), PredictionPhrases.All.Keys.Order());
        Assert.Equal(Enum.GetValues<NormalizationPhrase>(), NormalizationPhrases.All.Keys.Order());
        Assert.Equal(Enum.GetValues<PageText>(), PageTexts.All.Keys.Order());
        Assert.Equal(Enum.GetValues<Spoken>(), SpokenTexts.All.Keys.Order());
        Assert.All(s_all, texts => Assert.False(string.IsNullOrWhiteSpace(texts.English) || string.IsNullOrWhiteSpace(texts.Chinese)));
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill_in()
    {
        foreach (var (key, english, chinese) in s_all) Assert.True(Places(english).SequenceEqual(Places(chinese)), key);
    }

    [Fact]
    public void A_sentence_ends_in_both_languages_alike()
    {
        foreach (var (key, english, chinese) in s_all.Where(texts => !s_separators.Contains(texts.Key)))
            Assert.True(".:?".IndexOf(english[^1]) == "。：？".IndexOf(chinese[^1]), key);
    }

    [Fact]
    public void English_is_in_Latin_letters() =>
        Assert.All(s_all, texts => Assert.DoesNotMatch(@"[\u2E80-\uFFEF]", texts.English));

    [Fact]
    public void Chinese_has_full_width_punctuation_and_spaces_beside_Latin_letters()
    {
        foreach (var (key, _, chinese) in s_all.Where(texts => !s_separators.Contains(texts.Key)))
        {
            Assert.False(HalfWidthAfterChinese().IsMatch(chinese), key);
            Assert.False(LatinBesideChinese().IsMatch(chinese), key);
        }
    }

    [Fact]
    public void Prose_has_the_words_of_the_phrase_with_its_arguments_set_in()
    {
        var catalogue = new Dictionary<Side, (string, string)> { [Side.Left] = ("{0} of {1}.", "{1} 之 {0}。") };
        var prose = new Words<Side>(Language.Chinese, catalogue).Prose(Side.Left, 0.5, new NamePart("W1[1,1]"));
        Assert.Equal("Left", prose.Key);
        Assert.Equal([new NamePart("W1[1,1]"), new TextPart(" 之 "), new NumberPart(0.5), new TextPart("。")], prose.Parts);
        Assert.Throws<IndexOutOfRangeException>(() => new Words<Side>(Language.English, catalogue).Prose(Side.Left, 0.5));
    }

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

    private static IEnumerable<(string, string, string)> Texts<TPhrase>(IReadOnlyDictionary<TPhrase, (string English, string Chinese)> catalogue)
        where TPhrase : struct, Enum => catalogue.Select(item => (item.Key.ToString(), item.Value.English, item.Value.Chinese));

    [GeneratedRegex(@"[\u4E00-\u9FFF] ?[,:;?!()]")]
    private static partial Regex HalfWidthAfterChinese();

    [GeneratedRegex(@"[\u4E00-\u9FFF][A-Za-z0-9δη]|[A-Za-z0-9δη][\u4E00-\u9FFF]")]
    private static partial Regex LatinBesideChinese();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    private enum Side
    {
        Left,
    }
}
