using System.Globalization;

namespace Chainrule.Explain;

/// <summary>
/// Compares what a sheet prints with the true numbers. Where they differ, the step is calculated as somebody might have done it,
/// until one way gives what is printed: no cause is named that has not been computed.
/// </summary>
internal sealed class Diagnosis
{
    private readonly TutorialRun _run;
    private readonly HandCalculation _updatedWeights;
    private readonly Dictionary<int, double> _losses;

    public Diagnosis(TutorialRun run, CancellationToken cancellation)
    {
        _run = run;
        _updatedWeights = new(run.FirstStep, usesUpdatedWeights: true, _ => null);
        var figures = run.Sheet.Figures.Select(figure => New(figure.Id, figure.Printed)).ToList();
        var counts = figures.Where(figure => figure.IsAfterwards).SelectMany(figure => new[] { figure.Updates - 1, figure.Updates });
        _losses = run.LossesAfter(BiasPolicy.Frozen, counts.Distinct().Order(), cancellation).ToDictionary();
        figures = [.. figures.Select(figure => figure with { Value = TrueValue(figure) })];
        if (run.Sheet.IsRoundedByHand) ByHand = new(run.FirstStep, figures);
        Figures = [.. figures.Select(Diagnose)];
    }

    /// <summary>Every printed figure, with the reason where it is not the true one.</summary>
    public IReadOnlyList<PublishedFigure> Figures { get; }

    /// <summary>How the whole sheet was calculated, where it was done by hand with a few digits.</summary>
    public HandSearch? ByHand { get; }

    /// <summary>Whether a number, rounded to the decimals that are printed, is what is printed.</summary>
    public static bool Agrees(string printed, double value) =>
        value.ToString($"F{PublishedFigure.DecimalsOf(printed)}", CultureInfo.InvariantCulture) == printed;

    /// <summary>The same, of a number that somebody rounded in decimal.</summary>
    public static bool AgreesAtSchool(string printed, double value) =>
        Agrees(printed, HandCalculation.Round(value, PublishedFigure.DecimalsOf(printed)));

    private PublishedFigure New(string id, string printed) =>
        new(id, id.StartsWith("E#", StringComparison.Ordinal) ? "E_total" : _run.FirstStep[id].Alias, printed, 0, PrintedBecause.Correct, 0);

    private double TrueValue(PublishedFigure figure) => figure.IsAfterwards ? _losses[figure.Updates] : _run.FirstStep[figure.Id].Value;

    private PublishedFigure Diagnose(PublishedFigure figure)
    {
        if (Agrees(figure.Printed, figure.Value)) return figure with { Reproduced = figure.Value };
        var (because, reproduced) = ByHand?.Explain(figure) ?? FirstCause(figure);
        return figure with { Because = because, Reproduced = reproduced };
    }

    private (PrintedBecause Because, double Reproduced) FirstCause(PublishedFigure figure)
    {
        foreach (var cause in Causes(figure))
            if (AgreesAtSchool(figure.Printed, cause.Reproduced)) return cause;
        return (IsDigitSlip(figure) ? PrintedBecause.DigitSlip : PrintedBecause.Unknown, double.NaN);
    }

    /// <summary>What each cause would give, the mildest first.</summary>
    private IEnumerable<(PrintedBecause Because, double Reproduced)> Causes(PublishedFigure figure)
    {
        if (figure.IsAfterwards)
        {
            yield return (PrintedBecause.CountOffByOne, _losses[figure.Updates - 1]);
            if (figure.Updates == 1) yield return (PrintedBecause.UpdatedWeights, _updatedWeights.LossAfter(_run.Spec));
            yield break;
        }
        var rounded = new HandCalculation(_run.FirstStep, usesUpdatedWeights: false, id => id == figure.Id ? null : figure.Decimals);
        yield return (PrintedBecause.CarriedRounding, rounded[figure.Id]);
        yield return (PrintedBecause.UpdatedWeights, _updatedWeights[figure.Id]);
    }

    private static bool IsDigitSlip(PublishedFigure figure)
    {
        var right = figure.Value.ToString($"F{figure.Decimals}", CultureInfo.InvariantCulture);
        return right.Length == figure.Printed.Length && right.Zip(figure.Printed).Count(pair => pair.First != pair.Second) == 1;
    }
}
