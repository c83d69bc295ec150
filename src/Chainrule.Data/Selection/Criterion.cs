namespace Chainrule.Data;

/// <summary>The metric by which models are compared.</summary>
public sealed record Criterion
{
    private const bool IsCost = true, IsScore = false;

    private static readonly (string Name, bool IsCost, LearningTask? Task)[] s_all =
    [
        ("loss", IsCost, null),
        ("logLoss", IsCost, LearningTask.Classification),
        ("accuracy", IsScore, LearningTask.Classification),
        ("balancedAccuracy", IsScore, LearningTask.Classification),
        ("precision", IsScore, LearningTask.Classification),
        ("recall", IsScore, LearningTask.Classification),
        ("f1", IsScore, LearningTask.Classification),
        ("rocAuc", IsScore, LearningTask.Classification),
        ("prAuc", IsScore, LearningTask.Classification),
        ("calibrationError", IsCost, LearningTask.Classification),
        ("r2", IsScore, LearningTask.Regression),
        ("rmse", IsCost, LearningTask.Regression),
        ("mae", IsCost, LearningTask.Regression),
        ("mape", IsCost, LearningTask.Regression),
    ];

    private readonly bool _isCost;

    /// <param name="metric">Its name in <see cref="Evaluation.Metrics"/>.</param>
    /// <param name="task">What the models learn.</param>
    /// <exception cref="BadInputException">Such models do not have this metric.</exception>
    public Criterion(string metric, LearningTask task)
    {
        var (name, isCost, itsTask) = s_all.FirstOrDefault(known => known.Name == metric);
        if (name is null || (itsTask ?? task) != task)
        {
            var fitting = s_all.Where(known => (known.Task ?? task) == task).Select(known => known.Name);
            throw new BadInputException($"models of {(task == LearningTask.Classification ? "classes" : "amounts")} are not compared by "
                + $"{Sentence.Quoted(metric)}: choose one of {string.Join(", ", fitting)}");
        }
        (Metric, _isCost) = (name, isCost);
    }

    /// <summary>The names of all metrics.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(metric => metric.Name)];

    /// <summary>Its name.</summary>
    public string Metric { get; }

    /// <summary>A number that is the smaller, the better a model is; one without the metric is the worst.</summary>
    public double Cost(IReadOnlyDictionary<string, Spread> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var value = metrics.TryGetValue(Metric, out var spread) ? spread.Mean : double.NaN;
        return double.IsNaN(value) ? double.PositiveInfinity : _isCost ? value : -value;
    }
}
