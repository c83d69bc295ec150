using System.Globalization;
using System.Text.RegularExpressions;
using Chainrule.Testing;
using Chainrule.Tracing;

namespace Chainrule.Explain.Tests;

/// <summary>All quantities of a step: named by the grammar, in order, with the engine's numbers, and with rules that give them.</summary>
public partial class StepQuantitiesTests
{
    private static readonly Loss[] s_losses = [.. Loss.All.Where(loss => loss != Loss.CrossEntropy)];

    public static TheoryData<string> Activations => [.. Activation.All.Where(a => a != Activation.Softmax).Select(a => a.Name)];

    [Theory]
    [InlineData(BiasPolicy.Frozen)]
    [InlineData(BiasPolicy.PerUnit)]
    [InlineData(BiasPolicy.Shared)]
    public void Every_rule_of_the_tutorial_gives_the_value_of_the_engine(BiasPolicy biases) => AssertRules(new TutorialRun(biases, 0).FirstStep);

    [Theory, MemberData(nameof(Activations))]
    public void Every_rule_of_any_network_gives_the_value_of_the_engine(string activation)
    {
        foreach (var step in Steps(Activation.Named(activation))) AssertRules(new(step));
    }

    [Theory, MemberData(nameof(Activations))]
    public void Parents_exist_and_come_earlier_and_no_name_is_given_twice(string activation)
    {
        foreach (var quantities in Steps(Activation.Named(activation)).Select(step => new StepQuantities(step)))
        {
            var seen = new HashSet<string>();
            foreach (var quantity in quantities.All)
            {
                Assert.All(quantity.Parents, parent => Assert.Contains(parent, seen));
                Assert.True(seen.Add(quantity.Id), quantity.Id);
                Assert.Same(quantity, quantities[quantity.Id]);
                Assert.Equal(quantity.Kind <= QuantityKind.Bias, quantity.Rule is null);
            }
        }
    }

    [Theory, MemberData(nameof(Activations))]
    public void An_alias_means_one_number(string activation)
    {
        foreach (var quantities in Steps(Activation.Named(activation)).Select(step => new StepQuantities(step)))
        {
            var named = quantities.All.SelectMany(quantity => quantity.Aliases.Select(alias => (Alias: alias, quantity.Value)));
            foreach (var group in named.GroupBy(pair => pair.Alias)) Assert.True(group.Distinct().Count() == 1, group.Key);
        }
    }

    [Theory, MemberData(nameof(Activations))]
    public void Every_number_of_the_trace_is_there_under_its_id_to_the_bit(string activation)
    {
        foreach (var step in Steps(Activation.Named(activation)))
        {
            var quantities = new StepQuantities(step);
            var expected = ValuesOf(step.Trace!, step.Network.Loss).ToDictionary();
            foreach (var (id, value) in expected) Compare.SameBits<double>([quantities[id].Value], [value], id);
            foreach (var quantity in quantities.All)
            {
                Assert.Matches(Grammar(), quantity.Id);
                // Inside a kernel, and in no trace: the slopes of activations and the parts that come back.
                Assert.True(expected.ContainsKey(quantity.Id) || quantity.Kind is QuantityKind.ActivationSlope or QuantityKind.BackTerm, quantity.Id);
            }
        }
    }

