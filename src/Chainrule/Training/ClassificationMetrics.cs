namespace Chainrule;

/// <summary>How well one class was told from all others.</summary>
/// <param name="Rows">How many rows are of this class.</param>
/// <param name="Precision">The share of the rows taken for this class that are of it; 0 if none was.</param>
/// <param name="Recall">The share of its rows that were taken for it; 0 if there are none.</param>
/// <param name="F1">The harmonic mean of the two; 0 if both are.</param>
/// <param name="RocAuc">
/// How often a row of this class gets a higher probability of it than a row of another, ties counting half; NaN without either.
/// </param>
/// <param name="PrAuc">The mean precision over the rows of this class, taken by falling probability (average precision); NaN without any.</param>
public sealed record ClassMetrics(int Rows, double Precision, double Recall, double F1, double RocAuc, double PrAuc);

/// <summary>Rows whose predicted classes were given about the same probability.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Confidence">The mean probability of their predicted classes; NaN without rows.</param>
/// <param name="Accuracy">The share of them that was right; NaN without rows.</param>
public readonly record struct ReliabilityBin(int Rows, double Confidence, double Accuracy);

/// <summary>How well classes were predicted; the definitions are those of scikit-learn.</summary>
/// <param name="Accuracy">The share of rows whose predicted class was the right one, in [0, 1].</param>
/// <param name="LogLoss">The mean of −ln p of the right class, where p counts as no less than 2⁻⁵².</param>
/// <param name="Confusion">Rows counted by [true class, predicted class].</param>
/// <param name="PerClass">Each class against all others.</param>
public sealed record ClassificationMetrics(double Accuracy, double LogLoss, int[][] Confusion, IReadOnlyList<ClassMetrics> PerClass)
{
    /// <summary>How many bins <see cref="Reliability"/> has.</summary>
    public const int Bins = 15;

    /// <summary>
    /// How far the probabilities of the predicted classes are from being right that often (expected calibration error): the mean over the
    /// rows of |accuracy − mean probability| of their bin, of 15 equal ones, ((m − 1)/15, m/15]. Guo et al. 2017.
    /// </summary>
    public double CalibrationError { get; internal init; }

    /// <summary>The rows in those bins: of rows predicted with 0.9, nine of ten should be right.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; internal init; } = [];

    /// <summary>The mean recall of the classes that occur: accuracy, had each as many rows.</summary>
    public double BalancedAccuracy => PerClass.Where(c => c.Rows > 0).Average(c => c.Recall);

    /// <summary>The mean precision of the classes that occur or were predicted.</summary>
    public double Precision => Macro(c => c.Precision);

    /// <summary>The mean recall of the classes that occur or were predicted.</summary>
    public double Recall => Macro(c => c.Recall);

    /// <summary>The mean F1 of the classes that occur or were predicted.</summary>
    public double F1 => Macro(c => c.F1);

    /// <summary>The mean over the classes, one against the rest; of two classes that of the second. NaN if no class has one.</summary>
    public double RocAuc => Overall(c => c.RocAuc);

    /// <summary>The mean over the classes, one against the rest; of two classes that of the second. NaN if no class has one.</summary>
    public double PrAuc => Overall(c => c.PrAuc);

    /// <summary>Compares predicted with true classes, both counted from 0; at least one row.</summary>
    /// <param name="predicted">The class that each row was taken for.</param>
    /// <param name="actual">The class that each row is of.</param>
    /// <param name="probabilities">[rows, classes], row by row.</param>
    public static ClassificationMetrics Of(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual, ReadOnlySpan<double> probabilities)
    {
        var (rows, classes) = (actual.Length, probabilities.Length / actual.Length);
        var tally = new ClassificationTally(classes);
        for (var i = 0; i < rows; i++) tally.Add(predicted[i], actual[i], probabilities.Slice(i * classes, classes));
        var rankings = new Ranking[classes];
        for (var c = 0; c < classes; c++)
        {
            var (scores, isOfClass) = (new double[rows], new bool[rows]);
            for (var i = 0; i < rows; i++) (scores[i], isOfClass[i]) = (probabilities[i * classes + c], actual[i] == c);
            rankings[c] = Ranking.InPlace(scores, isOfClass);
        }
        return tally.Metrics(rankings);
    }

    private double Macro(Func<ClassMetrics, double> metric) =>
        PerClass.Where((c, index) => c.Rows > 0 || Confusion.Any(row => row[index] > 0)).Average(metric);

    private double Overall(Func<ClassMetrics, double> metric) => PerClass.Count == 2
        ? metric(PerClass[1])
        : PerClass.Select(metric).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
