using System.Text.Json;
using Chainrule.Solvers;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>The problems of tests/reference/solvers.json, with the minima that SciPy found.</summary>
internal sealed record SciPyCase(string Name, Network<double> Network, DataSet<double> Data, double L2, double Start, double Minimum, double[]? Parameters)
{
    public static IReadOnlyList<SciPyCase> All { get; } =
        [.. JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "solvers.json"))).RootElement
            .GetProperty("cases").EnumerateArray().Select(Read)];

    public static SciPyCase Named(string name) => All.Single(found => found.Name == name);

    public GradientOptions? Gradients => L2 == 0 ? null : new() { L2 = L2 };

    public Objective Objective => Objective.Of(Network, Data, Gradients);

    private static SciPyCase Read(JsonElement found)
    {
        var name = found.GetProperty("name").GetString()!;
        var spec = NetworkSpec.Parse(found.GetProperty("network").GetRawText(), name);
        double[]? Numbers(string property) => found.TryGetProperty(property, out var numbers) ? PyTorchTests.Flatten(numbers) : null;
        return new(
            name, spec.Build<double>(), new(spec.Batch!.Inputs, spec.Batch.Targets, spec.Batch.Rows) { Weights = Numbers("rowWeights") },
            found.GetProperty("l2").GetDouble(), found.GetProperty("start").GetDouble(), found.GetProperty("minimum").GetDouble(), Numbers("parameters"));
    }
}
