using BenchmarkDotNet.Attributes;

namespace Chainrule.Benchmarks;

/// <summary>Predictions through 784-128-10; the outputs are all that may be allocated.</summary>
public class Predictions
{
    private Network<float> _network = null!;
    private float[] _inputs = [];

    [Params(1, 32, 1000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _network = new(784, [new(128, Activation.Relu), new(10)], Loss.CrossEntropy, seed: 1);
        _inputs = Numbers.Draw<float>(Rows * 784);
    }

    [Benchmark]
    public float[] Predict() => _network.Predict(_inputs);
}
