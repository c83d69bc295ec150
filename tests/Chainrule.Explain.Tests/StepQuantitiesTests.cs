using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>
/// All quantities of a step: named by the grammar, in order, with the engine's numbers to the bit, and with rules that give them when
/// a reader that shares no arithmetic with the engine computes them again.
/// </summary>
public partial class StepQuantitiesTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, RandomSteps.Count)];

    [Theory]
    [InlineData(BiasPolicy.Frozen)]
    [InlineData(BiasPolicy.PerUnit)]
    [InlineData(BiasPolicy.Shared)]
    public void Every_rule_of_the_tutorial_gives_the_value_of_the_engine(BiasPolicy biases) => AssertRules(new TutorialRun(biases, 0).FirstStep);

    [Theory, MemberData(nameof(Numbers))]
    public void Every_rule_of_any_network_gives_the_value_of_the_engine(int n) => AssertRules(new(RandomSteps.Get(n)));

    [Theory, MemberData(nameof(Numbers))]
    public void Parents_exist_and_come_earlier_and_no_id_is_given_twice(int n)
    {
        var quantities = new StepQuantities(RandomSteps.Get(n));
        var seen = new HashSet<string>();
        foreach (var quantity in quantities.All)
        {
            Assert.All(quantity.Parents, parent => Assert.Contains(parent, seen));
            Assert.True(seen.Add(quantity.Id), quantity.Id);
            Assert.Equal(quantity.Kind <= QuantityKind.SecondMoment, quantity.Rule is null);
        }
        Assert.True(seen.Count <= QuantityOrder.Count(quantities.Shape));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Every_id_and_every_alias_finds_its_number(int n)
    {
        var quantities = new StepQuantities(RandomSteps.Get(n));
        foreach (var quantity in quantities.All)
        {
            Assert.Equal(quantity.Id, quantities.Find(quantity.Id).Id);
            Assert.Equal(quantity.Id, quantities[quantity.Id].Id);
            // A bias of a whole layer has one name and one number for all its units.
            foreach (var alias in quantity.Aliases.Append(quantity.Display))
                Compare.SameBits<double>([quantities.Find(alias).Value], [quantity.Value], $"{alias} for {quantity.Id}");
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Every_number_of_the_trace_is_there_under_its_id_to_the_bit(int n)
    {
        var step = RandomSteps.Get(n);
        var quantities = new StepQuantities(step);
        var expected = TraceNumbers.Of(step).ToDictionary();
        foreach (var (id, value) in expected) Compare.SameBits<double>([quantities[id].Value], [value], id);
        foreach (var quantity in quantities.All)
        {
            Assert.Matches(Grammar(), quantity.Id);
            // Inside a kernel, and in no trace: slopes of activations, parts that come back, the part of a penalty, a decayed gradient, means on the
            // way back through a normalised layer, a sum of weights, a draw; and gradients of one sample.
            Assert.True(expected.ContainsKey(quantity.Id) || quantity.Kind is QuantityKind.ActivationSlope or QuantityKind.BackTerm
                or QuantityKind.PenaltySlope or QuantityKind.DecayedGradient or QuantityKind.StandardSlope or QuantityKind.MeanSlope
                or QuantityKind.MeanAlong or QuantityKind.WeightSum or QuantityKind.Draw
                || (quantity.Id.StartsWith('g') && quantity.Id.Contains('@')), quantity.Id);
        }
    }

    [Fact]
    public void Every_activation_loss_and_optimizer_is_among_the_random_steps()
    {
        var steps = Enumerable.Range(0, RandomSteps.Count).Select(RandomSteps.Get).ToList();
        Assert.Equal(Activation.All.ToHashSet(), steps.SelectMany(step => step.Network.Layers).Select(layer => layer.Activation).ToHashSet());
        Assert.Equal(Loss.All.ToHashSet(), steps.Select(step => step.Network.Loss).ToHashSet());
        Assert.Equal(11, steps.Select(step => step.Optimizer).Distinct().Count());
        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Select(step => step.Network.Layers.Count).Distinct().Order());
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(step => step.Trace!.SampleLosses.Length).Distinct().Order());
        Assert.Contains(steps, step => step.Network.Layers[^1].Activation == Activation.Softmax && step.Network.Loss != Loss.CrossEntropy);
    }

    [Fact]
    public void Delta_is_the_product_of_its_two_factors_to_the_bit()
    {
        foreach (var step in Enumerable.Range(0, RandomSteps.Count).Select(RandomSteps.Get))
        {
            var quantities = new StepQuantities(step);
            foreach (var delta in quantities.All.Where(quantity => quantity is { Kind: QuantityKind.Delta, Rule.Operands: [{ Name.Length: > 0 }, _] }
                && quantity.Parents[1].StartsWith("phi'", StringComparison.Ordinal)))
                Compare.SameBits<double>([delta.Value], [quantities[delta.Parents[0]].Value * quantities[delta.Parents[1]].Value], delta.Id);
        }
    }

    [Fact]
    public void A_loss_that_contains_its_activation_has_no_slope_of_its_own_but_delta_at_once()
    {
        var quantities = new StepQuantities(Run(Activation.Tanh, Loss.BinaryCrossEntropy, 2, BiasPolicy.PerUnit));
        Assert.DoesNotContain(quantities.All, quantity => quantity.Id.StartsWith("e[", StringComparison.Ordinal));
        Assert.DoesNotContain(quantities.All, quantity => quantity.Id.StartsWith("phi'2", StringComparison.Ordinal));
        Assert.Equal(["z2[1]", "t[1]"], quantities["d2[1]"].Parents);
        var (a, t) = (quantities["a2[1]"].Value, quantities["t[1]"].Value);
        Compare.Close(quantities["d2[1]"].Value, (a - t) / 2, 1e-14, 1e-16);
    }

    [Fact]
    public void Frozen_biases_that_differ_are_named_by_their_units()
    {
        var step = new Step<double>(new Network<double>(1, [new(2), new(1)], Loss.Huber, BiasPolicy.Frozen), new Sgd()) { Recording = true };
        step.Network.Layers[0].Biases[1] = 0.5;
        step.Run([1], [2]);
        var biases = new StepQuantities(step).All.Where(quantity => quantity.Kind == QuantityKind.Bias);
        Assert.Equal(["b_h1", "b_h2", "b_o1"], biases.Select(quantity => quantity.Alias));
    }

    [Fact]
    public void Deeper_networks_name_their_hidden_units_by_layer()
    {
        var quantities = new StepQuantities(Run(Activation.Relu, Loss.HalfSquaredError, 3, BiasPolicy.PerUnit));
        Assert.Equal("net_h2_1", quantities["z2[1]"].Alias);
        Assert.Equal("out_o2", quantities["a3[2]"].Alias);
        Assert.Equal("w7", quantities["W2[1,1]"].Alias);
        Assert.Equal("dE_total/dout_h1_1 via h2_3", quantities["s1[1,3]"].Alias);
        Assert.Equal("dE_o2/dout_h2_1", quantities["s2[1,2]"].Alias);
    }

    [Fact]
    public void A_step_that_was_not_recorded_is_refused()
    {
        var silent = new Step<double>(new Network<double>(1, [new(1)], Loss.Huber), new Sgd());
        silent.Run([1], [1]);
        Assert.Throws<ArgumentException>(() => new StepQuantities(silent));
    }

    [Fact]
    public void A_prediction_has_the_forward_pass_and_no_more()
    {
        var network = new Network<double>(2, [new(3, Activation.Relu), new(2)], Loss.CrossEntropy, seed: 3);
        var quantities = new StepQuantities(network, [0.5, -1]);
        Compare.SameBits<double>([quantities["a2[1]"].Value, quantities["a2[2]"].Value], network.Predict([0.5, -1]));
        Assert.Equal(QuantityKind.Output, quantities.All.Max(quantity => quantity.Kind));
        Assert.Throws<BadInputException>(() => quantities.Find("E"));
        AssertRules(quantities);
    }

    [Fact]
    public void Net_inputs_beyond_the_exponentials_have_a_rule_all_the_same()
    {
        var network = new Network<double>(1, [new(2)], Loss.CrossEntropy);
        (network.Layers[0].Weights[0], network.Layers[0].Weights[1]) = (1000, -1000);
        var step = new Step<double>(network, new Sgd()) { Recording = true };
        step.Run([1], [0.5, 0.5]);
        AssertRules(new(step));
    }

    [GeneratedRegex(
        @"^([xtEe]\[\d+\]|E|R|J|norm|kappa|omega|(draw|mask|y)\d+\[\d+\]|([zasdb]|[gmvrc]b|phi')\d+\[\d+\]|[mv]?b\d+'\[\d+\]|[gmvrpjc]?W\d+\[\d+,\d+\]"
        + @"|[mv]?W\d+'\[\d+,\d+\]|s\d+\[\d+,\d+\]"
        + @"|([hnq]|dh|[gmvrc]?G|[MV])\d+\[\d+\]|([mv]?G|[MV])\d+'\[\d+\]|(mean|var|rstd|meanq|meanqn)\d+(\[\d+\])?)(@\d)?$")]
    private static partial Regex Grammar();

    private static void AssertRules(StepQuantities quantities)
    {
        // Gradients of samples may cancel too, and were rounded when they were of the size of the deltas: hence 1e-15.
        var reader = new RuleReader(id => quantities[id].Value);
        foreach (var quantity in quantities.All)
            if (quantity.Rule is { } rule)
                Compare.Close(quantity.Value, reader.Value(rule), 0, 1e-12 * reader.Size(rule) + 1e-15, $"{quantity.Id} = {rule}");
    }

    private static Step<double> Run(Activation activation, Loss loss, int depth, BiasPolicy biases)
    {
        Dense[] hidden = [.. Enumerable.Range(0, depth - 1).Select(layer => new Dense(layer % 2 == 0 ? 3 : 4, activation))];
        var network = new Network<double>(2, [.. hidden, new(2, loss.Contains is null ? activation : null)], loss, biases, (ulong)depth);
        var step = new Step<double>(network, new Sgd(0.3)) { Recording = true };
        step.Run([0.75, -1.25], [0.2, 0.9]);
        return step;
    }
}
