namespace Chainrule.Peers;

/// <summary>A row of the table: a network of relu layers under softmax cross-entropy, a batch size, and an optimizer.</summary>
internal sealed record Row(int Inputs, int[] Units, int Batch, bool IsAdam)
{
    public static IReadOnlyList<Row> All { get; } =
    [
        new(2, [2, 2], 1, false), new(4, [16, 3], 32, true), new(784, [30, 10], 32, false), new(784, [128, 10], 64, true),
        new(784, [512, 512, 10], 128, true), new(784, [1024, 1024, 10], 512, false), new(1024, [4096, 4096, 1024], 512, false),
    ];

    public string Name => $"{Inputs}-{string.Join('-', Units)}, {Batch}, {(IsAdam ? "Adam" : "SGD")}";

    /// <summary>Multiplications and additions of the products of one step; the first layer has no input gradient.</summary>
    public double Operations => Units.Select((units, l) => 2.0 * Batch * units * (l == 0 ? 2 * Inputs : 3 * Units[l - 1])).Sum();

    public float[] RandomInputs()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Batch * Inputs).Select(_ => random.NextSingle())];
    }

    /// <summary>The class of each sample, in turn.</summary>
    public long[] Labels() => [.. Enumerable.Range(0, Batch).Select(i => (long)(i % Units[^1]))];
}
