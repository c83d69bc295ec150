using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Chainrule.Peers;

/// <summary>What this machine's FMA units can do at most on one core: sixteen chains that never leave the registers.</summary>
internal static class Peak
{
    private const int Steps = 1_000_000;

    /// <summary>GFLOP/s in float, the best of ten.</summary>
    public static double Measure()
    {
        var best = 0.0;
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            Run(Vector512.Create(0.5f));
            best = Math.Max(best, 2.0 * 16 * Vector512<float>.Count * Steps / watch.Elapsed.TotalSeconds / 1e9);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> Run(Vector512<float> x)
    {
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
        for (var step = 0; step < Steps; step++)
        {
            a = Fma(a, x); b = Fma(b, x); c = Fma(c, x); d = Fma(d, x); e = Fma(e, x); f = Fma(f, x); g = Fma(g, x); h = Fma(h, x);
            i = Fma(i, x); j = Fma(j, x); k = Fma(k, x); l = Fma(l, x); m = Fma(m, x); n = Fma(n, x); o = Fma(o, x); p = Fma(p, x);
        }
        return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> sum, Vector512<float> x) => Vector512.MultiplyAddEstimate(sum, x, x);
}
