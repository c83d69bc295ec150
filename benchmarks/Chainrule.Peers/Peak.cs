using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Chainrule.Peers;

/// <summary>
/// What this machine's FMA units can do at most: twelve chains that never leave the registers, enough to hide a latency of four
/// cycles on two units, and few enough for the sixteen registers of AVX2.
/// </summary>
internal static class Peak
{
    private const int Steps = 3_000_000, Chains = 12;

    /// <summary>Bits of a register, as the JIT sees it: with DOTNET_EnableAVX512=0 the peak is that of AVX2.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>How long so many multiplications and additions take at least.</summary>
    public static Side Side<T>(double operations, int threads) where T : struct => _ => operations / Measure<T>(threads) / 1e3;

    /// <summary>GFLOP/s of all threads together, the best of ten.</summary>
    private static double Measure<T>(int threads) where T : struct
    {
        Action<T> run = Vector512.IsHardwareAccelerated ? Run512 : Run256;
        var lanes = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count;
        return Enumerable.Range(0, 10).Max(_ => 2.0 * threads * Chains * lanes * Steps / Seconds(run, threads) / 1e9);
    }

    private static double Seconds<T>(Action<T> run, int threads)
    {
        using var start = new Barrier(threads);
        var others = Enumerable.Range(1, threads - 1).Select(_ => new Thread(() => { start.SignalAndWait(); run(default!); })).ToArray();
        foreach (var thread in others) thread.Start();
        start.SignalAndWait();
        var watch = Stopwatch.StartNew();
        run(default!);
        foreach (var thread in others) thread.Join();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Run512<T>(T value)
    {
        var x = Vector512.Create(value);
        Vector512<T> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var step = 0; step < Steps; step++)
        {
            a = Fma(a, x); b = Fma(b, x); c = Fma(c, x); d = Fma(d, x); e = Fma(e, x); f = Fma(f, x);
            g = Fma(g, x); h = Fma(h, x); i = Fma(i, x); j = Fma(j, x); k = Fma(k, x); l = Fma(l, x);
        }
        Keep(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static void Run256<T>(T value)
    {
        var x = Vector256.Create(value);
        Vector256<T> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var step = 0; step < Steps; step++)
        {
            a = Fma(a, x); b = Fma(b, x); c = Fma(c, x); d = Fma(d, x); e = Fma(e, x); f = Fma(f, x);
            g = Fma(g, x); h = Fma(h, x); i = Fma(i, x); j = Fma(j, x); k = Fma(k, x); l = Fma(l, x);
        }
        Keep(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma<T>(Vector512<T> sum, Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(x.AsSingle(), x.AsSingle(), sum.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(x.AsDouble(), x.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma<T>(Vector256<T> sum, Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(x.AsSingle(), x.AsSingle(), sum.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(x.AsDouble(), x.AsDouble(), sum.AsDouble()).As<double, T>();

    /// <summary>What is passed on has to be computed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep<T>(T _)
    {
    }
}
