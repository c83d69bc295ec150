using System.Globalization;

namespace Chainrule.Peers;

/// <summary>The memory of a training run beside what its shapes need, measured in a process of its own.</summary>
internal static class Memory
{
    /// <summary>How the program is called as that process: this word, the row and the kind of run.</summary>
    public const string ChildArgument = "memory-of";

    private static readonly Row[] s_rows = [new(1024, [4096, 4096, 1024], 512, false), new(784, [1024, 1024, 10], 512, false)];

    public static void Compare(Options options, int threads)
    {
        Console.WriteLine("In MB; Fit also keeps the best parameters.\n");
        Console.WriteLine(
            "| network, batch, optimizer | run | parameters | gradients | optimizer | activations | their gradients | sum | peak | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (index, row) in s_rows.SelectMany(row => new[] { row, row with { IsAdam = true } }).Index())
            foreach (var run in new[] { "steps", "Fit" })
            {
                var parts = Needed(row);
                var peak = double.Parse(
                    Child.Output(Environment.ProcessPath!, [.. Self(), ChildArgument, $"{index}", run, $"{threads}"]), CultureInfo.InvariantCulture);
                var numbers = string.Join(" | ", parts.Append(parts.Sum()).Append(peak).Select(bytes => $"{bytes / 1e6:F1}"));
                Console.WriteLine($"| {row.Name} | {run} | {numbers} | {peak / parts.Sum():F2} |");
            }
    }

    /// <summary>The child's work: prints by how many bytes the process has grown at most.</summary>
    public static void Measure(int index, string run, int threads)
    {
        Parallelism.Set(threads);
        var row = s_rows[index / 2] with { IsAdam = index % 2 == 1 };
        // What the code itself needs is not what is asked for: a small training loads it.
        var small = new Row(256, [256, 256, 10], 64, row.IsAdam);
        Train(small, small.Data<float>(small.Batch), run);
        var data = row.Data<float>(row.Batch);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Status("VmRSS:");
        Train(row, data, run);
        Console.WriteLine(Status("VmHWM:") - before);
    }

    private static void Train(Row row, DataSet<float> data, string run)
    {
        var network = row.Network<float>();
        if (run == "Fit")
        {
            new Trainer<float>(network, row.Optimizer(), new() { Epochs = 5, BatchSize = row.Batch }).Fit(data);
            return;
        }
        var step = new Step<float>(network, row.Optimizer());
        for (var i = 0; i < 5; i++) step.Run(data.Inputs, data.Targets);
    }

    /// <summary>Bytes by purpose: parameters, their gradients, what the optimizer remembers, activations, gradients of these.</summary>
    private static double[] Needed(Row row)
    {
        double parameters = row.Units.Select((units, l) => units * ((l == 0 ? row.Inputs : row.Units[l - 1]) + 1.0)).Sum();
        double activations = row.Batch * (double)row.Units.Sum();
        double[] counts = [parameters, parameters, row.IsAdam ? 2 * parameters : 0, activations, activations];
        return [.. counts.Select(count => sizeof(float) * count)];
    }

    /// <summary>What stands between the name of this process and its arguments: the program, if dotnet runs it.</summary>
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    private static double Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024.0 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
