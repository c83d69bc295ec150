namespace Chainrule.Testing;

/// <summary>
/// The slow twin of a forward pass: loops over single doubles with the functions of System.Math, written from the
/// definitions in docs/formats.md and sharing no code with the engine.
/// </summary>
public static class Reference
{
    /// <summary>An activation by its name, from its definition.</summary>
    public static double Activate(string name, double x) => name switch
    {
        "identity" => x,
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh(x),
        "relu" => x > 0 ? x : 0,
        "leaky-relu" => x > 0 ? x : 0.01 * x,
        "elu" => x > 0 ? x : Math.Exp(x) - 1,
        "selu" => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        "gelu" => x * NormalDistribution(x),
        "silu" => x / (1 + Math.Exp(-x)),
        "softplus" => x > 30 ? x : Math.Log(1 + Math.Exp(x)),
        _ => throw new ArgumentException($"no reference for {name}"),
    };

    /// <summary>The outputs of one sample.</summary>
    public static double[] Forward(Network<double> network, double[] input)
    {
        var x = input;
        foreach (var layer in network.Layers)
        {
            var z = new double[layer.Units];
            for (var j = 0; j < z.Length; j++)
            {
                z[j] = layer.Biases[j];
                for (var i = 0; i < x.Length; i++) z[j] += layer.Weights[j * x.Length + i] * x[i];
            }
            x = layer.Activation == Activation.Softmax ? Softmax(z) : [.. z.Select(value => Activate(layer.Activation.Name, value))];
        }
        return x;
    }

    /// <summary>The loss of one sample by its name, from its definition, given the outputs (probabilities for the cross-entropies).</summary>
    public static double Loss(string name, double[] o, double[] t)
    {
        double Sum(Func<double, double, double> error) => o.Zip(t, error).Sum();
        return name switch
        {
            "half-squared-error" => Sum((x, y) => (x - y) * (x - y) / 2),
            "mean-squared-error" => Sum((x, y) => (x - y) * (x - y)) / o.Length,
            "mean-absolute-error" => Sum((x, y) => Math.Abs(x - y)) / o.Length,
            "huber" => Sum((x, y) => Math.Abs(x - y) is var d && d <= 1 ? d * d / 2 : d - 0.5) / o.Length,
            "quantile" => Sum((x, y) => Math.Abs(x - y) / 2) / o.Length,
            "poisson" => Sum((x, y) => Math.Exp(x) - x * y) / o.Length,
            "binary-cross-entropy" => -Sum((x, y) => y * Math.Log(x) + (1 - y) * Math.Log(1 - x)) / o.Length,
            "cross-entropy" => -Sum((x, y) => y == 0 ? 0 : y * Math.Log(x)),
            _ => throw new ArgumentException($"no reference for {name}"),
        };
    }

    /// <summary>The mean loss of a data set.</summary>
    public static double Loss(Network<double> network, DataSet<double> data) =>
        Enumerable.Range(0, data.Rows)
            .Average(row => Loss(network.Loss.Name, Forward(network, data.Input(row).ToArray()), data.Target(row).ToArray()));

    private static double[] Softmax(double[] z)
    {
        var e = z.Select(value => Math.Exp(value - z.Max())).ToArray();
        return [.. e.Select(value => value / e.Sum())];
    }

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …), which needs no error function; 0 or 1 beyond ±10.</summary>
    private static double NormalDistribution(double x)
    {
        if (Math.Abs(x) > 10) return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (var n = 3; Math.Abs(term) > 1e-20 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * sum;
    }
}
