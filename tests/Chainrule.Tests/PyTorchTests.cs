using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// Outputs, losses, gradients and three optimizer steps of 96 random networks against PyTorch's numbers
/// (tests/reference/pytorch.json, made by the script beside it).
/// </summary>
public class PyTorchTests
{
    // A relative 1e-12, and the same absolutely: under a shared bias before a softmax the true gradient is 0.
    private const double Tolerance = 1e-12;

    private static readonly JsonElement s_reference =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "pytorch.json"))).RootElement;

    public static TheoryData<string> Names => [.. Cases.Select(c => c.GetProperty("name").GetString()!)];

    private static IEnumerable<JsonElement> Cases => s_reference.GetProperty("cases").EnumerateArray();

    [Fact]
    public void The_reference_covers_everything_there_is()
    {
        var specs = Cases.Select(c => c.GetProperty("network")).ToList();
        Assert.True(specs.Count >= 30);
        Assert.Empty(Loss.All.Select(l => l.Name).Except(specs.Select(s => s.GetProperty("loss").GetString()!)));
        var activations = specs.SelectMany(s => s.GetProperty("layers").EnumerateArray()).Select(l => l.GetProperty("activation").GetString()!);
        Assert.Empty(Activation.All.Select(a => a.Name).Except(activations));
        Assert.Empty(BiasPolicies.Names.Except(specs.Select(s => s.GetProperty("biases").GetString()!)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name)
    {
        var expected = Cases.Single(c => c.GetProperty("name").GetString() == name);
        var spec = NetworkSpec.Parse(expected.GetProperty("network").GetRawText(), name);
        var network = spec.Build<double>();
        var batch = spec.Batch!;
        Close(network.Predict(batch.Inputs), expected.GetProperty("outputs"), "outputs");

        var step = new Step<double>(network, spec.Optimizer!);
        Close([step.ComputeGradients(batch.Inputs, batch.Targets)], expected.GetProperty("loss"), "loss");
        var gradients = expected.GetProperty("gradients");
        for (var l = 0; l < network.Layers.Count; l++)
        {
            Close(step.WeightGradients(l), gradients[l].GetProperty("weights"), $"gW{l + 1}");
            Close(step.BiasGradients(l), gradients[l].GetProperty("biases"), $"gb{l + 1}");
        }
        foreach (var after in expected.GetProperty("steps").EnumerateArray())
        {
            Close([step.Run(batch.Inputs, batch.Targets)], after.GetProperty("loss"), $"loss of step {step.Updates}");
            for (var l = 0; l < network.Layers.Count; l++)
            {
                Close(network.Layers[l].Weights, after.GetProperty("layers")[l].GetProperty("weights"), $"W{l + 1} after step {step.Updates}");
                Close(network.Layers[l].Biases, after.GetProperty("layers")[l].GetProperty("biases"), $"b{l + 1} after step {step.Updates}");
            }
        }
        Assert.Equal(3, step.Updates);
    }

    private static void Close(ReadOnlySpan<double> actual, JsonElement expected, string what) =>
        Compare.Close(actual, Flatten(expected), Tolerance, Tolerance, what);

    internal static double[] Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Flatten)] : [element.GetDouble()];
}
