using System.Globalization;
using Chainrule.Peers;

// Chainrule beside its peers, alternating in one run; the output is Markdown, to be kept in ../results.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Memory.ChildArgument, var index, var run, var childThreads])
{
    Memory.Measure(int.Parse(index), run, int.Parse(childThreads));
    return 0;
}

(string Name, string Title, Action<Options, int> Compare)[] parts =
[
    ("steps", "A training step beside libtorch", Steps.Compare),
    ("types", "A training step in float and in double", Steps.CompareTypes),
    ("products", "The matrix product beside MKL and the FMA peak", Products.Compare),
    ("predict", "Prediction beside ONNX Runtime", Prediction.Compare),
    ("fann", "One sample at a time beside FANN", Fann.Compare),
    ("sklearn", "Epochs beside scikit-learn", Epochs.CompareSklearn),
    ("fashion", "Epochs of Fashion-MNIST beside libtorch and scikit-learn", Fashion.Compare),
    ("data", "An epoch beside its steps", Epochs.CompareDataPath),
    ("memory", "The memory of a training run", Memory.Compare),
    ("threads", "Handing work to a second thread", Handover.Compare),
];
Options options;
try
{
    options = Options.Parse(args, [.. parts.Select(part => part.Name)]);
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"Chainrule.Peers: {problem.Message}\n{Options.Usage}");
    return 2;
}

Versions.Print();
foreach (var threads in options.Threads)
    foreach (var (name, title, compare) in parts.Where(part => options.Parts.Contains(part.Name)))
    {
        Parallelism.Set(threads);
        Console.WriteLine($"\n## {title}, {threads} thread(s)\n");
        var quiet = new Quiet();
        compare(options, threads);
        Console.WriteLine($"\n{quiet.Report()}");
    }
return 0;
