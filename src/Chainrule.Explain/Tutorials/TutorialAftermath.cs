using System.Globalization;

namespace Chainrule.Explain;

/// <summary>What becomes of the error: after some updates, drawn, and under other conventions for the biases.</summary>
internal sealed class TutorialAftermath(TutorialRun run, Words<Phrase> words, TutorialDifferences differences)
{
    private static readonly (BiasPolicy Policy, Phrase Phrase)[] s_conventions =
        [(BiasPolicy.Frozen, Phrase.FrozenRow), (BiasPolicy.PerUnit, Phrase.PerUnitRow), (BiasPolicy.Shared, Phrase.SharedRow)];

    public IEnumerable<Block> Blocks(CancellationToken cancellation)
    {
        yield return new Paragraph(words.Prose(Phrase.AfterwardsNote));
        yield return new Table(
            [words.Prose(Phrase.Updates), "E_total", ""],
            [.. run.Losses.Select(row => new Prose[]
            {
                Count(row.Updates), new NumberPart(row.Loss), differences.Remark(IdAfter(row.Updates)) ?? "",
            })]);
        var curves = Curves(cancellation);
        yield return new ChartFigure(
            "loss-curve", words.Prose(Phrase.LossCurve, Count(run.Updates)),
            new(words.Prose(Phrase.Updates), IsLogarithmic: true), new(words.Prose(Phrase.ErrorAxis), IsLogarithmic: true),
            [.. curves.Select(curve => new ChartLine(
                BiasPolicies.NameOf(curve.Policy), [.. curve.Points.Select(point => ((double)point.Updates, point.Loss))]))]);
        yield return new Section("loss-curve-numbers", words.Prose(Phrase.CurveNumbers), [CurveTable(curves)], IsFolded: true);
        if (!run.Sheet.HasBiases) yield break;
        yield return new Paragraph(words.Prose(Phrase.OtherConventions, Count(run.Updates)));
        yield return new Table(
            [words.Prose(Phrase.Biases), "", "E_total"],
            [.. s_conventions.Select(row => new Prose[]
            {
                BiasPolicies.NameOf(row.Policy), words.Prose(row.Phrase), new NumberPart(run.Conventions[row.Policy]),
            })]);
    }

    /// <summary>The error over the updates, the convention of this run first.</summary>
    private List<(BiasPolicy Policy, IReadOnlyList<(int Updates, double Loss)> Points)> Curves(CancellationToken cancellation)
    {
        int[] counts = [.. Counts(run.Updates)];
        return [.. run.Conventions.Keys.OrderBy(policy => policy != run.Biases)
            .Select(policy => (policy, run.LossesAfter(policy, counts, cancellation)))];
    }

    private Table CurveTable(List<(BiasPolicy Policy, IReadOnlyList<(int Updates, double Loss)> Points)> curves) => new(
        [words.Prose(Phrase.Updates), .. curves.Select(curve => (Prose)$"E_total ({BiasPolicies.NameOf(curve.Policy)})")],
        [.. Enumerable.Range(0, curves[0].Points.Count).Where(n => IsRound(curves[0].Points[n].Updates) || n == curves[0].Points.Count - 1)
            .Select(n => curves.Select(curve => (Prose)new NumberPart(curve.Points[n].Loss)).Prepend(Count(curves[0].Points[n].Updates)).ToArray())]);

    /// <summary>Some twenty counts in each decade, 1, 2 and 5 times the powers of ten among them.</summary>
    private static IEnumerable<int> Counts(int updates)
    {
        const double PerDecade = 20;
        var steps = (int)(PerDecade * Math.Log10(Math.Max(1, updates)));
        var spread = Enumerable.Range(0, steps + 1).Select(n => (int)Math.Round(Math.Pow(10, n / PerDecade)));
        var round = Enumerable.Range(0, 9).Select(power => (int)Math.Pow(10, power)).SelectMany(power => (int[])[power, 2 * power, 5 * power]);
        return spread.Concat(round).Where(count => count <= updates).Prepend(0).Append(updates).Distinct().Order();
    }

    private static bool IsRound(int count) => count == 0 || count / Math.Pow(10, Math.Floor(Math.Log10(count))) is 1 or 2 or 5;

    private static string IdAfter(int updates) => string.Create(CultureInfo.InvariantCulture, $"E#{updates + 1L}");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
