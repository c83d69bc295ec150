namespace Chainrule.Explain;

/// <summary>
/// How a sheet was calculated by hand: of all ways to round outputs and error terms, with the old or with the updated weights on the
/// way back, the one that gives most of its figures.
/// </summary>
internal sealed class HandSearch
{
    // All digits first, so that of equally good ways one that rounds little is taken.
    private static readonly int?[] s_decimals = [null, 4, 3, 2];

    private readonly StepQuantities _step;

    public HandSearch(StepQuantities step, IReadOnlyList<PublishedFigure> figures)
    {
        _step = step;
        Rounded = [.. step.All.Where(quantity => quantity.Kind is QuantityKind.Output or QuantityKind.Delta).Select(quantity => quantity.Id)];
        var ways = Ways().ToList();
        var scores = ways.ConvertAll(way => figures.Count(figure => Diagnosis.AgreesAtSchool(figure.Printed, way[figure.Id])));
        Best = ways[scores.IndexOf(scores.Max())];
        (Tried, Reproduced) = (ways.Count, scores.Max());
        ReproducedWithOldWeights = ways.Zip(scores).Where(pair => !pair.First.UsesUpdatedWeights).Max(pair => pair.Second);
    }

    /// <summary>The quantities that may have been rounded: what the units put out, and their error terms δ.</summary>
    public IReadOnlyList<string> Rounded { get; }

    /// <summary>The way that gives most of the figures.</summary>
    public HandCalculation Best { get; }

    /// <summary>How many figures it gives.</summary>
    public int Reproduced { get; }

    /// <summary>How many figures the best of the ways gives that keep to the old weights.</summary>
    public int ReproducedWithOldWeights { get; }

    /// <summary>How many ways there are.</summary>
    public int Tried { get; }

    /// <summary>Why a figure is as it is printed, given the way in which the whole was calculated.</summary>
    public (PrintedBecause Because, double Reproduced) Explain(PublishedFigure figure)
    {
        var reproduced = Best[figure.Id];
        if (!Diagnosis.AgreesAtSchool(figure.Printed, reproduced)) return (PrintedBecause.Unknown, double.NaN);
        var withOldWeights = new HandCalculation(_step, usesUpdatedWeights: false, Best.DecimalsOf)[figure.Id];
        var isRounding = Diagnosis.AgreesAtSchool(figure.Printed, withOldWeights);
        return (isRounding ? PrintedBecause.CarriedRounding : PrintedBecause.UpdatedWeights, reproduced);
    }

    /// <summary>Every choice of decimals, in both orders of the update.</summary>
    private IEnumerable<HandCalculation> Ways()
    {
        var choices = (int)Math.Pow(s_decimals.Length, Rounded.Count);
        for (var n = 0; n < choices; n++)
        {
            var decimals = new Dictionary<string, int?>();
            var rest = n;
            foreach (var id in Rounded)
            {
                decimals.Add(id, s_decimals[rest % s_decimals.Length]);
                rest /= s_decimals.Length;
            }
            yield return new(_step, usesUpdatedWeights: false, decimals.GetValueOrDefault);
            yield return new(_step, usesUpdatedWeights: true, decimals.GetValueOrDefault);
        }
    }
}
