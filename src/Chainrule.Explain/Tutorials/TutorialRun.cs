using System.Text.Json.Nodes;

namespace Chainrule.Explain;

/// <summary>
/// The tutorial worked through by the engine, in double: the first step with all its quantities, and the error after as many
/// updates as asked for. Source of the example: Matt Mazur, "A Step by Step Backpropagation Example", 2015.
/// </summary>
public sealed class TutorialRun
{
    /// <summary>The most updates that can be asked for: some minutes of work.</summary>
    public const int MostUpdates = 100_000_000;

    /// <summary>The network as a spec; <c>BIASES</c> stands for the policy.</summary>
    private const string Spec = """
        { "schema": "chainrule.network/1", "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
          "biases": "BIASES", "loss": "half-squared-error",
          "optimizer": { "name": "sgd", "learningRate": 0.5 },
          "batch": [ { "input": [0.05, 0.10], "target": [0.01, 0.99] } ] }
        """;

    private readonly NetworkSpec _spec;

    /// <param name="biases">Whether the biases are trained, and by whom.</param>
    /// <param name="updates">How many updates to make, from 0 to <see cref="MostUpdates"/>.</param>
    /// <param name="cancellation">Ends the updates early with an <see cref="OperationCanceledException"/>.</param>
    public TutorialRun(BiasPolicy biases = BiasPolicy.Frozen, int updates = 10_000, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates, MostUpdates);
        (Biases, Updates, _spec) = (biases, updates, SpecOf(biases));
        FirstStep = RecordFirstStep();
        Losses = LossesAfter(biases, Milestones(updates), cancellation);
        Conventions = Enum.GetValues<BiasPolicy>().ToDictionary(
            policy => policy, policy => policy == biases ? Losses[^1].Loss : LossesAfter(policy, [updates], cancellation)[^1].Loss);
        Published = biases == BiasPolicy.Frozen ? PublishedFigure.CompareAll(this, cancellation) : [];
    }

    /// <summary>Who owns the biases.</summary>
    public BiasPolicy Biases { get; }

    /// <summary>How many updates were made in all.</summary>
    public int Updates { get; }

    /// <summary>η</summary>
    public double LearningRate => _spec.Optimizer!.LearningRate;

    /// <summary>Every quantity of the first step.</summary>
    public StepQuantities FirstStep { get; }

    /// <summary>E_total after 0, 1, 2, 10, 100, … updates up to the number asked for.</summary>
    public IReadOnlyList<(int Updates, double Loss)> Losses { get; }

    /// <summary>E_total after all updates under each convention for the biases.</summary>
    public IReadOnlyDictionary<BiasPolicy, double> Conventions { get; }

    /// <summary>The figures that the tutorial prints, beside the true ones; empty unless the biases are frozen as in the tutorial.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; }

    /// <summary>The network, its optimizer and its sample, as a spec that can be run again.</summary>
    public JsonNode Network() => JsonNode.Parse(Text(Biases))!;

    /// <summary>E_total after the given numbers of updates, in ascending order.</summary>
    internal static IReadOnlyList<(int Updates, double Loss)> LossesAfter(BiasPolicy biases, IEnumerable<int> counts, CancellationToken cancellation)
    {
        var spec = SpecOf(biases);
        var network = spec.Build<double>();
        var step = new Step<double>(network, spec.Optimizer!);
        var losses = new List<(int, double)>();
        foreach (var count in counts)
        {
            while (step.Updates < count)
            {
                if (step.Updates % 4096 == 0) cancellation.ThrowIfCancellationRequested();
                step.Run(spec.Batch!.Inputs, spec.Batch.Targets);
            }
            losses.Add((count, network.Evaluate(spec.Batch!)));
        }
        return losses;
    }

    /// <summary>
    /// E_total after one step in the wrong order: the hidden gradients taken at output weights that have already been updated.
    /// It is what the tutorial prints; the engine does not do this.
    /// </summary>
    internal double LossAfterSequentialUpdate()
    {
        var (hidden, output) = (FirstStep.Layer(1), FirstStep.Layer(2));
        var weights = hidden.Before.Weights.ToArray();
        for (var j = 0; j < hidden.Before.Units; j++)
        {
            var s = 0.0;
            for (var k = 0; k < output.Before.Units; k++) s += output.Delta[k] * output.After.Weights[k * output.Before.Inputs + j];
            var delta = s * FirstStep[Names.Slope(1, j + 1)].Value;
            for (var i = 0; i < hidden.Before.Inputs; i++) weights[j * hidden.Before.Inputs + i] -= LearningRate * delta * _spec.Batch!.Inputs[i];
        }
        var network = _spec.Build<double>();
        weights.CopyTo(network.Layers[0].Weights, 0);
        output.After.Weights.CopyTo(network.Layers[1].Weights, 0);
        return network.Evaluate(_spec.Batch!);
    }

    private StepQuantities RecordFirstStep()
    {
        var step = new Step<double>(_spec.Build<double>(), _spec.Optimizer!) { Recording = true };
        step.Run(_spec.Batch!.Inputs, _spec.Batch.Targets);
        return new(step);
    }

    private static NetworkSpec SpecOf(BiasPolicy biases) =>
        NetworkSpec.Parse(Text(biases), "the tutorial's network");

    private static string Text(BiasPolicy biases) => Spec.Replace("BIASES", BiasPolicies.NameOf(biases), StringComparison.Ordinal);

    private static IEnumerable<int> Milestones(int updates)
    {
        int[] fixedOnes = [0, 1, 2, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        return fixedOnes.Where(n => n < updates).Append(updates);
    }
}
