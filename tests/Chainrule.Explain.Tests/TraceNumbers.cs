using System.Globalization;

namespace Chainrule.Explain.Tests;

/// <summary>The numbers of a trace by the ids of the design, written down from the arrays without a look at how Explain does it.</summary>
internal static class TraceNumbers
{
    public static IEnumerable<(string Id, double Value)> Of(Step<double> step)
    {
        var (trace, loss) = (step.Trace!, step.Network.Loss);
        var rows = trace.SampleLosses.Length;
        var isBatch = rows > 1 || trace.Weights.Length > 0;
        IEnumerable<(string, double)> Rows(string name, double[] values) => values.Select((value, n) =>
            (Id($"{name}[{n % (values.Length / rows) + 1}]") + (isBatch ? Id($"@{n / (values.Length / rows) + 1}") : ""), value));
        static IEnumerable<(string, double)> Row(string name, double[] values) => values.Select((value, n) => (Id($"{name}[{n + 1}]"), value));

        var all = Rows("x", trace.Inputs).Concat(Rows("t", trace.Targets)).Concat(Rows("E", trace.Errors)).Append(("E", trace.Loss));
        if (trace.Weights.Length > 0) all = all.Concat(Rows("omega", trace.Weights).Select(item => (item.Item1.Replace("[1]", ""), item.Item2)));
        if (isBatch) all = all.Concat(trace.SampleLosses.Select((value, n) => (Id($"E@{n + 1}"), value)));
        var options = trace.Gradients ?? new();
        if (options is { L1: > 0 } or { L2: > 0 }) all = all.Append(("R", trace.Penalty)).Append(("J", trace.Loss + trace.Penalty));
        if (options.ClipNorm is not null) all = all.Append(("norm", trace.GradientNorm!.Value)).Append(("kappa", trace.ClipFactor!.Value));
        for (var l = 1; l <= trace.Layers.Count; l++)
        {
            var layer = trace.Layers[l - 1];
            IEnumerable<(string, double)> Matrix(string name, double[] values) =>
                values.Select((value, n) => (Id($"{name}[{n / layer.Before.Inputs + 1},{n % layer.Before.Inputs + 1}]"), value));
            var isOutput = l == trace.Layers.Count;
            all = all.Concat(Rows($"z{l}", layer.Z)).Concat(Rows($"a{l}", layer.A)).Concat(Rows($"d{l}", layer.Delta));
            if (layer.Kept.Length > 0) all = all.Concat(Rows($"mask{l}", layer.Kept)).Concat(Rows($"y{l}", layer.Output));
            if (!isOutput || loss.Contains is null) all = all.Concat(Rows(isOutput ? "e" : $"s{l}", layer.S));
            all = all.Concat(Matrix($"W{l}", layer.Before.Weights)).Concat(Row($"b{l}", layer.Before.Biases));
            all = all.Concat(Matrix($"gW{l}", layer.WeightGradients)).Concat(Row($"gb{l}", layer.BiasGradients));
            all = all.Concat(Matrix($"W{l}'", layer.After.Weights)).Concat(Row($"b{l}'", layer.After.Biases));
            if (layer.Normalizer is { } normalizer)
            {
                var isOfRow = layer.Before.Normalizer!.Kind == Normalization.Layer;
                IEnumerable<(string, double)> Statistics(string name, double[] values) => !isOfRow ? Row(name, values)
                    : values.Select((value, n) => (name + (isBatch ? Id($"@{n + 1}") : ""), value));
                all = all.Concat(Rows($"h{l}", normalizer.Sums)).Concat(Rows($"n{l}", normalizer.Standard)).Concat(Rows($"dh{l}", normalizer.SumSlopes));
                all = all.Concat(Statistics($"mean{l}", normalizer.Means)).Concat(Statistics($"var{l}", normalizer.Variances));
                all = all.Concat(Statistics($"rstd{l}", normalizer.InverseDeviations)).Concat(Row($"gG{l}", normalizer.GainGradients));
                foreach (var (mark, side) in new[] { ("", layer.Before.Normalizer), ("'", layer.After.Normalizer!) })
                    all = all.Concat(Row($"G{l}{mark}", side.Gains)).Concat(Row($"M{l}{mark}", side.Means)).Concat(Row($"V{l}{mark}", side.Variances));
            }
            all = all.Concat(Matrix($"jW{l}", layer.PenalisedGradients)).Concat(Matrix($"cW{l}", layer.ClippedWeightGradients));
            all = all.Concat(Row($"cG{l}", layer.ClippedGainGradients));
            if (step.Network.Biases != BiasPolicy.Frozen) all = all.Concat(Row($"cb{l}", layer.ClippedBiasGradients));
            foreach (var (mark, memory) in new[] { ("", layer.MemoryBefore), ("'", layer.MemoryAfter) })
            {
                all = all.Concat(Matrix($"mW{l}{mark}", memory.WeightM)).Concat(Matrix($"vW{l}{mark}", memory.WeightV));
                all = all.Concat(Row($"mG{l}{mark}", memory.GainM)).Concat(Row($"vG{l}{mark}", memory.GainV));
                if (step.Network.Biases == BiasPolicy.Frozen) continue;
                all = all.Concat(Row($"mb{l}{mark}", memory.BiasM)).Concat(Row($"vb{l}{mark}", memory.BiasV));
            }
        }
        return all;
    }

    private static string Id(FormattableString id) => id.ToString(CultureInfo.InvariantCulture);
}
