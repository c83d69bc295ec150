using System.Globalization;
using Chainrule.Data;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>What a person with experience would see in the numbers, said in words and with the numbers.</summary>
internal sealed class Findings(ReportData data, ReportWords words)
{
    /// <summary>A gradient that is so many times smaller than another layer's has vanished.</summary>
    private const double Vanished = 1_000;

    /// <summary>A gradient that rose to so many times its median has exploded.</summary>
    private const double Exploded = 100;

    /// <summary>Updates by such shares of the weights are too large, too small.</summary>
    private const double LargeUpdate = 0.1, SmallUpdate = 1e-5;

    /// <summary>A validation loss that rose by this factor while the training loss fell has been overfitted.</summary>
    private const double Overfitted = 1.05;

    /// <summary>Probabilities so far from the share of right answers are worth a word, on at least so many rows.</summary>
    private const double Misjudged = 0.05;

    private const int FewestRows = 100;

    public IEnumerable<Block> Blocks()
    {
        (Prose, Prose)[] items = [.. Said().Select(finding => (words.Say(finding.Term), finding.Text))];
        if (items.Length > 0) yield return new Definitions(items);
    }

    private IEnumerable<(ReportText Term, Prose Text)> Said()
    {
        IEnumerable<IEnumerable<(ReportText, Prose)>> all = data.Run is { Epochs.Count: > 0 } run
            ? [Certainty(), OfBaselines(), OfFit(run), OfGradients(run), OfUpdates(run), OfUnits(run), OfProbabilities()]
            : [Certainty(), OfBaselines(), OfProbabilities()];
        return all.SelectMany(findings => findings);
    }

    private IEnumerable<(ReportText, Prose)> Certainty()
    {
        if (data.Evaluation.Classes is not { Accuracy: var share }) yield break;
        var (low, high) = Wilson(share, data.Evaluation.Rows);
        yield return (ReportText.Certainty, words.Say(ReportText.CertaintyText, data.Evaluation.Rows, share, Rounded(low), Rounded(high)));
    }

    private IEnumerable<(ReportText, Prose)> OfBaselines()
    {
        var loss = data.Evaluation.Loss;
        if (data.Baselines.FirstOrDefault(baseline => baseline.Kind != BaselineKind.Linear && !(loss < baseline.Evaluation.Loss)) is { } constant)
            yield return (ReportText.Against, words.Say(ReportText.ConstantAsGood, constant.Evaluation.Loss, loss));
        else if (data.Baselines.FirstOrDefault(baseline => baseline.Kind == BaselineKind.Linear && !(loss < baseline.Evaluation.Loss)) is { } linear)
            yield return (ReportText.Against, words.Say(ReportText.LinearAsGood, linear.Evaluation.Loss, loss));
    }

    private IEnumerable<(ReportText, Prose)> OfFit(ReportedRun run)
    {
        var last = run.Epochs[^1].Report;
        var best = run.Epochs.FirstOrDefault(epoch => epoch.Report.Epoch == run.Result.Best.Epoch)?.Report ?? last;
        if (last.ValidationLoss > Overfitted * best.ValidationLoss && last.TrainingLoss < best.TrainingLoss)
            yield return (ReportText.Fit, words.Say(
                ReportText.Overfit, best.Epoch, best.TrainingLoss, last.TrainingLoss, best.ValidationLoss!.Value, last.ValidationLoss!.Value));
        else if (run.Result.End == TrainingEnd.Completed && best.Epoch >= 0.98 * last.Epoch && last.Epoch > 1)
            yield return (ReportText.Fit, words.Say(ReportText.StillFalling, best.Epoch, last.Epoch));
    }

