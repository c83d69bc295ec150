using System.Numerics;
using BenchmarkDotNet.Attributes;
using Chainrule.Optimizers;

namespace Chainrule.Benchmarks;

/// <summary>Optimizer updates: the time of one parameter, among few that stay in the cache and among many that come from memory.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class Updates<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Few = 1 << 12, Many = 1 << 22;

    private static readonly Dictionary<string, Optimizer> s_optimizers = new()
    {
        ["sgd"] = new Sgd(),
        ["sgd, momentum"] = new Sgd { Momentum = 0.9 },
        ["sgd, nesterov, decay"] = new Sgd { Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 },
        ["adam"] = new Adam(),
        ["adamw"] = new AdamW(),
        ["rmsprop"] = new RmsProp(),
        ["rprop"] = new Rprop(),
    };

    private readonly T[] _w = Numbers.Draw<T>(Many), _g = Numbers.Draw<T>(Many), _m = new T[Many], _v = new T[Many];
    private Optimizer _optimizer = null!;
    private UpdateKernel<T> _kernel = null!;
    private long _updates;

    public static IEnumerable<string> Names => s_optimizers.Keys;

    [ParamsSource(nameof(Names))]
    public string Optimizer { get; set; } = "";

    [GlobalSetup]
    public void Choose() => (_optimizer, _kernel) = (s_optimizers[Optimizer], s_optimizers[Optimizer].Kernel<T>());

    [Benchmark(OperationsPerInvoke = Few)]
    public void InCache() => Run(Few);

    [Benchmark(OperationsPerInvoke = Many)]
    public void InMemory() => Run(Many);

    private void Run(int count)
    {
        Span<T> m = _m.AsSpan(0, _optimizer.Slots > 0 ? count : 0), v = _v.AsSpan(0, _optimizer.Slots > 1 ? count : 0);
        _kernel.Begin(++_updates, _optimizer.LearningRate);
        _kernel.Run(_w.AsSpan(0, count), _g.AsSpan(0, count), m, v);
    }
}
