using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Losses of whole rows: their reductions, their logits, and numbers as large as there are.</summary>
public class LossTests
{
    public static TheoryData<string> OnLogits => [.. Loss.All.Where(loss => loss.Contains is not null).Select(loss => loss.Name)];

    [Fact]
    public void What_is_a_sum_and_what_is_a_mean_is_as_the_conventions_say()
    {
        var network = Pass(2, Loss.HalfSquaredError);
        var data = new DataSet<double>([[1, 2], [3, 4]], [[0, 0], [1, 1]]);
        // Differences 1, 2 and 2, 3.
        Assert.Equal((2.5 + 6.5) / 2, network.Evaluate(data));
        Assert.Equal((2.5 + 6.5) / 2, Pass(2, Loss.MeanSquaredError).Evaluate(data));
        Assert.Equal((1.5 + 2.5) / 2, Pass(2, Loss.MeanAbsoluteError).Evaluate(data));
        Assert.Equal((1.0 + 2.0) / 2, Pass(2, Loss.Huber).Evaluate(data));
    }

    [Theory, MemberData(nameof(OnLogits))]
    public void A_loss_on_logits_is_finite_for_every_finite_logit(string loss)
    {
        IsFinite<double>(Loss.Named(loss), [0, 1, -1, 40, -40, 800, -800, 1e300, -1e300, 1e308, -1e308]);
        IsFinite<float>(Loss.Named(loss), [0, 1, -1, 40, -40, 800, -800, 1e30f, -1e30f, 3e38f, -3e38f]);
    }

    [Fact]
    public void Cross_entropy_of_huge_logits_has_its_value()
    {
        Assert.Equal(0, LossOf<double>(Loss.CrossEntropy, [1e308, -1e308], [1, 0]));
        Assert.Equal(1e308, LossOf<double>(Loss.CrossEntropy, [1e308, 0], [0, 1]));
        Compare.Close(LossOf<double>(Loss.CrossEntropy, [8e307, -8e307], [0.75, 0.25]), 4e307, 1e-15);
        Assert.Equal(double.MaxValue, LossOf<double>(Loss.CrossEntropy, [1e308, -1e308], [0, 1]));
        Compare.Close(LossOf<double>(Loss.CrossEntropy, [-1e308, -1e308], [0, 1]), Math.Log(2), 0, 1e292);
        Compare.Close(LossOf<double>(Loss.BinaryCrossEntropy, [1e308, -1e308], [0, 0]), 5e307, 1e-15);
        Assert.Equal(0, LossOf<float>(Loss.BinaryCrossEntropy, [3e38f, -3e38f], [1, 0]));
    }

    [Fact]
    public void Every_gradient_on_a_huge_logit_is_finite_too()
    {
        foreach (var loss in Loss.All.Where(loss => loss.Contains is not null))
        {
            var step = new Step<double>(Pass(2, loss), new Sgd());
            step.ComputeGradients([1e308, -1e308], [0, 1]);
            Compare.Close(step.BiasGradients(0), loss == Loss.CrossEntropy ? [1, -1] : [0.5, -0.5], 1e-15);
        }
    }

    [Fact]
    public void A_loss_that_contains_its_activation_takes_no_other()
    {
        Assert.Equal(Activation.Softmax, Pass(2, Loss.CrossEntropy).Layers[^1].Activation);
        Assert.Equal(Activation.Sigmoid, Pass(2, Loss.BinaryCrossEntropy).Layers[^1].Activation);
        var error = Assert.Throws<BadInputException>(() => new Network<double>(2, [new(2, Activation.Relu)], Loss.BinaryCrossEntropy));
        Assert.Equal(
            "the loss binary-cross-entropy contains sigmoid and cannot follow an output layer with the activation relu: "
            + "use sigmoid or identity there",
            error.Message);
    }

    private static void IsFinite<T>(Loss loss, T[] logits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var first in logits)
            foreach (var second in logits)
                foreach (var (p, q) in new[] { (1.0, 0.0), (0.0, 1.0), (0.5, 0.5) })
                {
                    var value = LossOf(loss, [first, second], [T.CreateTruncating(p), T.CreateTruncating(q)]);
                    Assert.True(double.IsFinite(value), $"{loss} of {first}, {second} against {p}, {q} is {value}");
                }
    }

    private static double LossOf<T>(Loss loss, T[] logits, T[] targets) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new Network<T>([Unit<T>(logits.Length, loss)], loss, BiasPolicy.PerUnit).Evaluate(new DataSet<T>(logits, targets, 1));

    /// <summary>A network that passes its inputs through as net inputs.</summary>
    private static Network<double> Pass(int width, Loss loss) => new([Unit<double>(width, loss)], loss, BiasPolicy.PerUnit);

    private static Layer<T> Unit<T>(int width, Loss loss) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new T[width * width];
        for (var j = 0; j < width; j++) weights[j * width + j] = T.One;
        return new(weights, new T[width], loss.OutputActivation(Activation.Identity));
    }
}
