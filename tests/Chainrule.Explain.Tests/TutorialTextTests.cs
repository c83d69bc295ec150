using System.Globalization;
using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>What the tutorial prints: read and approved by a person, and checked as a reader would.</summary>
public partial class TutorialTextTests
{
    public static TheoryData<BiasPolicy> Policies => [.. Enum.GetValues<BiasPolicy>()];

    [Theory]
    [InlineData(BiasPolicy.Frozen, 10_000, Language.English, "tutorial-frozen.en.txt")]
    [InlineData(BiasPolicy.Frozen, 10_000, Language.Chinese, "tutorial-frozen.zh.txt")]
    [InlineData(BiasPolicy.PerUnit, 100, Language.English, "tutorial-per-unit.en.txt")]
    [InlineData(BiasPolicy.PerUnit, 100, Language.Chinese, "tutorial-per-unit.zh.txt")]
    [InlineData(BiasPolicy.Shared, 100, Language.English, "tutorial-shared.en.txt")]
    [InlineData(BiasPolicy.Shared, 100, Language.Chinese, "tutorial-shared.zh.txt")]
    public void The_text_is_the_approved_one(BiasPolicy biases, int updates, Language language, string file) =>
        Approved.Text(TutorialPage.Text(new(biases, updates), language), "tests", "Chainrule.Explain.Tests", "Golden", file);

    [Theory, MemberData(nameof(Policies))]
    public void Both_languages_have_the_same_formulas_and_the_same_numbers(BiasPolicy biases)
    {
        var run = new TutorialRun(biases, 100);
        string english = TutorialPage.Text(run, Language.English), chinese = TutorialPage.Text(run, Language.Chinese);
        Assert.Equal(Formulas(english), Formulas(chinese));
        Assert.NotEmpty(Formulas(english));
        // A sentence may name its numbers in another order, and its lines end elsewhere.
        string[] paragraphs = english.Split("\n\n"), inChinese = chinese.Split("\n\n");
        Assert.Equal(paragraphs.Length, inChinese.Length);
        foreach (var (first, second) in paragraphs.Zip(inChinese)) Assert.Equal(Numbers(first), Numbers(second));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Every_printed_result_follows_from_the_printed_numbers_or_says_that_it_does_not(BiasPolicy biases)
    {
        var lines = Lines(new(biases, 1), Language.English);
        var (equal, almost) = (0, 0);
        for (var n = 1; n < lines.Length; n++)
        {
            var numbers = SubstitutedLine().Match(lines[n - 1]);
            var result = ResultLine().Match(lines[n]);
            if (!numbers.Success || !result.Success) continue;
            // The conversion to decimal keeps 15 digits, so that a tie of decimals is one.
            var byHand = Math.Round((decimal)PrintedArithmetic.Value(numbers.Groups[1].Value), 9, MidpointRounding.AwayFromZero);
            var printed = decimal.Parse(result.Groups[2].Value.Replace('−', '-'), CultureInfo.InvariantCulture);
            Assert.True(byHand == printed == (result.Groups[1].Value == "="), $"{lines[n - 1]}\n{lines[n]}\nby hand: {byHand}");
            Assert.True(Math.Abs(byHand - printed) <= 1e-9m, $"more than the last digit: {lines[n]}");
            if (byHand == printed) equal++;
            else almost++;
        }
        Assert.True(equal + almost >= 39, $"only {equal + almost} results were found");
        Assert.Equal(lines.Count(line => AlmostLine().IsMatch(line)), almost);
    }

    [Theory, MemberData(nameof(Policies))]
    public void No_line_ends_in_spaces_and_no_two_empty_lines_follow_each_other(BiasPolicy biases)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var text = TutorialPage.Text(new(biases, 0), language);
            Assert.DoesNotContain(" \n", text);
            Assert.DoesNotContain("\n\n\n", text);
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("\n", text);
        }
    }

    [Fact]
    public void Chinese_prose_has_full_width_punctuation_and_spaces_beside_Latin_letters()
    {
        foreach (var biases in Enum.GetValues<BiasPolicy>())
            foreach (var line in Lines(new(biases), Language.Chinese))
            {
                Assert.False(HalfWidthAfterChinese().IsMatch(line), line);
                Assert.False(LatinBesideChinese().IsMatch(line), line);
            }
    }

    private static string[] Lines(TutorialRun run, Language language) => TutorialPage.Text(run, language).Split('\n');

    private static IEnumerable<string> Formulas(string text) =>
        text.Split('\n').Where(line => FormulaLine().IsMatch(line)).Select(line => line.Split('←')[0].TrimEnd());

    private static IEnumerable<string> Numbers(string text) =>
        NumberInText().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    /// <summary>"  name = …" and the lines below it.</summary>
    [GeneratedRegex(@"^ {2}\S* *[=≈] (?!…)")]
    private static partial Regex FormulaLine();

    [GeneratedRegex(@"^ += ([−0-9(½].*)$")]
    private static partial Regex SubstitutedLine();

    [GeneratedRegex(@"^ +([=≈]) (−?[0-9.]+)(?: |$)")]
    private static partial Regex ResultLine();

    [GeneratedRegex(@"^ +≈")]
    private static partial Regex AlmostLine();

    [GeneratedRegex(@"−?[0-9][0-9.,]*[0-9]|[0-9]")]
    private static partial Regex NumberInText();

    [GeneratedRegex(@"[\u4E00-\u9FFF] ?[,:;.?!()]")]
    private static partial Regex HalfWidthAfterChinese();

    [GeneratedRegex(@"[\u4E00-\u9FFF][A-Za-z0-9δη]|[A-Za-z0-9δη][\u4E00-\u9FFF]")]
    private static partial Regex LatinBesideChinese();
}