    private IEnumerable<(ReportText, Prose)> OfGradients(ReportedRun run)
    {
        double[][] norms = OfLayers(run, layer => layer.GradientNorm);
        if (norms.Length == 0) yield break;
        double[] medians = [.. norms.Select(Statistics.MedianOf)];
        var largest = Array.IndexOf(medians, medians.Max());
        var isFine = true;
        for (var l = 0; l < norms.Length; l++)
        {
            var peak = Array.IndexOf(norms[l], norms[l].Max());
            if (l < largest && medians[l] * Vanished < medians[largest])
            {
                isFine = false;
                yield return (ReportText.Gradients, words.Say(
                    ReportText.Vanishing, l + 1, Rounded(medians[largest] / medians[l]), largest + 1, medians[l], medians[largest]));
            }
            if (norms[l][peak] > Exploded * medians[l] && peak > 0)
            {
                isFine = false;
                yield return (ReportText.Gradients, words.Say(
                    ReportText.Exploding, l + 1, norms[l][peak], run.Watched[peak].Report.Epoch, Rounded(norms[l][peak] / medians[l]), medians[l]));
            }
        }
        if (!isFine) yield break;
        var all = norms.SelectMany(layer => layer).ToList();
        yield return (ReportText.Gradients, words.Say(ReportText.GradientsFine, all.Min(), all.Max()));
    }

    private IEnumerable<(ReportText, Prose)> OfUpdates(ReportedRun run)
    {
        foreach (var (l, ratios) in OfLayers(run, layer => layer.UpdateRatio).Index())
        {
            var median = Statistics.MedianOf(ratios);
            if (median > LargeUpdate) yield return (ReportText.Updates, words.Say(ReportText.UpdatesLarge, l + 1, median));
            if (median < SmallUpdate) yield return (ReportText.Updates, words.Say(ReportText.UpdatesSmall, l + 1, median));
        }
    }

    private IEnumerable<(ReportText, Prose)> OfUnits(ReportedRun run)
    {
        var sample = Math.Min(LayerReport.SampleRows, run.Data.TrainingRows);
        var layers = run.Epochs[^1].Report.Layers ?? [];
        foreach (var (l, layer) in layers.Index().Where(layer => layer.Item.DeadUnits > 0))
        {
            var units = data.Model.Network.Layers[l].Units;
            var share = string.Create(CultureInfo.InvariantCulture, $"{100.0 * layer.DeadUnits / units:0.#}%");
            yield return (ReportText.Units, words.Say(ReportText.Dead, layer.DeadUnits, units, l + 1, share, sample));
        }
        if (layers.Count > 1 && layers.All(layer => layer.DeadUnits == 0)) yield return (ReportText.Units, words.Say(ReportText.UnitsFine, sample));
    }

    private IEnumerable<(ReportText, Prose)> OfProbabilities()
    {
        if (data.Evaluation.Classes is null || data.Rows.Count < FewestRows) yield break;
        var accuracy = data.Judgement.Score();
        var confidence = data.Judgement.Predicted.Select((said, row) => data.Judgement.Probability(row, (int)said)).Average();
        if (Math.Abs(confidence - accuracy) > Misjudged)
            yield return (ReportText.Sureness, words.Say(
                confidence > accuracy ? ReportText.TooSure : ReportText.NotSureEnough, confidence, accuracy));
    }

    /// <summary>One value of each layer over the epochs; of none where nobody watched them.</summary>
    private double[][] OfLayers(ReportedRun run, Func<LayerReport, double> value) =>
        run.Watched.Count == 0 ? [] : [.. Enumerable.Range(0, data.Model.Network.Layers.Count).Select(
            l => run.Watched.Select(epoch => value(epoch.Report.Layers![l])).ToArray())];

    /// <summary>Two significant digits are enough where a number is an estimate.</summary>
    private static Prose Rounded(double value) =>
        new NumberPart(double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), 4);

    /// <summary>The interval that holds the true share in 95 of 100 cases (Wilson 1927).</summary>
    private static (double Low, double High) Wilson(double share, int rows)
    {
        const double Z = 1.959964;
        var (square, scale) = (Z * Z / rows, 1 / (1 + Z * Z / rows));
        var spread = Z * Math.Sqrt((share * (1 - share) / rows) + (square / (4 * rows)));
        return (scale * (share + (square / 2) - spread), scale * (share + (square / 2) + spread));
    }
}
