using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Chainrule.Peers;

/// <summary>What was measured on, with what.</summary>
internal static partial class Versions
{
    public static void Print()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine($"# {Processor()}, {Environment.ProcessorCount} cores, {Peak.Width}-bit vectors");
        Console.WriteLine();
        Console.WriteLine(
            $"{DateTime.UtcNow:yyyy-MM-dd}; Chainrule {typeof(Loss).Assembly.GetName().Version!.ToString(3)}; .NET {Environment.Version}; "
            + $"libtorch {torch.__version__} with {Mkl()}; ONNX Runtime {OrtEnv.Instance().GetVersionString()}; load of the machine before: {load}. "
            + "Sides take turns; medians of the rounds, ratios round by round.");
    }

    private static string Processor()
    {
        var about = File.ReadLines("/proc/cpuinfo")
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToLookup(pair => pair[0], pair => pair[^1]);
        string Of(string key) => about[key].FirstOrDefault("?");
        return $"{Of("model name")} (family {Of("cpu family")}, model {Of("model")})";
    }

    private static string Mkl()
    {
        var text = new byte[200];
        // A library of this process has to be loaded before one of its functions is called.
        torch.set_num_threads(1);
        MklVersion(text, text.Length);
        // "... Math Kernel Library Version 2024.2-Product Build ..."
        return "MKL " + Encoding.ASCII.GetString(text).Split("Version ")[^1].Split('-', ' ', '\0')[0];
    }

    [LibraryImport("torch_cpu", EntryPoint = "MKL_Get_Version_String")]
    private static partial void MklVersion(byte[] text, int length);
}
