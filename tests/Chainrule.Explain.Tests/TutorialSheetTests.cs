using System.Globalization;
using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The older sheet: its true numbers against arithmetic written out here, and where its printed ones come from.</summary>
public class TutorialSheetTests
{
    private static readonly TutorialRun s_run = new(TutorialSheet.Rgu, BiasPolicy.Frozen, 100);

    [Fact]
    public void Its_numbers_are_those_of_the_arithmetic_written_out()
    {
        double h1 = Sigmoid(0.35 * 0.1 + 0.9 * 0.8), h2 = Sigmoid(0.35 * 0.4 + 0.9 * 0.6), o = Sigmoid(0.3 * h1 + 0.9 * h2);
        var delta = (o - 0.5) * o * (1 - o);
        double delta1 = delta * 0.3 * h1 * (1 - h1), delta2 = delta * 0.9 * h2 * (1 - h2);
        (string Alias, double Value)[] expected =
        [
            ("out_h1", h1), ("out_h2", h2), ("out_o1", o), ("delta_o1", delta), ("delta_h1", delta1), ("delta_h2", delta2),
            ("w1+", 0.1 - 0.35 * delta1), ("w2+", 0.8 - 0.9 * delta1), ("w3+", 0.4 - 0.35 * delta2), ("w4+", 0.6 - 0.9 * delta2),
            ("w5+", 0.3 - h1 * delta), ("w6+", 0.9 - h2 * delta), ("E_total", 0.5 * (0.5 - o) * (0.5 - o)),
        ];
        foreach (var (alias, value) in expected) Testing.Compare.Close(s_run.FirstStep.Find(alias).Value, value, 1e-14, what: alias);
    }

    [Fact]
    public void It_has_no_biases_and_says_nothing_of_them()
    {
        Assert.DoesNotContain(s_run.FirstStep.All, quantity => quantity.Kind is QuantityKind.Bias or QuantityKind.BiasGradient or QuantityKind.NewBias);
        Assert.Equal("W1[1,1] * x[1] + W1[1,2] * x[2]", s_run.FirstStep["z1[1]"].Rule!.ToString());
        Assert.Equal([BiasPolicy.Frozen], s_run.Conventions.Keys);
        var refusal = Assert.Throws<BadInputException>(() => new TutorialRun(TutorialSheet.Rgu, BiasPolicy.Shared, 1));
        Assert.Equal("the sheet rgu has no biases to train: leave out --biases", refusal.Message);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void A_network_without_biases_can_be_explained_at_every_depth_and_in_full(Language language)
    {
        for (var depth = 0; depth <= ExplainOptions.Deepest; depth++)
            foreach (var isAll in new[] { false, true })
            {
                var document = StepExplanation.Write([s_run.FirstStep], "rgu", language, new() { Depth = depth, IsAll = isAll });
                Assert.DoesNotContain(" + b", TextRenderer.Write(document), StringComparison.Ordinal);
                PageRules.AssertAll(PageXml.Read(HtmlPage.Write(document, s_run.FirstStep)), language);
            }
    }

    /// <summary>With the digits of a pencil and the updated output weights, all six printed answers come out.</summary>
    [Fact]
    public void The_arithmetic_of_a_pencil_gives_what_is_printed()
    {
        const decimal DeltaO = -0.0406m, H1 = 0.68m, H2 = 0.6637m;
        decimal w5 = 0.3m + DeltaO * H1, w6 = 0.9m + DeltaO * H2;
        var delta1 = DeltaO * w5 * H1 * (1 - H1);
        var delta2 = Math.Round(DeltaO * w6 * H2 * (1 - H2), 3);
        decimal[] byHand = [w5, Math.Round(w6, 5), Math.Round(0.1m + 0.35m * delta1, 5), Math.Round(0.8m + 0.9m * delta1, 4),
            Math.Round(0.4m + 0.35m * delta2, 4), Math.Round(0.6m + 0.9m * delta2, 4)];
        Assert.Equal(s_run.Published.Select(figure => decimal.Parse(figure.Printed, CultureInfo.InvariantCulture)), byHand);
    }

    [Fact]
    public void The_search_finds_a_way_and_none_with_the_old_weights()
    {
        var search = s_run.ByHand!;
        Assert.Equal(8192, search.Tried);
        Assert.Equal((6, 4), (search.Reproduced, search.ReproducedWithOldWeights));
        Assert.True(search.Best.UsesUpdatedWeights);
        Assert.Equal(
            [("a1[1]", 3), ("a1[2]", null), ("a2[1]", 3), ("d2[1]", 4), ("d1[1]", null), ("d1[2]", 3)],
            search.Rounded.Select(id => (id, search.Best.DecimalsOf(id))));
        foreach (var figure in s_run.Published)
            Assert.Equal(figure.Printed, HandCalculation.Round(figure.Reproduced, figure.Decimals).ToString($"F{figure.Decimals}", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void No_printed_figure_is_the_true_one_and_each_has_its_cause() => Assert.Equal(
        [
            ("W2'[1,1]", PrintedBecause.CarriedRounding), ("W2'[1,2]", PrintedBecause.CarriedRounding),
            ("W1'[1,1]", PrintedBecause.UpdatedWeights), ("W1'[1,2]", PrintedBecause.UpdatedWeights),
            ("W1'[2,1]", PrintedBecause.CarriedRounding), ("W1'[2,2]", PrintedBecause.CarriedRounding),
        ],
        s_run.Published.Select(figure => (figure.Id, figure.Because)));

    [Fact]
    public void A_hand_calculation_that_rounds_nothing_is_the_step()
    {
        var step = new TutorialRun(BiasPolicy.PerUnit, 0).FirstStep;
        var same = new HandCalculation(step, usesUpdatedWeights: false, _ => null);
        foreach (var quantity in step.All) Testing.Compare.Close(same[quantity.Id], quantity.Value, 1e-15, what: quantity.Id);
    }

    [Theory]
    [InlineData(Language.English, "tutorial-rgu.en.txt")]
    [InlineData(Language.Chinese, "tutorial-rgu.zh.txt")]
    public void Its_text_is_the_approved_one(Language language, string file) =>
        Approved.Text(TutorialPage.Text(s_run, language), "tests", "Chainrule.Explain.Tests", "Golden", file);

    [Fact]
    public void Its_json_can_be_run_again_and_has_its_printed_figures()
    {
        var document = JsonDocument.Parse(TutorialJson.Write(s_run)).RootElement;
        var spec = NetworkSpec.Parse(document.GetProperty("network").GetRawText(), "the document");
        Assert.Equal(s_run.FirstStep["E"].Value, spec.Build<double>().Evaluate(spec.Batch!));
        Assert.Equal(s_run.Published.Select(figure => figure.Printed), document.GetProperty("printed").EnumerateArray().Select(row => row.GetProperty("printed").GetString()));
        Assert.True(document.GetProperty("byHand").GetProperty("usesUpdatedWeights").GetBoolean());
        Assert.Equal(4, document.GetProperty("byHand").GetProperty("decimals").GetProperty("d2[1]").GetInt32());
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
