using System.Diagnostics;

namespace Chainrule.Peers;

/// <summary>Whole epochs of <see cref="Trainer{T}"/>: what the data path costs beside the steps, and scikit-learn's epochs.</summary>
internal static class Epochs
{
    private const int Rows = 10_000;

    /// <summary>An epoch over its steps alone: on one batch again and again, and on the rows in order without shuffling.</summary>
    public static void CompareDataPath(Options options, int threads)
    {
        Console.WriteLine($"| network, batch, optimizer; {Rows:N0} rows | epoch µs | steps on one batch µs | ratio | on rows in order µs | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in new Row[] { new(784, [30, 10], 32, false), new(4, [16, 3], 32, true) })
        {
            var data = row.Data<float>(Rows);
            var times = new Alternating(options, Fit(row, data), StepsAlone(row, data, isInOrder: false), StepsAlone(row, data, isInOrder: true));
            Console.WriteLine(
                $"| {row.Name} | {times.Median(0):F0} | {times.Median(1):F0} | {times.Ratio(0, 1):F3} "
                + $"| {times.Median(2):F0} | {times.Ratio(0, 2):F3} |");
        }
    }

    public static void CompareSklearn(Options options, int threads)
    {
        Console.WriteLine("| network, batch, optimizer | Chainrule µs a step | MLPClassifier µs a step | times faster |");
        Console.WriteLine("|---|---|---|---|");
        var name = "";
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", $"{threads}");
        foreach (var row in options.Of(Row.All.Where(row => row.Units.Length == 2 && row.Batch > 1)))
        {
            using var sklearn = new Child(
                "python3", Child.FileOf("sklearn_peer.py"),
                $"{row.Inputs}", $"{row.Units[0]}", $"{row.Outputs}", $"{row.Batch}", row.IsAdam ? "adam" : "sgd", $"{Rows}");
            var fit = Fit(row, row.Data<float>(Rows));
            var steps = (Rows + row.Batch - 1) / row.Batch;
            var times = new Alternating(options, seconds => fit(seconds) / steps, sklearn.Measure);
            Console.WriteLine($"| {row.Name} | {times.Median(0):F2} | {times.Median(1):F1} | {times.Ratio(1, 0):F2} |");
            name = sklearn.Name;
        }
        Console.WriteLine($"\n{name}.");
    }

    /// <summary>Microseconds an epoch, from the end of the first one to the end of the last one: at least two.</summary>
    private static Side Fit(Row row, DataSet<float> data) => seconds =>
    {
        using var enough = new CancellationTokenSource();
        var watch = new Stopwatch();
        var (last, epochs) = (0.0, 0);
        new Trainer<float>(row.Network<float>(), row.Optimizer(), new() { Epochs = int.MaxValue, BatchSize = row.Batch }).Fit(
            data,
            onEpoch: report =>
            {
                (last, epochs) = (watch.Elapsed.TotalMicroseconds, report.Epoch - 1);
                watch.Start();
                if (epochs >= 2 && last > 1e6 * seconds) enough.Cancel();
            },
            cancellation: enough.Token);
        return last / epochs;
    };

    /// <summary>The steps of an epoch, its last smaller batch included.</summary>
    private static Side StepsAlone(Row row, DataSet<float> data, bool isInOrder)
    {
        var step = new Step<float>(row.Network<float>(), row.Optimizer());
        return Alternating.Repeated(() =>
        {
            for (var start = 0; start < data.Rows; start += row.Batch)
            {
                var (first, rows) = (isInOrder ? start : 0, Math.Min(row.Batch, data.Rows - start));
                step.Run(
                    data.Inputs.AsSpan(first * data.InputCount, rows * data.InputCount),
                    data.Targets.AsSpan(first * data.TargetCount, rows * data.TargetCount));
            }
        });
    }
}
