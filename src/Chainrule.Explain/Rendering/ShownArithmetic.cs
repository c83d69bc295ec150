using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// Whether a printed line holds: a reader who has the shown digits and no more computes the rule again and compares with the shown
/// result.
/// </summary>
internal static class ShownArithmetic
{
    /// <summary>Terms that cancel to less than this part of themselves leave nothing but their rounding.</summary>
    private const double Dust = 1e-13;

    /// <summary>What rounding may do to a sum, as a part of its terms.</summary>
    private const double Rounding = 1.2e-16;

    private static readonly int[] s_decimals = [Digits.Decimals, 11, 13, 15, 17, 20];

    /// <summary>
    /// How many decimals the numbers of a line need, nine if those give the shown result or miss it by no more than its last digit;
    /// and whether they give it to that digit.
    /// </summary>
    public static (int Decimals, bool AddsUp) Fit(Symbol numbers, Func<string, double> valueOf, double result)
    {
        // More digits do not make a number infinite, or one out of what is none.
        if (!double.IsFinite(result)) return (Digits.Decimals, AddsUp(numbers, valueOf, result));
        var size = Size(numbers, valueOf);
        if (result != 0 && Math.Abs(result) < Dust * size) return (Digits.Decimals, false);
        // Where terms cancel, a tie is one only as far as their rounding can tell.
        var noise = Math.CopySign(Rounding * size, result);
        foreach (var decimals in s_decimals)
        {
            var byHand = ByHand(numbers, valueOf, decimals);
            if (AddsUp(byHand, result) && (AddsUp(byHand + noise, result) || decimals == s_decimals[^1])) return (decimals, true);
            var isNearby = Math.Abs(byHand - Digits.Shown(result)) < 1.5 * Digits.Unit(result);
            if (decimals == Digits.Decimals && isNearby) return (decimals, false);
        }
        return (s_decimals[^1], false);
    }

    /// <summary>Whether the shown numbers give the shown result to its last digit; a tie rounds away from zero, as at school.</summary>
    public static bool AddsUp(Symbol numbers, Func<string, double> valueOf, double result) =>
        AddsUp(ByHand(numbers, valueOf, Digits.Decimals), result);

    private static bool AddsUp(double byHand, double result) => Digits.Of(byHand * (1 + 1e-13)) == Digits.Of(result);

    /// <summary>What a rule comes to if nothing in its sums cancels.</summary>
    private static double Size(Symbol s, Func<string, double> valueOf) => s.Operation switch
    {
        Operation.Add or Operation.Subtract => Size(s.Operands[0], valueOf) + Size(s.Operands[1], valueOf),
        Operation.Negate => Size(s.Operands[0], valueOf),
        Operation.Multiply => Size(s.Operands[0], valueOf) * Size(s.Operands[1], valueOf),
        Operation.Divide => Size(s.Operands[0], valueOf) / Math.Abs(Exactly(s.Operands[1], valueOf)),
        _ => Math.Abs(Exactly(s, valueOf)),
    };

    private static double Exactly(Symbol s, Func<string, double> valueOf) => s.Evaluate<Scalar<double>>(name => new(valueOf(name))).Value;

    private static double ByHand(Symbol numbers, Func<string, double> valueOf, int decimals) =>
        numbers.Rewrite(node => node.Operation switch
        {
            Operation.Constant when Digits.PartOf(node.Value) is null => Digits.Shown(node.Value, decimals),
            Operation.Variable => Digits.Shown(valueOf(node.Name), decimals),
            _ => null,
        }).Evaluate<Scalar<double>>(_ => throw new InvalidOperationException("Every variable has a number.")).Value;
}
