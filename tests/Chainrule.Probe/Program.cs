using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule;

// Says what it runs on, then trains fixed networks, for 50 steps or by a second-order optimizer, and prints of each a hash of the bits of all
// weights, and one weight.
// The argument is the number of threads; without one it is that of the processors.
if (args.Length > 0) Threads.Count = int.Parse(args[0], CultureInfo.InvariantCulture);
var width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
var hasFma = !RuntimeInformation.ProcessArchitecture.ToString().StartsWith('X') || Fma.IsSupported;
Console.WriteLine($"{width} {(hasFma ? "fma" : "no-fma")} {Threads.Count}");
Train<float>();
Train<double>();

static void Train<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    var limited = new GradientOptions { L1 = 1e-4, L2 = 1e-3, ClipNorm = 0.1 };
    (int Inputs, Dense[] Layers, Loss Loss, Optimizer Optimizer, int Batch, GradientOptions? Gradients)[] networks =
    [
        (2, [new(2, Activation.Sigmoid), new(2, Activation.Sigmoid)], Loss.HalfSquaredError, new Sgd(0.5), 1, null),
        (37, [new(70, Activation.Gelu), new(19, Activation.Tanh), new(5)], Loss.CrossEntropy, new Adam(), 33, null),
        // Large enough to be divided among seven threads, in its columns and in its rows.
        (520, [new(390, Activation.Tanh), new(410, Activation.Relu), new(4)], Loss.CrossEntropy, new Adam(), 130, null),
        (300, [new(65, Activation.Elu), new(33, Activation.Softplus), new(3)], Loss.BinaryCrossEntropy, new Sgd(0.1) { Momentum = 0.9 }, 7, null),
        // Rows of weights 1, 2 and 3, a rate that changes, penalties and a clipped norm.
        (26, [new(70, Activation.Relu) { Normalization = Normalization.Batch, Dropout = 0.3 }, new(21, Activation.Gelu) { Normalization = Normalization.Layer }, new(4)],
            Loss.CrossEntropy, new AdamW(), 37, null),
        (310, [new(205, Activation.Tanh), new(3)], Loss.Huber, new RmsProp(0.001) { Momentum = 0.5 }, 35, limited),
    ];
    foreach (var (inputs, layers, loss, optimizer, batch, gradients) in networks)
    {
        var network = new Network<T>(inputs, layers, loss, BiasPolicy.PerUnit, seed: 1);
        var step = new Step<T>(network, optimizer, gradients);
        var x = Enumerable.Range(0, batch * inputs).Select(i => T.CreateTruncating((i * 7919 % 1000 - 500) / 250.0)).ToArray();
        var t = Enumerable.Range(0, batch * network.Outputs).Select(i => i % network.Outputs == i / network.Outputs % network.Outputs ? T.One : T.Zero).ToArray();
        T[] weights = gradients is null ? [] : [.. Enumerable.Range(0, batch).Select(row => T.CreateTruncating(1 + row % 3))];
        for (var n = 0; n < 50; n++)
        {
            if (gradients is not null) step.LearningRate = optimizer.LearningRate / (1 + n);
            step.Run(x, t, weights);
        }
        Print(network);
    }
    // Matrices large enough to be divided among seven threads; few iterations, as each makes more of a last digit that differs without FMA.
    foreach (var optimizer in new Optimizer[] { new Lbfgs(), new LevenbergMarquardt() })
    {
        var network = new Network<T>(20, [new(24, Activation.Tanh), new(3)], Loss.MeanSquaredError, seed: 1);
        var x = Enumerable.Range(0, 150 * 20).Select(i => T.CreateTruncating((i * 7919 % 1000 - 500) / 250.0)).ToArray();
        var t = Enumerable.Range(0, 150 * 3).Select(i => T.CreateTruncating((i * 104729 % 1000 - 500) / 500.0)).ToArray();
        var weights = Enumerable.Range(0, 150).Select(row => T.CreateTruncating(1 + row % 3)).ToArray();
        new Trainer<T>(network, optimizer, new() { Epochs = 6, Gradients = new() { L2 = 0.01 } }).Fit(new DataSet<T>(x, t, 150) { Weights = weights });
        Print(network);
    }
}

static void Print<T>(Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    var bits = network.Layers.SelectMany(layer => MemoryMarshal.AsBytes<T>(layer.Weights).ToArray().Concat(MemoryMarshal.AsBytes<T>(layer.Biases).ToArray()));
    var weight = double.CreateTruncating(network.Layers[^1].Weights[0]).ToString("R", CultureInfo.InvariantCulture);
    Console.WriteLine($"{typeof(T).Name} {network.Inputs} {Hash(bits):X16} {weight}");
}

// FNV-1a of 64 bits, in place of a library's hash, which would need OpenSSL wherever the probe is taken.
static ulong Hash(IEnumerable<byte> bytes) => bytes.Aggregate(14695981039346656037UL, (hash, value) => (hash ^ value) * 1099511628211UL);
