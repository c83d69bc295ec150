using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Chainrule.Testing;

/// <summary>Two numbers were not close enough; the message says where, both values and by how much.</summary>
public sealed class NotCloseException(string message) : Exception(message);

/// <summary>
/// Comparers that cannot be fooled: a NaN on either side, and any difference that is not provably small, is a failure.
/// Every condition is written as "not within", because a comparison with NaN is never true.
/// </summary>
public static class Compare
{
    /// <summary>|actual − expected| ≤ relative·|expected| + absolute, and both finite or the same infinity.</summary>
    public static void Close(double actual, double expected, double relative, double absolute = 0, string what = "value")
    {
        if (actual == expected) return;
        var difference = Math.Abs(actual - expected);
        if (!(double.IsFinite(actual) && double.IsFinite(expected) && difference <= relative * Math.Abs(expected) + absolute))
            throw new NotCloseException(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {actual:R} instead of {expected:R} "
                + $"(difference {difference:E3}, relative {difference / Math.Abs(expected):E3}, {Ulps(actual, expected)} ulp)"));
    }

    /// <summary><see cref="Close(double, double, double, double, string)"/> for every pair; lengths must be equal.</summary>
    public static void Close(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double relative, double absolute = 0, string what = "array")
    {
        if (actual.Length != expected.Length)
            throw new NotCloseException($"{what}: {actual.Length} numbers instead of {expected.Length}");
        for (var i = 0; i < actual.Length; i++)
            Close(actual[i], expected[i], relative, absolute, $"{what}[{i}]");
    }

    /// <summary>The same bits, so that 0 differs from −0 and a NaN equals only itself.</summary>
    public static void SameBits<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected, string what = "array") where T : unmanaged
    {
        var a = MemoryMarshal.AsBytes(actual);
        var e = MemoryMarshal.AsBytes(expected);
        var at = a.CommonPrefixLength(e);
        if (a.Length == e.Length && at == a.Length) return;
        var index = at / Unsafe.SizeOf<T>();
        throw new NotCloseException(index < actual.Length && index < expected.Length
            ? $"{what}[{index}]: the bits of {actual[index]:R} are not those of {expected[index]:R}"
            : $"{what}: {actual.Length} numbers instead of {expected.Length}");
    }

    /// <summary>How many doubles lie between two; −1 if either is NaN.</summary>
    public static long Ulps(double a, double b)
    {
        static long Ordered(double x) => BitConverter.DoubleToInt64Bits(x) is var bits && bits < 0 ? long.MinValue - bits : bits;
        return double.IsNaN(a) || double.IsNaN(b) ? -1 : Math.Abs(Ordered(a) - Ordered(b));
    }

    /// <summary>How many floats lie between two; −1 if either is NaN.</summary>
    public static long Ulps(float a, float b)
    {
        static long Ordered(float x) => BitConverter.SingleToInt32Bits(x) is var bits && bits < 0 ? int.MinValue - bits : bits;
        return float.IsNaN(a) || float.IsNaN(b) ? -1 : Math.Abs(Ordered(a) - Ordered(b));
    }
}
