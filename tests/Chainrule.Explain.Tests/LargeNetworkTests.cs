using System.Diagnostics;

namespace Chainrule.Explain.Tests;

/// <summary>A network that nobody could write out: short, quick, and its shortened sums still add up.</summary>
public class LargeNetworkTests
{
    private const int Budget = 400;

    private static readonly StepQuantities s_step = Samples.Picture();

    [Theory]
    [InlineData("gW1[3,17]")]
    [InlineData("gW2[3,17]")]
    [InlineData("gW3[3,17]")]
    [InlineData("gb1[5]")]
    [InlineData("w100000")]
    [InlineData("z1[7]")]
    [InlineData("s1[7]")]
    [InlineData("E")]
    [InlineData("vW2'[1,1]")]
    [InlineData(null)]
    public void Any_focus_at_any_depth_is_soon_there_and_keeps_within_its_lines(string? focus)
    {
        for (var depth = 0; depth <= 5; depth++)
        {
            var clock = Stopwatch.StartNew();
            var text = Write(new() { Focus = focus is null ? [] : [focus], Depth = depth }, 120);
            // Tenths of a second; the limit is for machines with much else to do.
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"depth {depth} took {clock.Elapsed}");
            Assert.InRange(text.Count(c => c == '\n'), 20, Budget);
        }
    }

    [Theory]
    [InlineData("gW1[3,17]", 1)]
    [InlineData("gW1[120,694]", 5)]
    [InlineData("gW3[4,7]", 3)]
    [InlineData("d1[120]", 5)]
    public void Every_printed_sum_adds_up_with_the_number_for_its_rest(string focus, int top)
    {
        var text = Write(new() { Focus = [focus], Depth = 4, Top = top, Lines = 100_000 }, 100_000);
        var sums = PrintedLine.In(text).ToList();
        Assert.All(sums, line => Assert.True(line.Holds(), $"{line.Numbers} {line.Sign} {line.Result}, by hand {PrintedArithmetic.Value(line.Numbers):R}"));
        Assert.Contains(sums, line => line.Numbers.Contains("more]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shortened_sum_has_its_first_its_largest_and_its_last_term_and_counts_the_others()
    {
        var page = StepExplanationTests.Page(s_step, Language.English, new() { Focus = ["z1[7]"], Top = 3 });
        var line = StepExplanationTests.Lines(page.Blocks).Single(line => line.Id == "z1[7]");
        var shown = Quantity.Variables(line.Symbols[0]).ToList();
        var terms = Enumerable.Range(1, 784).Select(i => (I: i, Value: s_step[$"W1[7,{i}]"].Value * s_step[$"x[{i}]"].Value)).ToList();
        var largest = terms.Where(t => t.I is not (1 or 784)).OrderByDescending(t => Math.Abs(t.Value)).Take(3).Select(t => t.I);
        var expected = largest.Append(1).Append(784).Order().SelectMany(i => new[] { $"W1[7,{i}]", $"x[{i}]" }).ToList();
        expected.Insert(expected.Count - 2, "rest(z1[7])");
        Assert.Equal([.. expected, "b1[7]"], shown);
        var rest = page.Terms["rest(z1[7])"];
        Assert.Equal(new TextPart("779"), rest.Rest!.Parts[0]);
        var hidden = terms.Where(t => !expected.Contains($"x[{t.I}]")).Sum(t => t.Value);
        Testing.Compare.Close(rest.Value, hidden, 1e-12, 1e-14);
        var zeros = Enumerable.Range(1, 784).Count(i => s_step[$"x[{i}]"].Value == 0);
        Assert.Contains($"{zeros} of the 784 terms are 0", Write(new() { Focus = ["z1[7]"], Top = 3 }, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_too_long_is_shown_at_less_depth_and_says_so()
    {
        var options = new ExplainOptions { Focus = ["w1"], Depth = 5, Lines = 150 };
        var text = Write(options, 120);
        Assert.InRange(text.Count(c => c == '\n'), 20, 150);
        Assert.Matches(@"In full, at depth 5, this would be \d+ lines; at depth \d it fits into 150\.", text);
    }

    [Fact]
    public void Everything_of_a_large_network_is_refused_before_it_is_written()
    {
        var refused = Assert.Throws<BadInputException>(() => LineBudget.RequireFew([s_step], new() { IsAll = true }));
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        LineBudget.RequireFew([s_step], new() { IsAll = true, IsForced = true });
        LineBudget.RequireFew([s_step], new());
    }

    private static string Write(ExplainOptions options, int width) => LineBudget.Fit(
        options, Language.English, some => StepExplanationTests.Page(s_step, Language.English, some), page => TextRenderer.Write(page, width));
}
