using BenchmarkDotNet.Attributes;

namespace Chainrule.Benchmarks;

/// <summary>Predictions through 784-128-10, by a network as it is and by one made ready, which may allocate nothing.</summary>
public class Predictions
{
    private Network<float> _network = null!;
    private Predictor<float> _predictor = null!;
    private float[] _inputs = [], _outputs = [];

    [Params(1, 32, 1000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _network = new(784, [new(128, Activation.Relu), new(10)], Loss.CrossEntropy, seed: 1);
        _predictor = new(_network);
        _inputs = Numbers.Draw<float>(Rows * 784);
        _outputs = new float[Rows * 10];
    }

    [Benchmark]
    public float[] Network() => _network.Predict(_inputs);

    [Benchmark]
    public void Predictor() => _predictor.Predict(_inputs, _outputs);
}
