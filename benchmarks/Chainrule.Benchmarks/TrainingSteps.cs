using System.Numerics;
using BenchmarkDotNet.Attributes;
using Chainrule.Peers;

namespace Chainrule.Benchmarks;

/// <summary>A training step of each network of the speed table; nothing may be allocated.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class TrainingSteps<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Step<T> _step = null!;
    private DataSet<T> _batch = null!;

    public static IEnumerable<string> Names => Row.All.Select(row => row.Name);

    [ParamsSource(nameof(Names))]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Draw()
    {
        var row = Row.All.Single(row => row.Name == Network);
        (_step, _batch) = (new(row.Network<T>(), row.Optimizer()), row.Data<T>(row.Batch));
        // The arrays of a step are made by the first one.
        Run();
    }

    [Benchmark]
    public double Run() => _step.Run(_batch.Inputs, _batch.Targets);
}
