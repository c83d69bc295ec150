using System.Runtime.CompilerServices;

namespace Chainrule;

/// <summary>Which finite numbers a setting may be, for the setting itself and for whoever reads one from a file or a command line.</summary>
/// <param name="Allows">Whether a finite number is in the range.</param>
/// <param name="Words">The range in words, after "a number".</param>
public sealed record NumberRange(Func<double, bool> Allows, string Words)
{
    /// <summary>Above 0.</summary>
    public static NumberRange Positive { get; } = new(x => x > 0, "above 0");

    /// <summary>At least 0.</summary>
    public static NumberRange NotNegative { get; } = new(x => x >= 0, "of at least 0");

    /// <summary>At least 1.</summary>
    public static NumberRange FromOne { get; } = new(x => x >= 1, "of at least 1");

    /// <summary>In (0, 1).</summary>
    public static NumberRange Part { get; } = new(x => x is > 0 and < 1, "above 0 and below 1");

    /// <summary>In [0, 1).</summary>
    public static NumberRange Fraction { get; } = new(x => x is >= 0 and < 1, "from 0 to below 1");

    /// <summary>The number, if it is in the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN, infinite or out of the range.</exception>
    public double Require(double value, [CallerMemberName] string name = "") => double.IsFinite(value) && Allows(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number {Words}.");
}
