using System.Runtime.CompilerServices;

namespace Chainrule.Algebra;

/// <summary>
/// Our own exp, log, tanh and erf: one text for every floating-point carrier, so that a number has the same bits in any
/// vector width and on any machine with FMA. Infinities and NaN as IEEE 754 says; subnormal results are rounded once.
/// Accuracy is measured by the tests and stated in docs/numerics.md.
/// </summary>
internal static class Elementary
{
    /// <summary>eˣ = 2ⁿ · eʳ with n = round(x / ln 2), |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Exp<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var (n, r) = Reduce(x);
        return Scale(1 + ExpM1Reduced(r), n);
    }

    /// <summary>
    /// eˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1): exact near 0, where n = 0. Beyond n = 60 the −1 no longer counts. The sign is that of x, also
    /// of a zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S ExpM1<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var (n, r) = Reduce(x);
        var m = ExpM1Reduced(r);
        return S.CopySign(S.Select(n - 60, Scale(1 + m, n), Scale(m, n) + (Scale<S>(1, n) - 1)), x);
    }

    /// <summary>
    /// x = m·2ⁿ; ln x = n·ln 2 + ln m, and with f = m − 1, s = f/(2 + f): ln m = f − (f²/2 − s·(f²/2 + R(s²))).
    /// Source: the arrangement of FreeBSD's e_log.c; R is the series of 2·artanh.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Log<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        // A subnormal number is lifted into the normal range first.
        var isSubnormal = (S.IsSingle ? 1.17549435e-38 : 2.2250738585072014e-308) - x;
        var (lift, lifted) = S.IsSingle ? (16777216d, 24d) : (18014398509481984d, 54d);
        var (m, n) = S.Split(S.Select(isSubnormal, x * lift, x));
        n = S.Select(isSubnormal, n - lifted, n);

        var f = m - 1;
        var s = f / (2 + f);
        var half = 0.5 * f * f;
        var (high, low) = LogOfTwo<S>();
        var log = n * high - ((half - S.MultiplyAdd(s, half + LogSeries(s * s), n * low)) - f);

        var infinite = S.Select(x - (S.IsSingle ? float.MaxValue : double.MaxValue), x, log);
        return S.Select(x, infinite, S.Select(-x, double.NaN, x + double.NegativeInfinity));
    }

    /// <summary>ln(1 + x) = ln u + c/u with u = 1 + x rounded and c what the rounding lost (Kahan's correction).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S LogP1<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var u = 1 + x;
        // What is lost is known exactly from the side of the larger of the two addends.
        var c = S.Select(x - 1, 1 - (u - x), x - (u - 1));
        var log = Log(u);
        var infinite = S.Select(u - (S.IsSingle ? float.MaxValue : double.MaxValue), u, log + c / u);
        return S.CopySign(S.Select(u, infinite, log), x);
    }

    /// <summary>tanh|x| = −m/(m + 2) with m = e^(−2|x|) − 1, which keeps all digits near 0; then the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Tanh<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var m = ExpM1(-2 * S.Abs(x));
        return S.CopySign(-m / (m + 2), x);
    }

    /// <summary>
    /// erf x = x·P(x²) below 1; sign(x)·(1 − e^(−y²)·Q(t)) above, with y = min(|x|, 6.5), t = (y − 3)/(y + 1).
    /// P and Q come from eng/erf_coefficients.py.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Erf<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var y = -S.Max(-S.Abs(x), -6.5);
        var t = (y - 3) / (y + 1);
        var near = x * (S.IsSingle ? ErfNearSingle(y * y) : ErfNearDouble(y * y));
        var far = 1 - Exp(-(y * y)) * (S.IsSingle ? ErfFarSingle(t) : ErfFarDouble(t));
        return S.Select(1 - y, near, S.CopySign(far, x));
    }

    /// <summary>n = round(x / ln 2) and r = x − n·ln 2, for x cut to where eˣ is neither 0 nor ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (S N, S R) Reduce<S>(S x) where S : IFloating<S>, IAlgebra<S>
    {
        var (lowest, highest) = S.IsSingle ? (-105d, 90d) : (-750d, 712d);
        x = -S.Max(-S.Max(x, lowest), -highest);
        var n = S.Round(x * 1.4426950408889634);
        var (high, low) = LogOfTwo<S>();
        return (n, S.MultiplyAdd(-n, low, S.MultiplyAdd(-n, high, x)));
    }

    /// <summary>ln 2 in two parts; the high part has trailing zeros, so that n·high is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (S High, S Low) LogOfTwo<S>() where S : IFloating<S>, IAlgebra<S> => S.IsSingle
        ? (0.693359375, -2.12194440e-4)
        : (6.93147180369123816490e-01, 1.90821492927058770002e-10);

    /// <summary>x·2ⁿ in two steps, so that neither factor leaves the range of normal numbers and only the last step rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S Scale<S>(S x, S n) where S : IFloating<S>, IAlgebra<S>
    {
        var half = S.Round(0.5 * n);
        return x * S.PowerOfTwo(half) * S.PowerOfTwo(n - half);
    }

    /// <summary>eʳ − 1 = r + r²·(1/2! + r/3! + r²/4! + …) for |r| ≤ ½ ln 2; what is left out is below ¼ ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S ExpM1Reduced<S>(S r) where S : IFloating<S>, IAlgebra<S>
    {
        S p = 1.0 / 5040;
        if (!S.IsSingle)
        {
            p = S.MultiplyAdd(1.0 / 6227020800, r, 1.0 / 479001600);
            p = S.MultiplyAdd(p, r, 1.0 / 39916800);
            p = S.MultiplyAdd(p, r, 1.0 / 3628800);
            p = S.MultiplyAdd(p, r, 1.0 / 362880);
            p = S.MultiplyAdd(p, r, 1.0 / 40320);
            p = S.MultiplyAdd(p, r, 1.0 / 5040);
        }
        p = S.MultiplyAdd(p, r, 1.0 / 720);
        p = S.MultiplyAdd(p, r, 1.0 / 120);
        p = S.MultiplyAdd(p, r, 1.0 / 24);
        p = S.MultiplyAdd(p, r, 1.0 / 6);
        p = S.MultiplyAdd(p, r, 0.5);
        return S.MultiplyAdd(r * r, p, r);
    }

    /// <summary>R(z) = 2·(z/3 + z²/5 + z³/7 + …), z = s² ≤ 0.0295: ln m = 2·artanh s = s·(2 + R).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S LogSeries<S>(S z) where S : IFloating<S>, IAlgebra<S>
    {
        S p = 2.0 / 11;
        if (!S.IsSingle)
        {
            p = S.MultiplyAdd(2.0 / 21, z, 2.0 / 19);
            p = S.MultiplyAdd(p, z, 2.0 / 17);
            p = S.MultiplyAdd(p, z, 2.0 / 15);
            p = S.MultiplyAdd(p, z, 2.0 / 13);
            p = S.MultiplyAdd(p, z, 2.0 / 11);
        }
        p = S.MultiplyAdd(p, z, 2.0 / 9);
        p = S.MultiplyAdd(p, z, 2.0 / 7);
        p = S.MultiplyAdd(p, z, 2.0 / 5);
        p = S.MultiplyAdd(p, z, 2.0 / 3);
        return p * z;
    }

    private static S ErfNearSingle<S>(S u) where S : IFloating<S>, IAlgebra<S>
    {
        S p = 7.875875062685488e-05;
        p = S.MultiplyAdd(p, u, -0.000801686428716587);
        p = S.MultiplyAdd(p, u, 0.005189087423433974);
        p = S.MultiplyAdd(p, u, -0.026854212010626412);
        p = S.MultiplyAdd(p, u, 0.11283594715160218);
        p = S.MultiplyAdd(p, u, -0.37612626666720334);
        p = S.MultiplyAdd(p, u, 1.1283791658483509);
        return p;
    }

    private static S ErfNearDouble<S>(S u) where S : IFloating<S>, IAlgebra<S>
    {
        S p = -7.795898827002142e-10;
        p = S.MultiplyAdd(p, u, 1.3720064546777686e-08);
        p = S.MultiplyAdd(p, u, -1.6208483801871705e-07);
        p = S.MultiplyAdd(p, u, 1.6447424703317362e-06);
        p = S.MultiplyAdd(p, u, -1.492473690741966e-05);
        p = S.MultiplyAdd(p, u, 0.00012055294904839707);
        p = S.MultiplyAdd(p, u, -0.0008548325975389692);
        p = S.MultiplyAdd(p, u, 0.0052239776071164225);
        p = S.MultiplyAdd(p, u, -0.02686617064323777);
        p = S.MultiplyAdd(p, u, 0.11283791670945006);
        p = S.MultiplyAdd(p, u, -0.37612638903183543);
        p = S.MultiplyAdd(p, u, 1.1283791670955126);
        return p;
    }

    private static S ErfFarSingle<S>(S t) where S : IFloating<S>, IAlgebra<S>
    {
        S p = 1.4734342659087479e-05;
        p = S.MultiplyAdd(p, t, 8.413270635254854e-05);
        p = S.MultiplyAdd(p, t, 0.00011622777558178771);
        p = S.MultiplyAdd(p, t, -0.0005047897134789854);
        p = S.MultiplyAdd(p, t, -0.0019916747787810515);
        p = S.MultiplyAdd(p, t, 0.004127463564827723);
        p = S.MultiplyAdd(p, t, 0.03666089712786415);
        p = S.MultiplyAdd(p, t, -0.21748904715383022);
        p = S.MultiplyAdd(p, t, 0.17900115106961742);
        return p;
    }

    private static S ErfFarDouble<S>(S t) where S : IFloating<S>, IAlgebra<S>
    {
        S p = 2.86521160223221e-10;
        p = S.MultiplyAdd(p, t, 2.5128199544937107e-10);
        p = S.MultiplyAdd(p, t, -8.10143840142741e-09);
        p = S.MultiplyAdd(p, t, -3.9763128045355734e-08);
        p = S.MultiplyAdd(p, t, -7.747872819815782e-08);
        p = S.MultiplyAdd(p, t, -2.4874172019324354e-09);
        p = S.MultiplyAdd(p, t, 3.7135813279127723e-07);
        p = S.MultiplyAdd(p, t, 8.795615559467522e-07);
        p = S.MultiplyAdd(p, t, 1.0256303418695265e-07);
        p = S.MultiplyAdd(p, t, -4.541466092166173e-06);
        p = S.MultiplyAdd(p, t, -1.0577022571769177e-05);
        p = S.MultiplyAdd(p, t, 5.6765194488585535e-06);
        p = S.MultiplyAdd(p, t, 8.354817526746902e-05);
        p = S.MultiplyAdd(p, t, 0.00011974318366780492);
        p = S.MultiplyAdd(p, t, -0.0005033647826856727);
        p = S.MultiplyAdd(p, t, -0.0019919824739703922);
        p = S.MultiplyAdd(p, t, 0.004127251911339859);
        p = S.MultiplyAdd(p, t, 0.036660898529250245);
        p = S.MultiplyAdd(p, t, -0.21748904002869143);
        p = S.MultiplyAdd(p, t, 0.17900115118138996);
        return p;
    }
}
