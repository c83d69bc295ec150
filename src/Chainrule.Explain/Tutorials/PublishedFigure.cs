using System.Globalization;

namespace Chainrule.Explain;

/// <summary>Why a printed figure is not the true one.</summary>
public enum PrintedBecause
{
    /// <summary>It is the true one.</summary>
    Correct,
    /// <summary>A rounded factor was carried on.</summary>
    CarriedRounding,
    /// <summary>A digit was copied wrong.</summary>
    DigitSlip,
    /// <summary>The hidden gradients used output weights that had already been updated.</summary>
    UpdatedWeights,
    /// <summary>The updates were counted one too many.</summary>
    CountOffByOne,
}

/// <summary>A figure that the tutorial prints, beside the true one.</summary>
/// <param name="Id">The quantity; <c>E#2</c> is the error that the second forward pass sees, that is after one update.</param>
/// <param name="Alias">Its name in the tutorial.</param>
/// <param name="Printed">As it is printed.</param>
/// <param name="Value">The engine's number.</param>
/// <param name="Because">Why the two differ, if they do.</param>
/// <param name="Reproduced">What that reason gives: rounded, it is what is printed. NaN where there is nothing to compute.</param>
public sealed record PublishedFigure(string Id, string Alias, string Printed, double Value, PrintedBecause Because, double Reproduced)
{
    private static readonly (string Id, string Printed)[] s_firstStep =
    [
        ("z1[1]", "0.3775"), ("a1[1]", "0.593269992"), ("a1[2]", "0.596884378"), ("z2[1]", "1.105905967"), ("a2[1]", "0.75136507"),
        ("a2[2]", "0.772928465"), ("E[1]", "0.274811083"), ("E[2]", "0.023560026"), ("E", "0.298371109"), ("e[1]", "0.74136507"),
        ("phi'2[1]", "0.186815602"), ("a1[1]", "0.593269992"), ("gW2[1,1]", "0.082167041"), ("W2'[1,1]", "0.35891648"), ("W2'[1,2]", "0.408666186"),
        ("W2'[2,1]", "0.511301270"), ("W2'[2,2]", "0.561370121"), ("d2[1]", "0.138498562"), ("s1[1,1]", "0.055399425"),
        ("s1[1,2]", "-0.019049119"), ("s1[1]", "0.036350306"), ("phi'1[1]", "0.241300709"), ("x[1]", "0.05"), ("gW1[1,1]", "0.000438568"),
        ("W1'[1,1]", "0.149780716"), ("W1'[1,2]", "0.19956143"), ("W1'[2,1]", "0.24975114"), ("W1'[2,2]", "0.29950299"),
    ];

    internal static IReadOnlyList<PublishedFigure> CompareAll(TutorialRun run, CancellationToken cancellation)
    {
        var figures = new List<PublishedFigure>();
        foreach (var (id, printed) in s_firstStep) figures.Add(Compare(run, id, run.FirstStep[id].Alias, printed, run.FirstStep[id].Value));
        var losses = TutorialRun.LossesAfter(BiasPolicy.Frozen, [1, 9_999, 10_000], cancellation);
        figures.Add(Compare(run, "E#2", "E_total", "0.291027924", losses[0].Loss));
        var last = Compare(run, "E#10001", "E_total", "0.0000351085", losses[2].Loss);
        figures.Add(last with { Reproduced = losses[1].Loss });
        return figures;
    }

    /// <summary>Whether a number, rounded to the decimals that are printed, is what is printed.</summary>
    internal static bool Agrees(string printed, double value) =>
        value.ToString($"F{printed.Length - printed.IndexOf('.') - 1}", CultureInfo.InvariantCulture) == printed;

    private static PublishedFigure Compare(TutorialRun run, string id, string alias, string printed, double value)
    {
        if (Agrees(printed, value)) return new(id, alias, printed, value, PrintedBecause.Correct, value);
        var (because, reproduced) = id switch
        {
            "s1[1,2]" => (PrintedBecause.CarriedRounding, Math.Round(run.FirstStep["d2[2]"].Value, 9) * run.FirstStep["W2[2,1]"].Value),
            "E#2" => (PrintedBecause.UpdatedWeights, run.LossAfterSequentialUpdate()),
            "E#10001" => (PrintedBecause.CountOffByOne, double.NaN),
            _ => (PrintedBecause.DigitSlip, double.NaN),
        };
        return new(id, alias, printed, value, because, reproduced);
    }
}
