using System.Globalization;
using System.Text.Json;
using Chainrule.Testing;
using Chainrule.Tracing;

namespace Chainrule.Tests;

/// <summary>The tutorial's network against the 20 true digits of each of its numbers (tests/reference/tutorial.json).</summary>
public class TutorialNumbersTests
{
    private static readonly JsonElement s_expected = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "tutorial.json"))).RootElement;

    internal static Network<double> TutorialNetwork(BiasPolicy biases) => NetworkSpec.Parse($$"""
        { "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
          "biases": "{{BiasPolicies.NameOf(biases)}}" }
        """, "the tutorial").Build<double>();

    private static readonly double[] s_inputs = [0.05, 0.10];
    private static readonly double[] s_targets = [0.01, 0.99];

    [Fact]
    public void Every_number_of_the_first_step_is_exact_to_1e_15()
    {
        var step = new Step<double>(TutorialNetwork(BiasPolicy.Frozen), new Sgd(0.5)) { Recording = true };
        step.Run(s_inputs, s_targets);
        var actual = FirstStep(step.Trace!);
        var compared = 0;
        foreach (var row in s_expected.GetProperty("first_step").EnumerateArray())
        {
            var quantity = row.GetProperty("quantity").GetString()!;
            if (quantity == "E_total after 10000 updates") continue; // 10,000 roundings: held to 1e-12 below
            var value = quantity == "E_total after 1 update" ? LossAfter(BiasPolicy.Frozen, 1) : actual[quantity];
            Compare.Close(value, Number(row.GetProperty("exact")), 1e-15, what: quantity);
            compared++;
        }
        Assert.Equal(39, compared);
    }

    [Theory]
    [InlineData("biases frozen (the tutorial)", BiasPolicy.Frozen)]
    [InlineData("biases trained too", BiasPolicy.PerUnit)]
    public void The_error_after_N_updates_is_exact_to_1e_12(string key, BiasPolicy biases)
    {
        foreach (var row in s_expected.GetProperty("E_total_by_number_of_updates").GetProperty(key).EnumerateObject())
            Compare.Close(LossAfter(biases, int.Parse(row.Name, CultureInfo.InvariantCulture)), Number(row.Value), 1e-12, what: $"{key}, {row.Name} updates");
    }

    [Fact]
    public void The_weights_after_10000_updates_are_exact()
    {
        Compare.Close(Parameters(After(BiasPolicy.Frozen, 10_000)), Numbers("weights_after_10000_updates_biases_frozen"), 1e-12);
        var trained = After(BiasPolicy.PerUnit, 10_000);
        double[] biases = [.. trained.Layers[0].Biases, .. trained.Layers[1].Biases];
        Compare.Close([.. Parameters(trained), .. biases], Numbers("weights_then_biases_after_10000_updates_biases_trained"), 1e-12);
    }

    [Theory] // computed with 40-digit decimals
    [InlineData(1, 0.28575088669929649738)]
    [InlineData(10, 0.1752380107751283928516)]
    [InlineData(1000, 0.00034607501034832366387)]
    [InlineData(10000, 0.0000043553210661638078832)]
    public void A_shared_bias_moves_by_the_sum_over_its_units(int updates, double expected) =>
        Compare.Close(LossAfter(BiasPolicy.Shared, updates), expected, 1e-12);

    [Fact]
    public void Hidden_gradients_are_taken_at_the_weights_before_the_update()
    {
        var wrong = s_expected.GetProperty("sequential_update_(wrong_order)");
        var wrongLoss = Number(wrong.GetProperty("E_total after 1 update"));
        Assert.Throws<NotCloseException>(() => Compare.Close(LossAfter(BiasPolicy.Frozen, 1), wrongLoss, 1e-9));
        // The output weights agree in both orders; the hidden ones must not.
        var actual = Parameters(After(BiasPolicy.Frozen, 1));
        var sequential = wrong.GetProperty("weights after 1 update").EnumerateArray().Select(Number).ToArray();
        Compare.Close(actual.AsSpan(4), sequential.AsSpan(4), 1e-15);
        for (var w = 0; w < 4; w++)
            Assert.Throws<NotCloseException>(() => Compare.Close(actual[w], sequential[w], 1e-6));
    }

    private static Network<double> After(BiasPolicy biases, int updates)
    {
        var network = TutorialNetwork(biases);
        var step = new Step<double>(network, new Sgd(0.5));
        for (var n = 0; n < updates; n++) step.Run(s_inputs, s_targets);
        return network;
    }

    private static double LossAfter(BiasPolicy biases, int updates) => After(biases, updates).Evaluate(new DataSet<double>(s_inputs, s_targets, 1));

    private static double[] Parameters(Network<double> network) => [.. network.Layers.SelectMany(layer => layer.Weights)];

    private static double[] Numbers(string key) => [.. s_expected.GetProperty(key).EnumerateArray().Select(Number)];

    private static double Number(JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    /// <summary>The tutorial's names of what a trace holds.</summary>
    private static Dictionary<string, double> FirstStep(Trace<double> trace)
    {
        var (hidden, output) = (trace.Layers[0], trace.Layers[1]);
        var q = new Dictionary<string, double> { ["E_total"] = trace.Loss, ["dnet_o1/dw5"] = hidden.A[0], ["dnet_h1/dw1"] = trace.Inputs[0] };
        for (var j = 0; j < 2; j++)
        {
            (q[$"net_h{j + 1}"], q[$"out_h{j + 1}"]) = (hidden.Z[j], hidden.A[j]);
            (q[$"net_o{j + 1}"], q[$"out_o{j + 1}"]) = (output.Z[j], output.A[j]);
            q[$"E_o{j + 1}"] = trace.Errors[j];
            q[$"dE_o{j + 1}/dnet_o{j + 1}"] = output.Delta[j];
            q[$"dE_o{j + 1}/dout_h1"] = output.Delta[j] * output.Before.Weights[j * 2];
            q[$"dE_total/dout_h{j + 1}"] = hidden.S[j];
            q[$"dE_total/dout_o{j + 1}"] = output.S[j];
            q[$"dout_o{j + 1}/dnet_o{j + 1}"] = Functions.Sigmoid.DF<Algebra.Scalar<double>>(new(output.A[j])).Value;
            q[$"dout_h{j + 1}/dnet_h{j + 1}"] = Functions.Sigmoid.DF<Algebra.Scalar<double>>(new(hidden.A[j])).Value;
        }
        for (var w = 0; w < 8; w++)
        {
            var layer = w < 4 ? hidden : output;
            q[$"dE_total/dw{w + 1}"] = layer.WeightGradients[w % 4];
            q[$"w{w + 1}'"] = layer.After.Weights[w % 4];
        }
        return q;
    }
}
