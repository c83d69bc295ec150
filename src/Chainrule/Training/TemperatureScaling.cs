using System.Numerics;
using System.Runtime.InteropServices;
using Chainrule.Algebra;

namespace Chainrule;

/// <summary>
/// Makes the probabilities of classes as sure as they are right, without a change to which class is the most probable: softmax(z / T)
/// in place of softmax(z), with the T that suits rows the network has not learned from (Guo, Pleiss, Sun, Weinberger, "On calibration
/// of modern neural networks", ICML 2017).
/// </summary>
public static class TemperatureScaling
{
    /// <summary>How close the result is to the best T, as a part of it; below the 1e-10 that is promised.</summary>
    private const double Tolerance = 1e-12;

    private const int PortionRows = 4096;

    /// <summary>Looks at the logits of a row and its right class.</summary>
    private delegate void Look(ReadOnlySpan<double> z, int right);

    /// <summary>
    /// The T that makes the mean of −ln softmax(z / T)[class] smallest. Null where no T above 0 does: where every row is told right, ever
    /// surer would be ever better, and where the network knows less than nothing, the best would be not to listen to it.
    /// </summary>
    /// <param name="logits">z, [rows, classes], row by row.</param>
    /// <param name="classes">The right class of each row, counted from 0; at least one row.</param>
    public static double? Fit(ReadOnlySpan<double> logits, ReadOnlySpan<int> classes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(classes.Length);
        var width = logits.Length / classes.Length;
        if (width * classes.Length != logits.Length) throw new ArgumentException($"{logits.Length} logits are not {classes.Length} equal rows.");
        var (all, right) = (logits.ToArray(), classes.ToArray());
        return Fit(look =>
        {
            for (var row = 0; row < right.Length; row++) look(all.AsSpan(row * width, width), right[row]);
        });
    }

    /// <summary>
    /// The same for the logits of a network; the right class of a row is the most probable of its target. Rows in memory are predicted once,
    /// others about a dozen times, whenever they are looked at.
    /// </summary>
    /// <exception cref="ArgumentException">The network does not end in softmax, or the data does not have its width.</exception>
    public static double? Fit<T>(Network<T> network, RowSource<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSoftmax(network);
        ArgumentNullException.ThrowIfNull(data);
        network.Require(data);
        var last = network.Layers[^1];
        var bare = new Network<T>(
            [.. network.Layers.SkipLast(1), new(last.Weights, last.Biases, Activation.Identity, last.Normalizer)],
            Loss.MeanSquaredError, network.Biases);
        if (data is not DataSet<T>) return Fit(look => EachRow(bare, data, look));
        var (logits, classes) = (new List<double>(), new List<int>());
        EachRow(bare, data, (z, right) =>
        {
            logits.AddRange(z);
            classes.Add(right);
        });
        return Fit(CollectionsMarshal.AsSpan(logits), CollectionsMarshal.AsSpan(classes));
    }

    /// <summary>Goes through the rows from the first to the last.</summary>
    private static void EachRow<T>(Network<T> bare, RowSource<T> data, Look look) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = data.TargetCount;
        using var batches = data.InOrder(PortionRows);
        batches.Begin(0);
        while (batches.Next())
        {
            double[] logits = [.. bare.Predict(batches.Inputs).Select(double.CreateTruncating)];
            for (var row = 0; row < batches.Rows; row++)
            {
                var target = batches.Targets.Slice(row * width, width);
                var right = 0;
                for (var k = 1; k < width; k++)
                    if (target[k] > target[right]) right = k;
                look(logits.AsSpan(row * width, width), right);
            }
        }
    }

    private static double? Fit(Action<Look> eachRow)
    {
        // The loss as a function of β = 1 / T is convex: its slope only rises, from β = 0, where all classes are alike, to that of β = ∞.
        var (flat, sharp) = (0.0, 0.0);
        eachRow((z, right) =>
        {
            var (sum, max) = (0.0, double.NegativeInfinity);
            foreach (var value in z) (sum, max) = (sum + value, Math.Max(max, value));
            (flat, sharp) = (flat + sum / z.Length - z[right], sharp + max - z[right]);
        });
        return flat < 0 && sharp > 0 ? 1 / Root(eachRow) : null;
    }

    /// <summary>
    /// Divides the logits of a network by T, which is to divide the weights and biases of its last layer; of a normalised one the gains and
    /// biases, as its weights have no scale.
    /// </summary>
    /// <exception cref="ArgumentException">The network does not end in softmax.</exception>
    public static void Apply<T>(Network<T> network, double temperature) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSoftmax(network);
        NumberRange.Positive.Require(temperature);
        var last = network.Layers[^1];
        foreach (var parameters in new[] { last.Normalizer?.Gains ?? last.Weights, last.Biases })
            for (var i = 0; i < parameters.Length; i++) parameters[i] = T.CreateTruncating(double.CreateTruncating(parameters[i]) / temperature);
    }

    /// <summary>Where the slope is 0: Newton's steps, and the middle of what is known where one would leave it.</summary>
    private static double Root(Action<Look> eachRow)
    {
        var (low, high) = (1.0, 1.0);
        while (Slope(eachRow, low).Slope > 0) low /= 2;
        while (Slope(eachRow, high).Slope < 0) high *= 2;
        var beta = (low + high) / 2;
        while (high - low > Tolerance * beta)
        {
            var (slope, curvature) = Slope(eachRow, beta);
            (low, high) = slope < 0 ? (beta, high) : (low, beta);
            var next = beta - slope / curvature;
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (Math.Abs(next - beta) <= Tolerance * beta) return next;
            beta = next;
        }
        return beta;
    }

    /// <summary>The sum over the rows of d/dβ and d²/dβ² of −ln softmax(β·z)[class]: Σ p·z − z[class], and the variance of z under p.</summary>
    private static (double Slope, double Curvature) Slope(Action<Look> eachRow, double beta)
    {
        var (slope, curvature) = (0.0, 0.0);
        eachRow((z, right) =>
        {
            var max = double.NegativeInfinity;
            foreach (var value in z) max = Math.Max(max, value);
            // Of z − max, so that nothing overflows and large logits lose no digits.
            var (total, mean, square) = (0.0, 0.0, 0.0);
            foreach (var value in z)
            {
                var p = Scalar<double>.Exp(new(beta * (value - max))).Value;
                (total, mean, square) = (total + p, mean + p * (value - max), square + p * (value - max) * (value - max));
            }
            (mean, square) = (mean / total, square / total);
            slope += mean - (z[right] - max);
            curvature += square - mean * mean;
        });
        return (slope, curvature);
    }

    private static void RequireSoftmax<T>(Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Layers[^1].Activation != Activation.Softmax)
            throw new ArgumentException($"A temperature divides logits of softmax, but the network ends in {network.Layers[^1].Activation}.");
    }
}
