using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Network specs: what people write by hand is read, what they write wrongly is answered with a sentence that helps.</summary>
public class NetworkSpecTests
{
    private const string Tutorial = """
        { "schema": "chainrule.network/1", "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
          "biases": "frozen", "loss": "half-squared-error",
          "optimizer": { "name": "sgd", "learningRate": 0.5 },
          "batch": [ { "input": [0.05, 0.10], "target": [0.01, 0.99] } ] }
        """;

    [Fact]
    public void The_example_of_the_format_is_read_whole()
    {
        var spec = NetworkSpec.Parse(Tutorial, "net.json");
        Assert.Equal((2, Loss.HalfSquaredError, BiasPolicy.Frozen, 0ul), (spec.Inputs, spec.Loss, spec.Biases, spec.Seed));
        Assert.Equal(new Sgd(0.5), spec.Optimizer);
        Assert.Equal([0.05, 0.1], spec.Batch!.Inputs);
        Assert.Equal([0.01, 0.99], spec.Batch.Targets);
        var network = spec.Build<double>();
        Assert.Equal([0.15, 0.2, 0.25, 0.3], network.Layers[0].Weights);
        Assert.Equal([0.4, 0.45, 0.5, 0.55], network.Layers[1].Weights);
        Assert.Equal([0.6, 0.6], network.Layers[1].Biases);
        Assert.All(network.Layers, layer => Assert.Equal(Activation.Sigmoid, layer.Activation));
        Compare.SameBits<float>(spec.Build<float>().Layers[0].Weights, [0.15f, 0.2f, 0.25f, 0.3f]);
    }

    [Fact]
    public void What_is_left_out_has_its_default_and_weights_are_drawn_from_the_seed()
    {
        var spec = NetworkSpec.Parse("""{ "inputs": 3, "layers": [ { "units": 4, "activation": "relu" }, { "units": 2 } ] }""", "net.json");
        Assert.Equal((Loss.HalfSquaredError, BiasPolicy.PerUnit, 0ul), (spec.Loss, spec.Biases, spec.Seed));
        Assert.Null(spec.Optimizer);
        Assert.Null(spec.Batch);
        StepTests.SameParameters(spec.Build<float>(), new Network<float>(3, [new(4, Activation.Relu), new(2)], Loss.HalfSquaredError));
        var seeded = NetworkSpec.Parse("""
            { "seed": 18446744073709551615, "inputs": 3, "layers": [ { "units": 2, "initializer": "normal" } ] }
            """, "net.json");
        StepTests.SameParameters(
            seeded.Build<double>(), new Network<double>(3, [new(2, null, Initializer.Normal)], Loss.HalfSquaredError, seed: ulong.MaxValue));
    }

    [Fact]
    public void Every_name_of_the_conventions_is_known()
    {
        string[] activations = ["identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu", "silu", "softplus", "softmax"];
        string[] losses = ["half-squared-error", "mean-squared-error", "mean-absolute-error", "huber", "binary-cross-entropy", "cross-entropy"];
        foreach (var activation in activations)
            Assert.Equal(activation, Layer($$"""{ "units": 2, "activation": "{{activation}}" }""").Build<double>().Layers[0].Activation.Name);
        foreach (var initializer in new[] { "glorot-uniform", "he-uniform", "zeros", "normal" })
        {
            var layer = Layer($$"""{ "units": 2, "initializer": "{{initializer}}" }""").Build<double>().Layers[0];
            Assert.Equal(initializer == "zeros", layer.Weights.All(w => w == 0));
        }
        foreach (var loss in losses)
            Assert.Equal(loss, Parse($$""" "loss": "{{loss}}" """).Loss.Name);
        foreach (var (name, policy) in new[] { ("per-unit", BiasPolicy.PerUnit), ("frozen", BiasPolicy.Frozen), ("shared", BiasPolicy.Shared) })
            Assert.Equal(policy, Parse($$""" "biases": "{{name}}" """).Biases);
    }

