namespace Chainrule.Explain.Tests;

/// <summary>
/// Steps of random networks: depth 1 to 6, every activation, loss, optimizer and bias policy, batches of 1 to 5, updates 1 to 3, half of them
/// with penalties or limits, a third with weighted rows, a third with dropout; the last ones with normalised layers.
/// </summary>
internal static class RandomSteps
{
    public const int Count = 320;

    /// <summary>How many of them, the first ones, have no normalised layer.</summary>
    public const int Plain = 200;

    private static readonly Activation[] s_hidden = [.. Activation.All.Where(a => a != Activation.Softmax)];

    /// <summary>
    /// Step number n, recorded. Every activation stands in a hidden layer and every loss at the output within 66 steps; the rest is
    /// drawn.
    /// </summary>
    public static Step<double> Get(int n)
    {
        var random = new Random(n);
        var depth = 1 + n % 6;
        var loss = Loss.All[n % Loss.All.Count];
        var policy = Enum.GetValues<BiasPolicy>()[random.Next(3)];
        var layers = new Dense[depth];
        for (var l = 0; l < depth - 1; l++) layers[l] = new(random.Next(1, 5), s_hidden[(n / 6 + l) % s_hidden.Length]);
        // A third of the networks drops outputs of its first hidden layer, of every other one with more than two.
        for (var l = 0; l < depth - 1 && n % 3 == 1; l += 2) layers[l] = layers[l] with { Dropout = l == 0 ? 0.5 : 0.2 };
        var outputs = random.Next(loss == Loss.CrossEntropy ? 2 : 1, 7);
        layers[^1] = new(outputs, loss.Contains is null ? Activation.All[random.Next(Activation.All.Count)] : null);
        if (n >= Plain) Normalize(layers, random);
        var network = new Network<double>(random.Next(1, 5), layers, loss, policy, (ulong)n);
        foreach (var layer in network.Layers)
        {
            var shared = random.NextDouble() - 0.5;
            for (var j = 0; j < layer.Normalizer?.Gains.Length; j++) layer.Normalizer.Gains[j] = 2 * random.NextDouble() - 0.5;
            for (var j = 0; j < layer.Units; j++) layer.Biases[j] = policy == BiasPolicy.Shared ? shared : random.NextDouble() - 0.5;
        }
        var rows = random.Next(1, 6);
        double[] inputs = [.. Enumerable.Range(0, rows * network.Inputs).Select(_ => random.Next(5) == 0 ? 0 : 4 * random.NextDouble() - 2)];
        var step = new Step<double>(network, OptimizerOf(random), GradientsOf(new(~n))) { Seed = (ulong)n + 7 };
        var targets = TargetsOf(loss, rows, outputs, random);
        // e^o soon overflows where rates are as large as these.
        var weights = WeightsOf(rows, new(100_000 + n));
        for (var update = loss == Loss.Poisson ? 0 : random.Next(3); update > 0; update--) step.Run(inputs, targets, weights);
        step.Recording = true;
        step.Run(inputs, targets, weights);
        return step;
    }

    /// <summary>One layer for certain, and each other one as it comes. Few units would make a mean that says nothing.</summary>
    private static void Normalize(Dense[] layers, Random random)
    {
        var certain = random.Next(layers.Length);
        for (var l = 0; l < layers.Length; l++)
            layers[l] = layers[l] with
            {
                Units = l < layers.Length - 1 ? layers[l].Units + 1 : layers[l].Units,
                Normalization = (Normalization)random.Next(l == certain ? 1 : 0, 3),
            };
    }

    private static Optimizer OptimizerOf(Random random) => random.Next(11) switch
    {
        0 => new Sgd(0.1),
        1 => new Sgd(0.1) { WeightDecay = 0.02 },
        2 => new Sgd(0.1) { Momentum = 0.9 },
        3 => new Sgd(0.1) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.02 },
        4 => new Adam(0.01),
        5 => new AdamW(0.01),
        6 => new Adagrad(0.1) { WeightDecay = 0.02 },
        7 => new RmsProp(0.01) { Momentum = 0.9 },
        8 => new RmsProp(0.01) { Centered = true, WeightDecay = 0.02 },
        9 => new Rprop(0.01),
        _ => new Adam(0.01) { WeightDecay = 0.02 },
    };

    private static GradientOptions? GradientsOf(Random random) => random.Next(12) switch
    {
        0 => new() { L1 = 0.01 },
        1 => new() { L2 = 0.1 },
        2 => new() { L1 = 0.02, L2 = 0.05 },
        3 => new() { ClipNorm = 0.05 },
        4 => new() { L2 = 0.1, ClipNorm = 0.2 },
        5 => new() { L1 = 0.01, L2 = 0.1, ClipNorm = 1000 },
        6 => new() { L1 = 0.01, ClipValue = 0.02 },
        _ => null,
    };

    /// <summary>A third of the batches has rows that count for more, for less or for nothing.</summary>
    private static double[] WeightsOf(int rows, Random random) =>
        random.Next(3) > 0 ? [] : [.. Enumerable.Range(0, rows).Select(row => row == 1 ? 0 : 0.5 + 2 * random.NextDouble())];

    private static double[] TargetsOf(Loss loss, int rows, int outputs, Random random)
    {
        double[] targets = [.. Enumerable.Range(0, rows * outputs).Select(_ => random.NextDouble())];
        if (loss != Loss.CrossEntropy) return targets;
        for (var row = 0; row < rows; row++)
        {
            var sample = targets.AsSpan(row * outputs, outputs);
            var isOneHot = random.Next(2) == 0;
            var (sum, one) = (0.0, random.Next(outputs));
            foreach (var t in sample) sum += t;
            for (var k = 0; k < outputs; k++) sample[k] = isOneHot ? k == one ? 1 : 0 : sample[k] / sum;
        }
        return targets;
    }
}
