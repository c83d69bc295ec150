namespace Chainrule.Kernels;

/// <summary>Functions of single doubles that settings need, from basic operations alone: no platform's library decides about our bits.</summary>
internal static class Doubles
{
    /// <summary>xⁿ by repeated squaring, for n ≥ 0.</summary>
    public static double Power(double x, long exponent)
    {
        var power = 1.0;
        for (var square = x; exponent > 0; exponent >>= 1, square *= square)
            if ((exponent & 1) == 1) power *= square;
        return power;
    }

    /// <summary>(1 + cos(π·x)) / 2 for x in [0, 1], as the square of the cosine series of π·x/2, to 2⁻⁵¹.</summary>
    public static double HalfCosine(double x)
    {
        var square = Math.PI * Math.PI / 4 * (x * x);
        var cosine = 1.0;
        for (var n = 22; n > 0; n -= 2) cosine = 1 - cosine * square / (n * (n - 1));
        return cosine * cosine;
    }
}
