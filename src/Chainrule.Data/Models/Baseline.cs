using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>What a model must be better than to be worth its name.</summary>
/// <param name="Kind">Which of the simple models.</param>
/// <param name="Evaluation">How well that does on the same rows.</param>
public sealed record Baseline(BaselineKind Kind, Evaluation Evaluation)
{
    /// <summary>A probability that a class never has: its logarithm is finite.</summary>
    private const double LeastShare = 1e-9;

    private const int PortionRows = 4096;

    /// <summary>The metrics of each baseline under its name: linear, and majority or mean.</summary>
    public static JsonObject ToJson(IEnumerable<Baseline> baselines) => new(baselines.Select(baseline =>
        KeyValuePair.Create(KeyOf(baseline.Kind), (JsonNode?)baseline.Evaluation.ToJson())));

    /// <summary>What JSON calls a kind.</summary>
    public static string KeyOf(BaselineKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The model that does not look at its inputs: the shares of the classes among some rows, or the mean of the training.</summary>
    /// <param name="like">A network for the same data.</param>
    /// <param name="known">The rows that the shares of the classes are taken from.</param>
    /// <param name="judged">The rows to be judged by.</param>
    /// <param name="target">What is predicted.</param>
    internal static Baseline Constant<T>(Network<T> like, RowSource<T> known, RowSource<T> judged, Target target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(like.Inputs, [new Dense(like.Outputs, like.Layers[^1].Activation, Initializer.Zeros)], like.Loss);
        // The mean of a standardised amount is 0, as the biases are already.
        if (target is ClassTarget)
            foreach (var (c, share) in Shares(known).Index())
                network.Layers[0].Biases[c] = T.CreateTruncating(Math.Log(Math.Max(LeastShare, share)));
        return new(target is ClassTarget ? BaselineKind.Majority : BaselineKind.Mean, Evaluation.Of(network, judged, target));
    }

    private static double[] Shares<T>(RowSource<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shares = new double[data.TargetCount];
        using var batches = data.InOrder(PortionRows);
        batches.Begin(0);
        while (batches.Next())
            for (var i = 0; i < batches.Targets.Length; i++) shares[i % shares.Length] += double.CreateTruncating(batches.Targets[i]);
        for (var c = 0; c < shares.Length; c++) shares[c] /= data.Rows;
        return shares;
    }
}

/// <summary>The simple models.</summary>
public enum BaselineKind
{
    /// <summary>The same training without hidden layers.</summary>
    Linear,

    /// <summary>Always the most frequent class, with the shares of the classes for probabilities.</summary>
    Majority,

    /// <summary>Always the mean of the training rows.</summary>
    Mean,
}
