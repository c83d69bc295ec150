using System.Numerics;
using Chainrule.Kernels;
using static TorchSharp.torch;

namespace Chainrule.Peers;

/// <summary>The matrix product X·Wᵀ of a square dense layer: Chainrule's kernel, libtorch's (MKL) and the peak, in turn.</summary>
internal static class Products
{
    public static void Compare(Options options, int threads)
    {
        Console.WriteLine("| product | Chainrule GFLOP/s | libtorch GFLOP/s | FMA peak GFLOP/s | times libtorch | of the peak |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Compare<float>(options, threads, 1024);
        Compare<double>(options, threads, 1024);
    }

    private static void Compare<T>(Options options, int threads, int size) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        T[] x = Draw(), w = Draw(), b = new T[size], z = new T[size * size];
        var (left, right) = (from_array(x).reshape(size, size), from_array(w).reshape(size, size).t());
        var result = zeros_like(left);
        var operations = 2.0 * size * size * size;

        var times = new Alternating(
            options,
            Alternating.Repeated(() => MatMul.Forward<T>(x, w, b, z, size)),
            Alternating.Repeated(() => result.addmm_(left, right, 0, 1)),
            Peak.Side<T>(operations, threads));
        RequireEqual(z, result.data<T>().ToArray());
        var rates = Enumerable.Range(0, 3).Select(side => $"{operations / times.Median(side) / 1e3:F1}");
        Console.WriteLine($"| {size}³ {typeof(T).Name} | {string.Join(" | ", rates)} | {times.Ratio(1, 0):F2} | {times.Ratio(2, 0):P0} |");

        T[] Draw() => [.. Enumerable.Range(0, size * size).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
    }

    private static void RequireEqual<T>(T[] ours, T[] theirs) where T : IBinaryFloatingPointIeee754<T>
    {
        var worst = ours.Zip(theirs, (x, y) => double.CreateTruncating(T.Abs(x - y))).Max();
        if (!(worst < 1e-4)) throw new InvalidOperationException($"The products differ by {worst}.");
    }
}
