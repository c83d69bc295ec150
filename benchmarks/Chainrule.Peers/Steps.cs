using System.Numerics;
using static TorchSharp.torch;

namespace Chainrule.Peers;

/// <summary>One training step of each side on the same network and batch, ready to be repeated; and the tables of them.</summary>
internal static class Steps
{
    public static Side Chainrule<T>(Row row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(row.Network<T>(), row.Optimizer());
        var data = row.Data<T>(row.Batch);
        return Alternating.Repeated(() => step.Run(data.Inputs, data.Targets));
    }

    /// <summary>zero_grad, forward, cross-entropy, backward, update, as one writes it in PyTorch.</summary>
    public static Side Torch(Row row)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        foreach (var (l, units) in row.Units.Index())
        {
            modules.Add(nn.Linear(l == 0 ? row.Inputs : row.Units[l - 1], units));
            if (l < row.Units.Length - 1) modules.Add(nn.ReLU());
        }
        var network = nn.Sequential(modules);
        optim.Optimizer optimizer = row.IsAdam ? optim.Adam(network.parameters(), 1e-3) : optim.SGD(network.parameters(), 0.01);
        var loss = nn.CrossEntropyLoss();
        var inputs = tensor(row.Data<float>(row.Batch).Inputs).reshape(row.Batch, row.Inputs);
        var labels = tensor([.. Enumerable.Range(0, row.Batch).Select(i => (long)(i % row.Outputs))]);
        return Alternating.Repeated(() =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.forward(network.forward(inputs), labels).backward();
            optimizer.step();
        });
    }

    /// <summary>The rows of the speed table beside libtorch, with the share of the peak that the products alone would need.</summary>
    public static void Compare(Options options, int threads)
    {
        Console.WriteLine("| network, batch, optimizer | Chainrule µs | libtorch µs | times faster | Chainrule GFLOP/s | of the peak |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in options.Of(Row.All))
        {
            var times = new Alternating(options, Chainrule<float>(row), Torch(row), Peak.Side<float>(row.Operations, threads));
            var rate = row.Operations / times.Median(0) / 1e3;
            Console.WriteLine(
                $"| {row.Name} | {times.Median(0):F2} | {times.Median(1):F1} | {times.Ratio(1, 0):F2} | {rate:F1} | {times.Ratio(2, 0):P0} |");
        }
    }

    /// <summary>The same rows in float and in double.</summary>
    public static void CompareTypes(Options options, int threads)
    {
        Console.WriteLine("| network, batch, optimizer | float µs | double µs | rate of double / rate of float |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var row in options.Of(Row.All))
        {
            var times = new Alternating(options, Chainrule<float>(row), Chainrule<double>(row));
            Console.WriteLine($"| {row.Name} | {times.Median(0):F2} | {times.Median(1):F2} | {times.Ratio(0, 1):F2} |");
        }
    }
}
