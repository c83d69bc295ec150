using System.Numerics;

namespace Chainrule.Peers;

/// <summary>A network of relu layers under softmax cross-entropy, a batch size, and an optimizer.</summary>
internal sealed record Row(int Inputs, int[] Units, int Batch, bool IsAdam)
{
    /// <summary>The rows of the design's speed table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new(2, [2, 2], 1, false), new(4, [16, 3], 32, true), new(784, [30, 10], 32, false), new(784, [128, 10], 64, true),
        new(784, [512, 512, 10], 128, true), new(784, [1024, 1024, 10], 512, false), new(1024, [4096, 4096, 1024], 512, false),
    ];

    public string Name => $"{Inputs}-{string.Join('-', Units)}, {Batch}, {(IsAdam ? "Adam" : "SGD")}";

    public int Outputs => Units[^1];

    /// <summary>Multiplications and additions of the products of one step; the first layer has no input gradient.</summary>
    public double Operations => Units.Select((units, l) => 2.0 * Batch * units * (l == 0 ? 2 * Inputs : 3 * Units[l - 1])).Sum();

    public Network<T> Network<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layers = Units.Select((units, l) => new Dense(units, l == Units.Length - 1 ? null : Activation.Relu));
        return new(Inputs, [.. layers], Loss.CrossEntropy, seed: 1);
    }

    public Optimizer Optimizer() => IsAdam ? new Adam(1e-3) : new Sgd(0.01);

    /// <summary>Random inputs in [0, 1), and the classes in turn.</summary>
    public DataSet<T> Data<T>(int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        var inputs = new T[rows * Inputs];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = T.CreateTruncating(random.NextSingle());
        var targets = new T[rows * Outputs];
        for (var row = 0; row < rows; row++) targets[row * Outputs + row % Outputs] = T.One;
        return new(inputs, targets, rows);
    }
}
