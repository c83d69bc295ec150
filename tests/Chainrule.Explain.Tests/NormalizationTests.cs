using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>
/// Normalised layers, derived: the page as approved, the way back against the Jacobian, elementwise rules to the bit, names in and out. Random
/// steps with such layers are among <see cref="RandomSteps"/>, from <see cref="RandomSteps.Plain"/> on.
/// </summary>
public class NormalizationTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(RandomSteps.Plain, RandomSteps.Count - RandomSteps.Plain)];

    [Theory]
    [InlineData(Normalization.Layer, Language.English, "explain-layer-normalized.en.txt")]
    [InlineData(Normalization.Layer, Language.Chinese, "explain-layer-normalized.zh.txt")]
    [InlineData(Normalization.Batch, Language.English, "explain-batch-normalized.en.txt")]
    [InlineData(Normalization.Batch, Language.Chinese, "explain-batch-normalized.zh.txt")]
    public void A_step_is_explained_as_approved(Normalization normalization, Language language, string file)
    {
        string[] focus = normalization == Normalization.Batch ? ["w1", "gain_h2", "runningvar_h1+"] : ["w1", "gain_h2"];
        var options = new ExplainOptions { Focus = focus, Depth = 4 };
        var page = StepExplanation.Write([Samples.Normalized(normalization)], "net.json", language, options);
        Approved.Text(TextRenderer.Write(page), "tests", "Chainrule.Explain.Tests", "Golden", file);
    }

    [Theory]
    [InlineData(Language.English, "explain-prediction-normalized.en.txt")]
    [InlineData(Language.Chinese, "explain-prediction-normalized.zh.txt")]
    public void A_prediction_is_explained_as_approved(Language language, string file)
    {
        var step = Samples.Normalized(Normalization.Layer);
        var page = StepExplanation.Write(
            [new(step.Shape.NetworkBefore(), [0.5, 0.1])], "net.json", language, new ExplainOptions { Depth = 2, Focus = ["n1[2]", "net_h2"] });
        Approved.Text(TextRenderer.Write(page), "tests", "Chainrule.Explain.Tests", "Golden", file);
    }

    /// <summary>∂ĥ[j]/∂h[i] = (1 for j = i, else 0, − 1/n − ĥ[i]·ĥ[j]/n)/√(σ² + ε), summed up over all j, from the numbers alone.</summary>
    [Theory, MemberData(nameof(Numbers))]
    public void What_comes_back_to_a_sum_is_what_the_Jacobian_says(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        var (shape, count) = (step.Shape, 0);
        foreach (var layer in Enumerable.Range(1, shape.Depth).Where(shape.IsNormalized))
            foreach (var sample in shape.SampleNumbers)
                for (var unit = 1; unit <= shape.Units(layer); unit++, count++)
                {
                    var isOfRow = shape.NormalizationOf(layer) == Normalization.Layer;
                    (int Unit, int Sample)[] together = isOfRow
                        ? [.. Enumerable.Range(1, shape.Units(layer)).Select(j => (j, sample))]
                        : [.. shape.SampleNumbers.Select(m => (unit, m))];
                    double Of(QuantityKind kind, (int Unit, int Sample) at) => step.Value(new QuantityId(kind, layer, at.Unit, 0, at.Sample));
                    var sums = together.Select(at => Of(QuantityKind.WeightedSum, at)).ToArray();
                    var deviation = Math.Sqrt(sums.Sum(h => Math.Pow(h - sums.Average(), 2)) / sums.Length + 1e-5);
                    double Standard((int Unit, int Sample) at) => (Of(QuantityKind.WeightedSum, at) - sums.Average()) / deviation;
                    var (expected, size) = (0.0, 0.0);
                    foreach (var at in together)
                    {
                        var slope = Of(QuantityKind.Delta, at) * shape.Layer(layer).Before.Normalizer!.Gains[at.Unit - 1];
                        var own = at == (unit, sample) ? 1 : 0;
                        expected += slope * (own - (1 + Standard(at) * Standard((unit, sample))) / sums.Length) / deviation;
                        size += Math.Abs(slope) / deviation;
                    }
                    Compare.Close(Of(QuantityKind.SumSlope, (unit, sample)), expected, 0, 1e-10 * size + 1e-15, $"dh{layer}[{unit}]@{sample}");
                }
        Assert.True(count > 0);
    }

    /// <summary>The texts that training runs, run by the rule: the same operations, so the same bits.</summary>
    [Theory, MemberData(nameof(Numbers))]
    public void What_is_done_to_single_numbers_is_the_rule_to_the_bit(int n)
    {
        var step = new StepQuantities(RandomSteps.Get(n));
        var elementwise = step.All.Where(quantity => quantity.Kind is QuantityKind.InverseDeviation or QuantityKind.Standard
            or QuantityKind.NewRunningMean or QuantityKind.NewRunningVariance
            || (quantity.Kind == QuantityKind.Net && step.Shape.IsNormalized(step.FindId(quantity.Id).Layer))).ToList();
        Assert.NotEmpty(elementwise);
        foreach (var quantity in elementwise) Compare.SameBits<double>([step.Evaluate(quantity.Rule!)], [quantity.Value], quantity.Id);
    }

    [Theory]
    [InlineData(Normalization.Layer, "sum_h1", "h1[1]")]
    [InlineData(Normalization.Layer, "norm_h2", "n1[2]")]
    [InlineData(Normalization.Layer, "mean_1", "mean1")]
    [InlineData(Normalization.Layer, "var_1", "var1")]
    [InlineData(Normalization.Layer, "rstd1", "rstd1")]
    [InlineData(Normalization.Layer, "dE/dsum_h1", "dh1[1]")]
    [InlineData(Normalization.Layer, "∂E_total/∂norm_h3", "q1[3]")]
    [InlineData(Normalization.Layer, "gain_h1+", "G1'[1]")]
    [InlineData(Normalization.Layer, "m_gain_h1", "mG1[1]")]
    [InlineData(Normalization.Layer, "dE/dgain_h3", "gG1[3]")]
    [InlineData(Normalization.Batch, "mean_h2", "mean1[2]")]
    [InlineData(Normalization.Batch, "meanqn_h2", "meanqn1[2]")]
    [InlineData(Normalization.Batch, "sum_h1", "h1[1]@1")]
    [InlineData(Normalization.Batch, "norm_h2@3", "n1[2]@3")]
    [InlineData(Normalization.Batch, "runningvar_h3⁺", "V1'[3]")]
    [InlineData(Normalization.Batch, "dE/dgain_h3@2", "gG1[3]@2")]
    public void A_name_is_found(Normalization normalization, string name, string id) => Assert.Equal(id, Samples.Normalized(normalization).Find(name).Id);

    [Theory]
    [InlineData(Normalization.Layer, "meen_1", " (did you mean 'mean_1'?)")]
    [InlineData(Normalization.Layer, "mean1[1]", "")]
    [InlineData(Normalization.Layer, "gain_o1", " (did you mean 'gain_h1'?)")]
    [InlineData(Normalization.Layer, "M1[1]", "")]
    [InlineData(Normalization.Layer, "h2[1]", "")]
    [InlineData(Normalization.Layer, "sum_h1+", "")]
    [InlineData(Normalization.Layer, "G1[1,1]", "")]
    [InlineData(Normalization.Batch, "mean1@1", "")]
    [InlineData(Normalization.Batch, "mean1[1]@1", "")]
    public void What_there_is_not_is_refused(Normalization normalization, string name, string nearest) => Assert.StartsWith(
        $"there is no quantity '{name}' here{nearest}",
        Assert.Throws<BadInputException>(() => Samples.Normalized(normalization).Find(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_prediction_by_a_layer_normalised_network_has_its_numbers_and_one_by_a_batch_normalised_one_is_folded()
    {
        var network = new Network<double>(
            2, [new(3, Activation.Relu) { Normalization = Normalization.Layer }, new(4, Activation.Tanh) { Normalization = Normalization.Batch }, new(2)],
            Loss.CrossEntropy, seed: 3);
        network.Layers[1].Normalizer!.Means[2] = 0.25;
        var step = new StepQuantities(network, [0.5, -1]);
        Compare.SameBits<double>([step["a3[1]"].Value, step["a3[2]"].Value], network.Folded().Predict([0.5, -1]));
        Compare.Close(step["a3[1]"].Value, network.Predict([0.5, -1])[0], 1e-14);
        Assert.Equal(["n1[2]", "G1[2]", "b1[2]"], step["z1[2]"].Parents);
        Assert.Throws<BadInputException>(() => step.Find("n2[1]"));
    }

    [Fact]
    public void A_row_alone_has_no_variance_and_the_page_says_so()
    {
        var network = new Network<double>(2, [new(2) { Normalization = Normalization.Batch }, new(1)], Loss.HalfSquaredError, seed: 3);
        var step = new Step<double>(network, new Sgd()) { Recording = true };
        step.Run([1, 2], [0]);
        var quantities = new StepQuantities(step);
        Assert.Equal(0, quantities["n1[1]"].Value);
        Assert.Equal("M1[1]", quantities["M1'[1]"].Rule!.ToString());
        var text = TextRenderer.Write(StepExplanation.Write([quantities], "net", Language.English, new()), 1000);
        Assert.Contains("one row alone says nothing of a variance", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_goes_through_all_that_is_normalised_together()
    {
        NetworkPath PathOf(Normalization normalization, string id) => new([id], new(Samples.Normalized(normalization)));
        var (ofRow, ofBatch) = (PathOf(Normalization.Layer, "n1[2]"), PathOf(Normalization.Batch, "n1[2]@1"));
        Assert.True(ofRow.HasLink(1, 1, 1) && ofRow.HasLink(1, 2, 1) && ofBatch.HasLink(1, 2, 1) && !ofBatch.HasLink(1, 1, 1));
        // Its three factors have no numbers, as it has but two.
        Assert.Null(PathOf(Normalization.Layer, "gW1[1,1]").Weight);
        Assert.Equal((2, 1, 1), PathOf(Normalization.Layer, "gW2[1,1]").Weight);
        Assert.True(PathOf(Normalization.Layer, "gW1[1,1]").HasLink(2, 1, 3));
    }
}
