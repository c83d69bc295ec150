namespace Chainrule.Explain.Tests;

/// <summary>Networks that are explained in many tests: the tutorial's, one of the shape of iris, and a large one.</summary>
internal static class Samples
{
    /// <summary>The tutorial's network at an update, counted from 1.</summary>
    public static StepQuantities Tutorial(int update) => TutorialSteps(update)[0];

    /// <summary>Several updates side by side.</summary>
    public static StepQuantities[] TutorialSteps(params int[] updates)
    {
        var spec = NetworkSpec.Parse(new TutorialRun(BiasPolicy.Frozen, 0).Network().ToJsonString(), "tutorial");
        return Record(spec.Build<double>(), spec.Optimizer!, spec.Batch!, updates);
    }

    /// <summary>4-8-3, relu and softmax, Adam with a decay, a batch of three.</summary>
    public static StepQuantities Iris(int update)
    {
        var network = new Network<double>(4, [new(8, Activation.Relu), new(3)], Loss.CrossEntropy, seed: 1);
        var batch = new DataSet<double>(
            [[0.1, -0.5, 1.2, 0.8], [-1.1, 0.5, -1.2, -0.8], [0.1, -0.9, 0.2, 0.4]], [[0, 1, 0], [1, 0, 0], [0, 0, 1]]);
        return Record(network, new Adam(0.01) { WeightDecay = 0.001 }, batch, update)[0];
    }

    /// <summary>2-3-2, a normalised tanh and a sigmoid, at its first update: on one row by momentum, or of a batch on three rows.</summary>
    public static StepQuantities Normalized(Normalization normalization)
    {
        var network = new Network<double>(
            2, [new(3, Activation.Tanh) { Normalization = normalization }, new(2, Activation.Sigmoid)], Loss.HalfSquaredError, seed: 2);
        new[] { 1.1, 0.9, 1.3 }.CopyTo(network.Layers[0].Normalizer!.Gains, 0);
        var rows = new DataSet<double>([[0.5, 0.1], [-0.5, 0.7], [0.2, 0.4]], [[0.01, 0.99], [0.9, 0.1], [0.3, 0.5]]);
        var batch = normalization == Normalization.Batch ? rows : new(rows.Inputs[..2], rows.Targets[..2], 1);
        return Record(network, new Sgd(0.5) { Momentum = 0.9 }, batch, 1)[0];
    }

    /// <summary>784-128-64-10 on a picture that is mostly dark.</summary>
    public static StepQuantities Picture()
    {
        var network = new Network<double>(784, [new(128, Activation.Relu), new(64, Activation.Relu), new(10)], Loss.CrossEntropy, seed: 1);
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 784).Select(_ => random.NextDouble() < 0.78 ? 0 : random.NextDouble())], t = new double[10];
        t[3] = 1;
        return Record(network, new Adam(), new(x, t, 1), 1)[0];
    }

    private static StepQuantities[] Record(Network<double> network, Optimizer optimizer, DataSet<double> batch, params int[] updates)
    {
        var step = new Step<double>(network, optimizer) { Recording = true };
        var steps = new List<StepQuantities>();
        while (step.Updates < updates[^1])
        {
            step.Run(batch.Inputs, batch.Targets);
            if (updates.Contains((int)step.Updates)) steps.Add(new(step, updates.Length > 1));
        }
        return [.. steps];
    }
}
