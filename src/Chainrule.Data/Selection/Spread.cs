using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>A metric over several models.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation, of n models divided by n, as numpy's std.</param>
public readonly record struct Spread(double Mean, double Deviation)
{
    /// <summary>Of those values that are not NaN: a class without rows in a fold has no ROC curve there. NaN if none is left.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        if (known.Length == 0) return new(double.NaN, double.NaN);
        var mean = known.Sum() / known.Length;
        return new(mean, Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / known.Length));
    }

    /// <summary>Each metric over several evaluations of the same kind, at least one.</summary>
    public static IReadOnlyDictionary<string, Spread> Of(IEnumerable<Evaluation> evaluations)
    {
        var metrics = evaluations.Select(evaluation => evaluation.Metrics).ToList();
        return new OrderedDictionary<string, Spread>(metrics[0].Index().Select(metric =>
            KeyValuePair.Create(metric.Item.Name, Of(metrics.Select(of => of[metric.Index].Value)))));
    }

    /// <summary>The same for each kind of simple models.</summary>
    public static IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> Of(IEnumerable<Baseline> baselines) =>
        new OrderedDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>>(baselines
            .GroupBy(baseline => baseline.Kind, baseline => baseline.Evaluation).OrderBy(kind => kind.Key)
            .Select(kind => KeyValuePair.Create(kind.Key, Of(kind))));

    /// <summary>The metrics of each kind of simple models by its name.</summary>
    public static JsonObject ToJson(IReadOnlyDictionary<BaselineKind, IReadOnlyDictionary<string, Spread>> baselines)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        return new(baselines.Select(kind => KeyValuePair.Create(Baseline.KeyOf(kind.Key), (JsonNode?)ToJson(kind.Value))));
    }

    /// <summary>Each metric by its name.</summary>
    public static JsonObject ToJson(IReadOnlyDictionary<string, Spread> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return new(metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value.ToJson())));
    }

    /// <summary>Mean and deviation; null what is not a finite number.</summary>
    public JsonObject ToJson() => new() { ["mean"] = Evaluation.Finite(Mean), ["deviation"] = Evaluation.Finite(Deviation) };
}
