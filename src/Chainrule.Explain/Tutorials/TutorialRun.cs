using System.Text.Json.Nodes;

namespace Chainrule.Explain;

/// <summary>
/// A worked example done by the engine, in double: the first step with all its quantities, and the error after as many
/// updates as asked for.
/// </summary>
public sealed class TutorialRun
{
    /// <summary>The most updates that can be asked for: some minutes of work.</summary>
    public const int MostUpdates = 100_000_000;

    private readonly Diagnosis? _diagnosis;

    /// <summary>Mazur's example.</summary>
    /// <param name="biases">Whether the biases are trained, and by whom.</param>
    /// <param name="updates">How many updates to make, from 0 to <see cref="MostUpdates"/>.</param>
    /// <param name="cancellation">Ends the updates early with an <see cref="OperationCanceledException"/>.</param>
    public TutorialRun(BiasPolicy biases = BiasPolicy.Frozen, int updates = 10_000, CancellationToken cancellation = default)
        : this(TutorialSheet.Mazur, biases, updates, cancellation)
    {
    }

    /// <summary>Any example.</summary>
    /// <exception cref="BadInputException">The biases are to be trained, and the example has none.</exception>
    public TutorialRun(TutorialSheet sheet, BiasPolicy biases, int updates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates, MostUpdates);
        if (!sheet.HasBiases && biases != BiasPolicy.Frozen)
            throw new BadInputException($"the sheet {sheet.Name} has no biases to train: leave out --biases");
        (Sheet, Biases, Updates, Spec) = (sheet, biases, updates, sheet.Spec(biases));
        FirstStep = RecordFirstStep();
        Losses = LossesAfter(biases, Milestones(updates), cancellation);
        var policies = sheet.HasBiases ? Enum.GetValues<BiasPolicy>() : [BiasPolicy.Frozen];
        Conventions = policies.ToDictionary(
            policy => policy, policy => policy == biases ? Losses[^1].Loss : LossesAfter(policy, [updates], cancellation)[^1].Loss);
        if (biases == BiasPolicy.Frozen) _diagnosis = new(this, cancellation);
    }

    /// <summary>Which example it is.</summary>
    public TutorialSheet Sheet { get; }

    /// <summary>Who owns the biases.</summary>
    public BiasPolicy Biases { get; }

    /// <summary>How many updates were made in all.</summary>
    public int Updates { get; }

    /// <summary>η</summary>
    public double LearningRate => Spec.Optimizer!.LearningRate;

    /// <summary>2-2-2: how many inputs there are, and units in each layer.</summary>
    internal string Shape => string.Join('-', Enumerable.Range(0, FirstStep.Depth + 1).Select(FirstStep.Shape.Units));

    /// <summary>Every quantity of the first step.</summary>
    public StepQuantities FirstStep { get; }

    /// <summary>E_total after 0, 1, 2, 10, 100, … updates up to the number asked for.</summary>
    public IReadOnlyList<(int Updates, double Loss)> Losses { get; }

    /// <summary>E_total after all updates under each convention for the biases.</summary>
    public IReadOnlyDictionary<BiasPolicy, double> Conventions { get; }

    /// <summary>The figures that the sheet prints, beside the true ones; empty unless the biases are frozen as in the tutorial.</summary>
    public IReadOnlyList<PublishedFigure> Published => _diagnosis?.Figures ?? [];

    /// <summary>How the whole sheet was calculated, where that was by hand.</summary>
    internal HandSearch? ByHand => _diagnosis?.ByHand;

    /// <summary>The network, its optimizer and its sample.</summary>
    internal NetworkSpec Spec { get; }

    /// <summary>The network, its optimizer and its sample, as a spec that can be run again.</summary>
    public JsonNode Network() => JsonNode.Parse(Sheet.Text(Biases))!;

    /// <summary>E_total after the given numbers of updates, in ascending order.</summary>
    internal IReadOnlyList<(int Updates, double Loss)> LossesAfter(BiasPolicy biases, IEnumerable<int> counts, CancellationToken cancellation)
    {
        var spec = Sheet.Spec(biases);
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

    private StepQuantities RecordFirstStep()
    {
        var step = new Step<double>(Spec.Build<double>(), Spec.Optimizer!) { Recording = true };
        step.Run(Spec.Batch!.Inputs, Spec.Batch.Targets);
        return new(step);
    }

    private static IEnumerable<int> Milestones(int updates)
    {
        int[] fixedOnes = [0, 1, 2, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        return fixedOnes.Where(n => n < updates).Append(updates);
    }
}
