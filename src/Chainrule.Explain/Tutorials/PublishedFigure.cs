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
    /// <summary>None of these gives it.</summary>
    Unknown,
}

/// <summary>A figure that a sheet prints, beside the true one.</summary>
/// <param name="Id">The quantity; <c>E#2</c> is the error that the second forward pass sees, that is after one update.</param>
/// <param name="Alias">Its name in the tutorial.</param>
/// <param name="Printed">As it is printed.</param>
/// <param name="Value">The engine's number.</param>
/// <param name="Because">Why the two differ, if they do.</param>
/// <param name="Reproduced">What that reason gives: rounded, it is what is printed. NaN where there is nothing to compute.</param>
public sealed record PublishedFigure(string Id, string Alias, string Printed, double Value, PrintedBecause Because, double Reproduced)
{
    /// <summary>Whether it is an error after some updates, and not a quantity of the first step.</summary>
    internal bool IsAfterwards => Id.StartsWith("E#", StringComparison.Ordinal);

    /// <summary>After how many updates.</summary>
    internal int Updates => int.Parse(Id[2..], CultureInfo.InvariantCulture) - 1;

    /// <summary>How many decimals are printed.</summary>
    internal int Decimals => DecimalsOf(Printed);

    internal static int DecimalsOf(string printed) => printed.Length - printed.IndexOf('.') - 1;
}