    [Fact]
    public void Every_setting_of_the_optimizers_is_read()
    {
        Assert.Equal(new Sgd(), Parse(""" "optimizer": { "name": "sgd" } """).Optimizer);
        Assert.Equal(
            new Sgd(0.5) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 },
            Parse(""" "optimizer": { "name": "sgd", "learningRate": 0.5, "momentum": 0.9, "nesterov": true, "weightDecay": 0.01 } """).Optimizer);
        Assert.Equal(
            new Adam(0.5) { Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.01 },
            Parse("""
                "optimizer": { "name": "adam", "learningRate": 0.5, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-6, "weightDecay": 0.01 }
                """).Optimizer);
        Assert.Equal(new AdamW(0.5) { Beta1 = 0.8 }, Parse(""" "optimizer": { "name": "adamw", "learningRate": 0.5, "beta1": 0.8 } """).Optimizer);
        Assert.Equal(
            new Adagrad(0.5) { Epsilon = 1e-6, WeightDecay = 0.01 },
            Parse(""" "optimizer": { "name": "adagrad", "learningRate": 0.5, "epsilon": 1e-6, "weightDecay": 0.01 } """).Optimizer);
        Assert.Equal(
            new RmsProp(0.5) { Alpha = 0.8, Epsilon = 1e-6, Momentum = 0.7, WeightDecay = 0.01 },
            Parse("""
                "optimizer": { "name": "rmsprop", "learningRate": 0.5, "alpha": 0.8, "epsilon": 1e-6, "momentum": 0.7, "weightDecay": 0.01 }
                """).Optimizer);
        Assert.Equal(new RmsProp { Centered = true }, Parse(""" "optimizer": { "name": "rmsprop", "centered": true } """).Optimizer);
        Assert.Equal(
            new Rprop(0.5) { Shrink = 0.4, Grow = 1.3, Shortest = 1e-5, Longest = 2 },
            Parse("""
                "optimizer": { "name": "rprop", "learningRate": 0.5, "shrink": 0.4, "grow": 1.3, "shortest": 1e-5, "longest": 2 }
                """).Optimizer);
        Assert.Equal(
            new Lbfgs(0.5) { History = 5, SufficientDecrease = 1e-3, Curvature = 0.5, Evaluations = 9, GradientTolerance = 1e-5 },
            Parse("""
                "optimizer": { "name": "lbfgs", "learningRate": 0.5, "history": 5, "sufficientDecrease": 1e-3, "curvature": 0.5, "evaluations": 9,
                  "gradientTolerance": 1e-5 }
                """).Optimizer);
        Assert.Equal(
            new LevenbergMarquardt { Damping = 0.1, GradientTolerance = 0 },
            Parse(""" "optimizer": { "name": "levenberg-marquardt", "damping": 0.1, "gradientTolerance": 0 } """).Optimizer);
        Assert.All(Optimizer.All, optimizer => Assert.Equal(optimizer, Parse($$""" "optimizer": { "name": "{{optimizer.Name}}" } """).Optimizer));
    }

    [Fact]
    public void Cross_entropy_takes_identity_or_softmax_and_shared_biases_one_number_or_equal_ones()
    {
        foreach (var activation in new[] { "identity", "softmax" })
            Assert.Equal(Activation.Softmax, NetworkSpec.Parse($$"""
                { "inputs": 1, "loss": "cross-entropy", "layers": [ { "units": 2, "activation": "{{activation}}" } ] }
                """, "net.json").Build<float>().Layers[0].Activation);
        foreach (var biases in new[] { "0.25", "[0.25, 0.25, 0.25]" })
            Assert.Equal([0.25, 0.25, 0.25], NetworkSpec.Parse($$"""
                { "inputs": 1, "biases": "shared", "layers": [ { "units": 3, "biases": {{biases}} } ] }
                """, "net.json").Build<double>().Layers[0].Biases);
    }

    [Fact]
    public void Comments_and_a_trailing_comma_are_a_persons_right() =>
        Assert.Equal(1, NetworkSpec.Parse("""
            { // the smallest
              "inputs": 1, /* one */ "layers": [ { "units": 1, }, ], }
            """, "net.json").Inputs);

    [Fact]
    public void Penalties_limits_and_weights_of_samples_are_read()
    {
        var spec = Parse(""" "gradients": { "l1": 0.5, "l2": 2, "clipNorm": 3 }, "batch": [ { "input": [1, 2], "target": [3], "weight": 4 } ] """);
        Assert.Equal(new GradientOptions { L1 = 0.5, L2 = 2, ClipNorm = 3 }, spec.Gradients);
        Assert.Equal([4.0], spec.Batch!.Weights!);
        spec = Parse(""" "gradients": { "clipValue": 3 }, "batch": [ { "input": [1, 2], "target": [3] } ] """);
        Assert.Equal(new GradientOptions { ClipValue = 3 }, spec.Gradients);
        Assert.Null(spec.Batch!.Weights);
        Assert.Null(Parse(""" "batch": null """).Gradients);
        Assert.Equal("""{"l1":0.5,"l2":0,"clipNorm":3}""", NetworkSpec.Describe(new GradientOptions { L1 = 0.5, ClipNorm = 3 }).ToJsonString());
    }

    [Fact]
    public void A_batch_has_as_many_rows_as_it_has()
    {
        var spec = Parse(""" "batch": [ { "input": [1, 2], "target": [3] }, { "input": [4, 5], "target": [6] } ] """);
        Assert.Equal(2, spec.Batch!.Rows);
        Assert.Equal([1, 2, 4, 5], spec.Batch.Inputs);
        Assert.Equal([3, 6], spec.Batch.Targets);
    }

    [Fact]
    public void A_spec_is_read_from_its_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("net.json"), Tutorial);
        Assert.Equal(2, NetworkSpec.Read(folder.PathOf("net.json")).Inputs);
    }

    private static NetworkSpec Parse(string property) =>
        NetworkSpec.Parse($$"""{ "inputs": 2, "layers": [ { "units": 1 } ], {{property}} }""", "net.json");

    private static NetworkSpec Layer(string layer) => NetworkSpec.Parse($$"""{ "inputs": 2, "layers": [ {{layer}} ] }""", "net.json");
}
