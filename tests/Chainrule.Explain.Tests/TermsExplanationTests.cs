using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>Explanations of steps with penalties, limits, weighted rows and dropout, as they are read.</summary>
public class TermsExplanationTests
{
    [Theory]
    [InlineData(Language.English, "explain-penalty.en.txt")]
    [InlineData(Language.Chinese, "explain-penalty.zh.txt")]
    public void Penalties_and_a_limit_of_the_norm_are_explained_as_approved(Language language, string file)
    {
        var optimizer = new Sgd(0.5) { WeightDecay = 0.01 };
        AssertApproved(Tutorial(optimizer, new() { L1 = 0.01, L2 = 0.1, ClipNorm = 0.1 }), language, file, "w8", "b_h1");
    }

    [Theory]
    [InlineData(Language.English, "explain-clipped.en.txt")]
    [InlineData(Language.Chinese, "explain-clipped.zh.txt")]
    public void A_limit_of_each_gradient_is_explained_as_approved(Language language, string file) =>
        AssertApproved(Tutorial(new Adam(0.01), new() { L2 = 0.1, ClipValue = 0.08 }), language, file, "w5");

    [Theory]
    [InlineData(Language.English, "explain-weighted.en.txt")]
    [InlineData(Language.Chinese, "explain-weighted.zh.txt")]
    public void Weighted_rows_are_explained_as_approved(Language language, string file)
    {
        var network = new Network<double>(2, [new(2, Activation.Tanh), new(2)], Loss.CrossEntropy, seed: 1);
        var step = new Step<double>(network, new Sgd(0.5)) { Recording = true };
        step.Run([0.05, 0.1, 1, -1, 1, 1], [0, 1, 1, 0, 1, 0], [3, 0.5, 0]);
        AssertApproved(new(step), language, file, "w8", "E");
    }

    [Theory]
    [InlineData(Language.English, "explain-dropout.en.txt")]
    [InlineData(Language.Chinese, "explain-dropout.zh.txt")]
    public void Dropout_is_explained_as_approved(Language language, string file)
    {
        var network = new Network<double>(2, [new(4, Activation.Tanh) { Dropout = 0.5 }, new(2, Activation.Sigmoid)], Loss.HalfSquaredError, seed: 5);
        var step = new Step<double>(network, new Sgd(0.5)) { Seed = 5 };
        step.Run([0.05, 0.1, 1, -1], [0.01, 0.99, 1, 0]);
        step.Recording = true;
        step.Run([0.05, 0.1, 1, -1], [0.01, 0.99, 1, 0]);
        AssertApproved(new(step), language, file, "w1", "w10");
    }

    [Fact]
    public void A_prediction_drops_nothing_and_has_no_draws()
    {
        var network = new Network<double>(2, [new(4, Activation.Tanh) { Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 5);
        var quantities = new StepQuantities(network, [1, 2]);
        Compare.SameBits<double>([quantities["a2[1]"].Value, quantities["a2[2]"].Value], network.Predict([1, 2]));
        Assert.DoesNotContain(quantities.All, quantity => quantity.Kind is QuantityKind.Draw or QuantityKind.Mask or QuantityKind.Kept);
    }

    [Fact]
    public void Rows_that_all_count_nothing_move_nothing_and_have_rules_all_the_same()
    {
        var step = new Step<double>(new Network<double>(1, [new(2)], Loss.HalfSquaredError, seed: 1), new Sgd(0.5)) { Recording = true };
        step.Run([1, 2], [0, 1, 1, 0], [0, 0]);
        var quantities = new StepQuantities(step);
        Assert.Equal(0, quantities["E"].Value);
        Assert.All(quantities.All.Where(quantity => quantity.Rule is not null),
            quantity => Assert.Equal(quantity.Value, new RuleReader(id => quantities[id].Value).Value(quantity.Rule!), 1e-12));
    }

    [Fact]
    public void A_norm_below_its_limit_changes_nothing_and_is_said_to()
    {
        var text = TextRenderer.Write(StepExplanationTests.Page(Tutorial(new Sgd(0.5), new() { ClipNorm = 10 }), Language.English, new()));
        Assert.Contains("= 1      the norm keeps to its limit: no gradient is changed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dR/dw5", "pW2[1,1]")]
    [InlineData("∂J/∂w5", "jW2[1,1]")]
    [InlineData("c_w5", "cW2[1,1]")]
    [InlineData("c_b_o1", "cb2[1]")]
    [InlineData("r_w5", "rW2[1,1]")]
    [InlineData("Σω", "omega")]
    [InlineData("ω@1", "omega@1")]
    [InlineData("‖g‖", "norm")]
    [InlineData("κ", "kappa")]
    public void Each_has_a_name(string name, string id)
    {
        var step = Tutorial(new Sgd(0.5) { WeightDecay = 0.01 }, new() { L2 = 0.1, ClipNorm = 0.1 }, 2);
        Assert.Equal(id, step.Find(name).Id);
        Assert.Throws<BadInputException>(() => Samples.Tutorial(1).Find(name));
    }

    [Theory]
    [InlineData("draw_h1", "draw1[1]@1")]
    [InlineData("mask_h2@1", "mask1[2]@1")]
    [InlineData("kept_h2", "y1[2]@1")]
    [InlineData("dE_o1/dkept_h1", "s1[1,1]@1")]
    public void What_is_dropped_has_names(string name, string id)
    {
        var network = new Network<double>(2, [new(2) { Dropout = 0.5 }, new(1)], Loss.HalfSquaredError, seed: 5);
        var step = new Step<double>(network, new Sgd(0.5)) { Recording = true };
        step.Run([1, 2, 3, 4], [1, 2]);
        Assert.Equal(id, new StepQuantities(step).Find(name).Id);
        Assert.Throws<BadInputException>(() => new StepQuantities(step).Find("dE_o1/dout_h1"));
    }

    [Fact]
    public void A_large_network_is_explained_in_no_time_though_its_penalty_is_a_sum_over_all_weights()
    {
        var network = new Network<double>(784, [new(128, Activation.Relu), new(10)], Loss.CrossEntropy, seed: 1);
        var step = new Step<double>(network, new Sgd(0.1), new() { L2 = 0.01, ClipNorm = 1 }) { Recording = true };
        double[] x = [.. Enumerable.Range(0, 784).Select(i => i % 5 / 5.0)], t = new double[10];
        t[3] = 1;
        step.Run(x, t);
        var text = TextRenderer.Write(StepExplanationTests.Page(new(step), Language.English, new()));
        Assert.Contains("[101,625 more]", text.Replace("101625", "101,625", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The tutorial's network with one weight below 0, after a step.</summary>
    private static StepQuantities Tutorial(Optimizer optimizer, GradientOptions gradients, params double[] weights)
    {
        var spec = NetworkSpec.Parse(new TutorialRun(BiasPolicy.PerUnit, 0).Network().ToJsonString(), "tutorial");
        var network = spec.Build<double>();
        network.Layers[1].Weights[3] = -0.55;
        var step = new Step<double>(network, optimizer, gradients) { Recording = true };
        step.Run(spec.Batch!.Inputs, spec.Batch.Targets, weights);
        return new(step);
    }

    private static void AssertApproved(StepQuantities step, Language language, string file, params string[] focus) => Approved.Text(
        TextRenderer.Write(StepExplanationTests.Page(step, language, new() { Focus = focus, Depth = 4 })),
        "tests", "Chainrule.Explain.Tests", "Golden", file);
}