    [Fact]
    public void Delta_is_the_product_of_its_two_factors_to_the_bit()
    {
        foreach (var step in Steps(Activation.Gelu).Where(step => step.Network.Loss.Contains is null))
        {
            var quantities = new StepQuantities(step);
            foreach (var delta in quantities.All.Where(quantity => quantity.Kind == QuantityKind.Delta))
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
    public void What_has_no_derivation_is_refused()
    {
        var silent = new Step<double>(new Network<double>(1, [new(1)], Loss.Huber), new Sgd());
        silent.Run([1], [1]);
        Assert.Throws<ArgumentException>(() => new StepQuantities(silent));
        Refuses(new(1, [new(1)], Loss.Huber), new Sgd(), [1, 2], [1, 2]); // two samples
        Refuses(new(1, [new(2)], Loss.CrossEntropy), new Sgd(), [1], [0, 1]);
        Refuses(new(1, [new(2, Activation.Softmax)], Loss.Huber), new Sgd(), [1], [0, 1]);
        Refuses(new(1, [new(1)], Loss.Huber), new Adam(), [1], [1]);
        Refuses(new(1, [new(1)], Loss.Huber), new Sgd { Momentum = 0.9 }, [1], [1]);
    }

    [GeneratedRegex(@"^([xtEe]\[\d+\]|E|([zasdb]|gb|phi')\d+\[\d+\]|b\d+'\[\d+\]|g?W\d+\[\d+,\d+\]|W\d+'\[\d+,\d+\]|s\d+\[\d+,\d+\])$")]
    private static partial Regex Grammar();

    private static void AssertRules(StepQuantities quantities)
    {
        var reader = new RuleReader(id => quantities[id].Value);
        foreach (var quantity in quantities.All)
            if (quantity.Rule is { } rule)
                Compare.Close(quantity.Value, reader.Value(rule), 0, 1e-14 * reader.Size(rule), $"{quantity.Id} = {rule}");
    }

    /// <summary>All losses, depths from 1 to 4 and bias policies, with an activation everywhere that the loss lets it stand.</summary>
    private static IEnumerable<Step<double>> Steps(Activation activation) =>
        from loss in s_losses
        from depth in Enumerable.Range(1, 4)
        from biases in Enum.GetValues<BiasPolicy>()
        select Run(activation, loss, depth, biases);

    private static Step<double> Run(Activation activation, Loss loss, int depth, BiasPolicy biases)
    {
        Dense[] hidden = [.. Enumerable.Range(0, depth - 1).Select(layer => new Dense(layer % 2 == 0 ? 3 : 4, activation))];
        var network = new Network<double>(2, [.. hidden, new(2, loss.Contains is null ? activation : null)], loss, biases, (ulong)depth);
        var random = new Random(depth);
        foreach (var layer in network.Layers)
        {
            var shared = random.NextDouble() - 0.5;
            for (var j = 0; j < layer.Units; j++) layer.Biases[j] = biases == BiasPolicy.Shared ? shared : random.NextDouble() - 0.5;
        }
        return Recorded(network, new Sgd(0.3) { WeightDecay = depth % 2 == 0 ? 0.01 : 0 }, [0.75, -1.25], [0.2, 0.9]);
    }

    private static void Refuses(Network<double> network, Optimizer optimizer, double[] inputs, double[] targets) =>
        Assert.Throws<ArgumentException>(() => new StepQuantities(Recorded(network, optimizer, inputs, targets)));

    private static Step<double> Recorded(Network<double> network, Optimizer optimizer, double[] inputs, double[] targets)
    {
        var step = new Step<double>(network, optimizer) { Recording = true };
        step.Run(inputs, targets);
        return step;
    }

    /// <summary>The numbers of a trace by the ids of the design.</summary>
    private static IEnumerable<(string Id, double Value)> ValuesOf(Trace<double> trace, Loss loss)
    {
        static IEnumerable<(string, double)> Row(string name, double[] values) => values.Select((value, i) => (Id($"{name}[{i + 1}]"), value));
        static string Id(FormattableString id) => id.ToString(CultureInfo.InvariantCulture);
        var all = Row("x", trace.Inputs).Concat(Row("t", trace.Targets)).Concat(Row("E", trace.Errors)).Append(("E", trace.Loss));
        for (var l = 1; l <= trace.Layers.Count; l++)
        {
            var layer = trace.Layers[l - 1];
            IEnumerable<(string, double)> Matrix(string name, double[] values) =>
                values.Select((value, i) => (Id($"{name}[{i / layer.Before.Inputs + 1},{i % layer.Before.Inputs + 1}]"), value));
            var isOutput = l == trace.Layers.Count;
            all = all.Concat(Row($"z{l}", layer.Z)).Concat(Row($"a{l}", layer.A)).Concat(Row($"d{l}", layer.Delta));
            if (!isOutput || loss.Contains is null) all = all.Concat(Row(isOutput ? "e" : $"s{l}", layer.S));
            all = all.Concat(Matrix($"W{l}", layer.Before.Weights)).Concat(Row($"b{l}", layer.Before.Biases));
            all = all.Concat(Matrix($"gW{l}", layer.WeightGradients)).Concat(Row($"gb{l}", layer.BiasGradients));
            all = all.Concat(Matrix($"W{l}'", layer.After.Weights)).Concat(Row($"b{l}'", layer.After.Biases));
        }
        return all;
    }
}
