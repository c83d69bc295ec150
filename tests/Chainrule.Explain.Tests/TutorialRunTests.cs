using System.Globalization;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The tutorial against its true and its printed numbers.</summary>
public class TutorialRunTests
{
    private static readonly TutorialRun s_run = new();

    [Fact]
    public void Every_number_of_the_first_step_is_a_quantity_under_the_name_it_has_in_the_tutorial()
    {
        var rows = Expected.FirstStep.Where(row => !row.IsAfterwards).ToList();
        Assert.Equal(38, rows.Count);
        foreach (var row in rows)
            Compare.Close(Named(row.Alias).Value, row.Exact, 1e-15, what: row.Quantity);
    }

    [Fact]
    public void Every_printed_figure_is_compared()
    {
        var expected = Expected.FirstStep.Where(row => row.Printed is not null)
            .Select(row => (row.IsAfterwards ? "E_total" : Named(row.Alias).Alias, row.Printed!));
        Assert.Equal(expected, s_run.Published.Select(figure => (figure.Alias, figure.Printed)));
        Assert.Equal(30, s_run.Published.Count);
    }

    [Fact]
    public void Exactly_the_four_wrong_figures_are_flagged_each_with_its_cause()
    {
        var wrong = Expected.FirstStep.Where(row => row.Agrees == false).Select(row => row.Printed);
        var flagged = s_run.Published.Where(figure => figure.Because != PrintedBecause.Correct).ToList();
        Assert.Equal(wrong, flagged.Select(figure => figure.Printed));
        Assert.Equal(
            [
                ("s1[1,2]", PrintedBecause.CarriedRounding), ("W1'[2,2]", PrintedBecause.DigitSlip),
                ("E#2", PrintedBecause.UpdatedWeights), ("E#10001", PrintedBecause.CountOffByOne),
            ],
            flagged.Select(figure => (figure.Id, figure.Because)));
    }

    [Fact]
    public void What_a_cause_gives_is_what_is_printed()
    {
        foreach (var figure in s_run.Published.Where(figure => figure.Because != PrintedBecause.DigitSlip))
            Assert.Equal(figure.Printed, AtSchool(figure.Reproduced, figure.Printed.Length - figure.Printed.IndexOf('.') - 1));
        Assert.True(double.IsNaN(s_run.Published.Single(figure => figure.Because == PrintedBecause.DigitSlip).Reproduced));
    }

    [Fact]
    public void The_carried_rounding_ends_on_a_tie_that_the_tutorial_rounded_away_from_zero() =>
        Compare.Close(s_run.Published.Single(figure => figure.Because == PrintedBecause.CarriedRounding).Reproduced, -0.0190491185, 1e-15);

    [Fact]
    public void The_printed_figures_belong_to_frozen_biases_only()
    {
        Assert.Empty(new TutorialRun(BiasPolicy.PerUnit, 1).Published);
        Assert.Empty(new TutorialRun(BiasPolicy.Shared, 1).Published);
    }

    [Theory]
    [InlineData("biases frozen (the tutorial)", BiasPolicy.Frozen)]
    [InlineData("biases trained too", BiasPolicy.PerUnit)]
    public void The_error_after_N_updates_is_exact_to_1e_12(string convention, BiasPolicy biases)
    {
        var actual = new TutorialRun(biases).Losses.Append((9_999, new TutorialRun(biases, 9_999).Losses[^1].Loss)).ToDictionary();
        foreach (var (updates, loss) in Expected.Losses(convention))
            Compare.Close(actual[updates], loss, 1e-12, what: $"{convention}, {updates} updates");
    }

    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(1, new[] { 0, 1 })]
    [InlineData(2, new[] { 0, 1, 2 })]
    [InlineData(250, new[] { 0, 1, 2, 10, 100, 250 })]
    public void The_error_is_listed_at_round_numbers_and_at_the_last(int updates, int[] milestones)
    {
        var run = new TutorialRun(BiasPolicy.Shared, updates);
        Assert.Equal(milestones, run.Losses.Select(row => row.Updates));
        Assert.Equal(updates, run.Updates);
        Compare.SameBits<double>([run.Losses[0].Loss], [run.FirstStep["E"].Value]);
    }

    [Fact]
    public void Every_convention_for_the_biases_is_compared_after_all_updates()
    {
        var run = new TutorialRun(BiasPolicy.Shared, 3);
        foreach (var policy in Enum.GetValues<BiasPolicy>())
            Compare.SameBits<double>([run.Conventions[policy]], [new TutorialRun(policy, 3).Losses[^1].Loss]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(TutorialRun.MostUpdates + 1)]
    public void No_other_number_of_updates_is_made(int updates) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TutorialRun(BiasPolicy.Frozen, updates));

    [Theory]
    [InlineData(BiasPolicy.Frozen)]
    [InlineData(BiasPolicy.PerUnit)]
    [InlineData(BiasPolicy.Shared)]
    public void Millions_of_updates_can_be_cancelled(BiasPolicy biases)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => new TutorialRun(biases, TutorialRun.MostUpdates, soon.Token));
    }

    private static Quantity Named(string alias) => s_run.FirstStep.All.Single(quantity => quantity.Aliases.Contains(alias));

    /// <summary>Rounded in decimal, ties away from zero. The conversion keeps 15 digits, so that a tie of decimals is one.</summary>
    private static string AtSchool(double value, int decimals) =>
        Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero).ToString($"F{decimals}", CultureInfo.InvariantCulture);
}
