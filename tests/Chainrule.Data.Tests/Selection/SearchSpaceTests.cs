using System.Globalization;
using System.Text;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class SearchSpaceTests
{
    private static readonly Dictionary<string, SettingKind> s_known = new()
    {
        ["rate"] = SettingKind.Number,
        ["units"] = SettingKind.Text,
        ["epochs"] = SettingKind.Whole,
    };

    private static SearchSpace Space(params string[] texts)
    {
        var space = new SearchSpace(s_known);
        foreach (var text in texts) space.Add(text);
        return space;
    }

    private static double[] Drawn(string text, int trials) =>
        [.. Space(text).Draw(trials, 1).Select(settings => double.Parse(settings.Single().Value, CultureInfo.InvariantCulture))];

    [Fact]
    public void A_range_above_0_is_even_on_a_logarithmic_scale()
    {
        var values = Drawn("rate=1e-4..1e-1", 3000);
        Assert.All(values, value => Assert.InRange(value, 1e-4, 1e-1));
        // A third in each decade, give or take four deviations.
        foreach (var low in new[] { 1e-4, 1e-3, 1e-2 })
            Assert.InRange(values.Count(value => value >= low && value < 10 * low) / (double)values.Length, 0.30, 0.37);
    }

    [Theory]
    [InlineData("rate=0..10")]
    [InlineData("rate=1..11:linear")]
    public void Other_ranges_are_even(string text)
    {
        var parameter = SearchParameter.Parse("rate", text["rate=".Length..], SettingKind.Number);
        double At(double share) => double.Parse(parameter.At(share), CultureInfo.InvariantCulture);
        foreach (var share in Grid.Linear(0, 0.999, 50)) Compare.Close(At(share) - At(0), 10 * share, 1e-12, 0.006);
    }

    [Fact]
    public void Whole_numbers_of_a_range_are_all_drawn_and_no_other()
    {
        Assert.Equal(Enumerable.Range(3, 8).Select(n => (double)n), Drawn("epochs=3..10", 8).Order());
        Assert.Equal(Enumerable.Range(-2, 5).Select(n => (double)n), Drawn("epochs=-2..2", 5).Order());
    }

    [Fact]
    public void Trials_differ_and_more_of_them_begin_with_the_same()
    {
        var space = Space("units=a,b,c", "rate=0.1,0.2");
        var all = space.Draw(100, 7);
        Assert.Equal(6, all.Count);
        Assert.Equal(6, all.Select(settings => string.Join(' ', settings)).Distinct().Count());
        Assert.All(all, settings => Assert.Equal(["units", "rate"], settings.Select(setting => setting.Name)));
        Assert.Equal(all.Take(3), space.Draw(3, 7));
        Assert.NotEqual(all.Take(3), space.Draw(3, 8));
    }

    [Fact]
    public void A_file_says_the_same()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("space.json");
        File.WriteAllText(path, """{ "rate": "1e-4..1e-1", "units": [16, "32,16"], "epochs": "5,10" }""");
        var space = new SearchSpace(s_known);
        space.AddFile(path);
        var values = space.Draw(500, 1);
        Assert.Equal(["16", "32,16"], values.Select(settings => settings[1].Value).Distinct().Order());
        Assert.Equal(values.Select(settings => settings[0]), Space("rate=1e-4..1e-1", "units=x,y", "epochs=5,10").Draw(500, 1).Select(settings => settings[0]));
    }

    [Theory]
    [InlineData("rate", "--try must be a name and its values such as learning-rate=1e-4..1e-1, not 'rate'")]
    [InlineData("rat=1..2", "a search cannot try 'rat' (did you mean 'rate'?): it can try rate, units, epochs")]
    [InlineData("rate=1..", "the range of rate must be two numbers, the smaller first, such as 0.001..0.1, not '1..'")]
    [InlineData("rate=2..1", "the range of rate must be two numbers, the smaller first, such as 0.001..0.1, not '2..1'")]
    [InlineData("rate=1..nan", "the range of rate must be two numbers, the smaller first, such as 0.001..0.1, not '1..nan'")]
    [InlineData("rate=1..2..3", "the range of rate must be two numbers, the smaller first, such as 0.001..0.1, not '1..2..3'")]
    [InlineData("units=1..2", "units is not a number and has no range '1..2': list values, as a,b")]
    [InlineData("epochs=1.5..3", "epochs is a whole number, and so must be the ends of its range, not '1.5..3'")]
    [InlineData("rate=1,,2", "the search tries no value for rate, or an empty one: give values such as rate=a,b")]
    [InlineData("rate=", "the search tries no value for rate, or an empty one: give values such as rate=a,b")]
    [InlineData("rate=1,1", "the search tries rate='1' twice: leave one out")]
    public void What_cannot_be_tried_is_refused(string text, string message) => Assert.Equal(message, Make.Error(() => Space(text)));

    [Fact]
    public void A_name_is_tried_once() =>
        Assert.Equal("the search is told twice what to try for rate: leave one out", Make.Error(() => Space("rate=1,2", "rate=3,4")));

    [Theory]
    [InlineData("[1]", "is not an object of names and their values")]
    [InlineData("{ \"rate\": {} }", ": the values of 'rate' must be texts or numbers")]
    [InlineData("{ \"rate\": [null] }", ": the values of 'rate' must be texts or numbers")]
    [InlineData("{ \"rate\": [] }", "the search tries no value for rate")]
    [InlineData("{ \"rate\": 1, \"rate\": 2 }", "is not JSON")]
    [InlineData("{ \"rate\"", "is not JSON")]
    public void A_file_that_is_no_space_is_refused(string json, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("space.json"), Encoding.UTF8.GetBytes(json));
        Assert.Contains(part, Make.Error(() => new SearchSpace(s_known).AddFile(folder.PathOf("space.json"))), StringComparison.Ordinal);
    }
}
