using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>A network made ready predicts what the network predicts, to the bit, for one row and for many.</summary>
public class PredictorTests
{
    private static readonly (int Inputs, Dense[] Layers, Loss Loss)[] s_networks =
    [
        (1, [new(1)], Loss.HalfSquaredError),
        (2, [new(2, Activation.Sigmoid), new(2, Activation.Sigmoid)], Loss.HalfSquaredError),
        (4, [new(16, Activation.Relu), new(3)], Loss.CrossEntropy),
        (300, [new(129, Activation.Gelu), new(63, Activation.Tanh), new(10)], Loss.CrossEntropy),
        (513, [new(200, Activation.Softplus), new(17)], Loss.BinaryCrossEntropy),
    ];

    [Fact]
    public void It_predicts_what_the_network_predicts()
    {
        foreach (var (inputs, layers, loss) in s_networks)
        {
            Same<float>(inputs, layers, loss);
            Same<double>(inputs, layers, loss);
        }
    }

    [Fact]
    public void It_keeps_the_parameters_it_was_made_of()
    {
        var network = new Network<float>(3, [new(2)], Loss.HalfSquaredError, seed: 1);
        var predictor = new Predictor<float>(network);
        var before = predictor.Predict([1, 2, 3]);
        network.Layers[0].Weights.AsSpan().Clear();
        network.Layers[0].Biases.AsSpan().Fill(9);
        Compare.SameBits<float>(predictor.Predict([1, 2, 3]), before);
    }

    [Fact]
    public void It_may_be_used_from_many_threads()
    {
        var network = new Network<float>(40, [new(70, Activation.Tanh), new(3)], Loss.CrossEntropy, seed: 1);
        var predictor = new Predictor<float>(network);
        var rows = Enumerable.Range(0, 64).Select(row => Numbers.Uniform<float>(40, row)).ToArray();
        var expected = rows.Select(row => network.Predict(row)).ToArray();
        Parallel.For(0, 2_000, n => Compare.SameBits<float>(predictor.Predict(rows[n % 64]), expected[n % 64]));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var predictor = new Predictor<float>(new(784, [new(128, Activation.Relu), new(10)], Loss.CrossEntropy));
        var (x, y) = (new float[784], new float[10]);
        predictor.Predict(x, y);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) predictor.Predict(x, y);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Rows_that_are_not_whole_are_refused()
    {
        var predictor = new Predictor<float>(new(3, [new(2)], Loss.HalfSquaredError));
        Assert.Throws<ArgumentException>(() => predictor.Predict(new float[4]));
        Assert.Throws<ArgumentException>(() => predictor.Predict(new float[6], new float[2]));
        Assert.Empty(predictor.Predict([]));
    }

    private static void Same<T>(int inputs, Dense[] layers, Loss loss) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(inputs, layers, loss, seed: 3);
        foreach (var layer in network.Layers) Numbers.Uniform<T>(layer.Units, 5).CopyTo(layer.Biases, 0);
        var predictor = new Predictor<T>(network);
        foreach (var rows in new[] { 1, 2, 5, 6, 40, 300 })
        {
            var x = Numbers.Uniform<T>(rows * inputs, rows);
            Compare.SameBits<T>(predictor.Predict(x), network.Predict(x));
        }
    }
}
