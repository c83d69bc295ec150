using System.Text;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>What is said of a training that went wrong: every kind of number, in both languages, and the right advice.</summary>
public class DivergenceExplanationTests
{
    [Theory]
    [InlineData(Language.English, "divergence.en.txt")]
    [InlineData(Language.Chinese, "divergence.zh.txt")]
    public void Trainings_that_went_wrong_are_told_as_approved(Language language, string file)
    {
        var text = new StringBuilder();
        foreach (var divergence in All())
            text.Append(TextRenderer.Write(new DivergenceExplanation(divergence, language, divergence.Row is null ? null : "data.csv:7").Write())).Append('\n');
        Approved.Text(text.ToString(), "tests", "Chainrule.Explain.Tests", "Golden", file);
    }

    [Theory]
    [InlineData(Language.English, "divergence-kinds.en.txt")]
    [InlineData(Language.Chinese, "divergence-kinds.zh.txt")]
    public void Every_kind_of_number_has_its_words(Language language, string file)
    {
        var text = new StringBuilder();
        foreach (var number in Enum.GetValues<StepNumber>())
            foreach (var (row, from) in new (int?, int)[] { (null, 0), (null, 5), (16, 0) })
            {
                if ((row is not null) != (number is StepNumber.Input or StepNumber.Target or (>= StepNumber.Net and <= StepNumber.Delta))
                    && number != StepNumber.Loss) continue;
                if (from == 0 && number is (StepNumber.Weight or StepNumber.WeightGradient or StepNumber.NewWeight)) continue;
                if (from > 0 && number is not (StepNumber.Weight or StepNumber.WeightGradient or StepNumber.FirstMoment or StepNumber.SecondMoment
                    or StepNumber.NewWeight)) continue;
                var isOfRow = number is StepNumber.Input or StepNumber.Target or StepNumber.OutputError or StepNumber.Loss;
                var divergence = new Divergence(number, double.NaN, 3, 4, row, isOfRow ? 0 : 2, number == StepNumber.Loss ? 0 : 1, from)
                {
                    Update = 44,
                    Optimizer = new Adam(0.05),
                    Network = new(2, [new(3), new(2)], Loss.Huber),
                };
                var explanation = new DivergenceExplanation(divergence, language);
                text.Append(explanation.Id).Append(": ").Append(explanation.Finding).Append(' ').Append(explanation.Advice).Append('\n');
            }
        Approved.Text(text.ToString(), "tests", "Chainrule.Explain.Tests", "Golden", file);
    }

    [Fact]
    public void A_derivation_is_bounded_in_length_however_large_the_network()
    {
        var network = new Network<float>(3000, [new(400), new(400), new(1)], Loss.HalfSquaredError, seed: 1);
        network.Layers[1].Weights.AsSpan(0, 400).Fill(3e38f);
        var result = new Trainer<float>(network, new Sgd(1e-9)).Fit(new(new float[2 * 3000].Select((_, i) => i % 7f).ToArray(), [1, 2], 2));
        var text = TextRenderer.Write(new DivergenceExplanation(result.Divergence!, Language.English).Write());
        Assert.InRange(text.Count(c => c == '\n'), 10, 60);
        Assert.Matches(@"\[39\d more\]", text);
    }

    /// <summary>Trainings that go wrong, each in its own way.</summary>
    private static Divergence[] All()
    {
        DataSet<float> row = new([1, 2], [0, 0], 1), far = new([0, 0], [0, 1e20f], 1);
        DataSet<float> steep = new([0, 2e20f, 0, 2e20f], [2e18f, 0, 2e18f, 0], 2), square = new([0, 1e10f], [1e10f, 0], 1);
        return
        [
            First(Linear(1, 1, 1, 1), new Sgd(0.1), new([0, float.NaN], [0, 0], 1)),
            First(Linear(1, 1, 1, float.NaN), new Sgd(0.1), row),
            First(Linear(1, 1, 1, 3e38f), new Sgd(0.1), row),
            First(Linear(1, 1, 1, 1), new Sgd(1e30), row),
            First(Linear(1, 1, 1, 1), new Sgd(1e30), row, row),
            First(Deep(Activation.LeakyRelu), new Sgd(1e15), row),
            First(Deep(Activation.Tanh), new Adam(1e38), row),
            First(Linear(1, 1, 1, 1), new Sgd(0.1), far),
            First(Linear(0, 0, 0, 0), new Sgd(0.1), steep, gradients: new() { L2 = 0.1 }),
            First(Linear(0, 0, 0, 0), new Sgd(1e-30), steep),
            First(Linear(0, 0, 0, 0), new Adam(0.01), square),
            First(Linear(0, 0, 0, 0), new Sgd(1e30), square),
        ];
    }

    private static Divergence First(
        Network<float> network, Optimizer optimizer, DataSet<float> data, DataSet<float>? validation = null, GradientOptions? gradients = null) =>
        new Trainer<float>(network, optimizer, new() { Gradients = gradients }).Fit(data, validation).Divergence
            ?? throw new InvalidOperationException($"{network} did not diverge with {optimizer}.");

    private static Network<float> Linear(params float[] weights)
    {
        var network = new Network<float>(2, [new(2)], Loss.HalfSquaredError);
        weights.CopyTo(network.Layers[0].Weights, 0);
        return network;
    }

    private static Network<float> Deep(Activation activation) =>
        new(2, [new(3, activation), new(3, activation), new(2)], Loss.HalfSquaredError, seed: 3);
}
