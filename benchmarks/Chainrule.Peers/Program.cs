using System.Diagnostics;
using System.Globalization;
using Chainrule.Peers;
using TorchSharp;

// Chainrule against TorchSharp (libtorch with MKL), alternating in one process: five rounds, the median of each side and of the
// ratios round by round. Usage: Chainrule.Peers [threads of libtorch, default 1]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var threads = args.Length > 0 ? int.Parse(args[0]) : 1;
torch.set_num_threads(threads);
var peak = Peak.Measure();
Console.WriteLine($"libtorch {torch.__version__}, {threads} thread(s); Chainrule, 1 thread; .NET {Environment.Version}; FMA peak of one core {peak:F0} GFLOP/s");
Console.WriteLine();
Console.WriteLine("| network, batch, optimizer | Chainrule µs | libtorch µs | times faster | Chainrule GFLOP/s | of the peak |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var row in Row.All)
{
    var (ours, theirs) = (Steps.Chainrule(row), Steps.Torch(row));
    Time(ours, 0.3);
    Time(theirs, 0.3);
    var rounds = Enumerable.Range(0, 5).Select(_ => (Ours: Time(ours, 0.2), Theirs: Time(theirs, 0.2))).ToArray();
    var (mine, other, ratio) = (Median(rounds.Select(r => r.Ours)), Median(rounds.Select(r => r.Theirs)), Median(rounds.Select(r => r.Theirs / r.Ours)));
    var rate = row.Operations / mine / 1e3;
    Console.WriteLine($"| {row.Name} | {mine:F2} | {other:F1} | {ratio:F2} | {rate:F1} | {100 * rate / peak:F0} % |");
}

// Microseconds a call, over at least that many seconds and three calls.
static double Time(Action action, double seconds)
{
    var watch = Stopwatch.StartNew();
    var calls = 0;
    while (calls < 3 || watch.Elapsed.TotalSeconds < seconds)
    {
        // The clock is read rarely, so that it does not count in a step of nanoseconds.
        for (var i = 0; i < (calls > 1000 ? 1000 : 1); i++, calls++) action();
    }
    return watch.Elapsed.TotalMicroseconds / calls;
}

static double Median(IEnumerable<double> values) => values.Order().ElementAt(2);
