namespace Chainrule.Peers;

/// <summary>
/// FANN's incremental training, one sample a step, by a small C program. Both sides have sigmoid units, biases, half the squared error
/// and plain gradient descent.
/// </summary>
internal static class Fann
{
    public static void Compare(Options options, int threads)
    {
        var (program, name) = (Compile(), "");
        Console.WriteLine("| network, one sample | Chainrule ns | FANN ns | times faster |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var sizes in new int[][] { [2, 2, 2], [784, 128, 10] })
        {
            using var fann = new Child(program, [.. sizes.Select(size => $"{size}")]);
            var times = new Alternating(options, Chainrule(sizes), fann.Measure);
            Console.WriteLine($"| {string.Join('-', sizes)} | {1000 * times.Median(0):F1} | {1000 * times.Median(1):F1} | {times.Ratio(1, 0):F2} |");
            name = fann.Name;
        }
        Console.WriteLine($"\n{name}, of one thread.");
    }

    private static Side Chainrule(int[] sizes)
    {
        var layers = sizes.Skip(1).Select(units => new Dense(units, Activation.Sigmoid));
        var step = new Step<float>(new(sizes[0], [.. layers], Loss.HalfSquaredError, seed: 1), new Sgd(0.5));
        float[] input = [.. Enumerable.Range(0, sizes[0]).Select(i => i % 17 / 17f)], target = new float[sizes[^1]];
        target[0] = 1;
        return Alternating.Repeated(() => step.Run(input, target));
    }

    private static string Compile()
    {
        var version = Child.Output("dpkg-query", "-W", "-f", "${Version}", "libfann-dev");
        var program = Path.Combine(Directory.CreateTempSubdirectory("fann").FullName, "fann_peer");
        Child.Output("gcc", "-O3", "-march=native", $"-DVERSION=\"{version}\"", Child.FileOf("fann_peer.c"), "-lfann", "-lm", "-o", program);
        return program;
    }
}
