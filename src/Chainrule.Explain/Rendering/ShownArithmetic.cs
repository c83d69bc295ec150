using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// Whether a printed line holds: a reader who has the shown digits and no more computes the rule again and compares with the shown
/// result.
/// </summary>
internal static class ShownArithmetic
{
    private static readonly int[] s_decimals = [Digits.Decimals, 12, 15, 17];

    /// <summary>
    /// The fewest decimals with which the shown numbers give the shown result, or miss it by no more than its last digit, and
    /// whether they give it to that digit.
    /// </summary>
    public static (int Decimals, bool AddsUp) Fit(Symbol numbers, Func<string, double> valueOf, double result)
    {
        foreach (var decimals in s_decimals)
        {
            var byHand = ByHand(numbers, valueOf, decimals);
            if (AddsUp(byHand, result, decimals)) return (decimals, true);
            if (Math.Abs(byHand - Digits.Shown(result, decimals)) < 1.5 * Digits.Unit(result, decimals)) return (decimals, false);
        }
        return (s_decimals[^1], false);
    }

    /// <summary>Whether the shown numbers give the shown result to its last digit; a tie rounds away from zero, as at school.</summary>
    public static bool AddsUp(Symbol numbers, Func<string, double> valueOf, double result) =>
        AddsUp(ByHand(numbers, valueOf, Digits.Decimals), result, Digits.Decimals);

    private static bool AddsUp(double byHand, double result, int decimals) =>
        Digits.Of(byHand * (1 + 1e-13), decimals) == Digits.Of(result, decimals);

    private static double ByHand(Symbol numbers, Func<string, double> valueOf, int decimals) =>
        numbers.Rewrite(node => node.Operation switch
        {
            Operation.Constant when Digits.PartOf(node.Value) is null => Digits.Shown(node.Value, decimals),
            Operation.Variable => Digits.Shown(valueOf(node.Name), decimals),
            _ => null,
        }).Evaluate<Scalar<double>>(_ => throw new InvalidOperationException("Every variable has a number.")).Value;
}
