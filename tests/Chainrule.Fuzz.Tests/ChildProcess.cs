using System.Diagnostics;

namespace Chainrule.Fuzz.Tests;

/// <summary>Runs the tool as a person has it, with a limit on its memory.</summary>
internal static class ChildProcess
{
    private const string MemoryLimit = "0x18000000"; // 400 MB
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static Outcome Run(string folder, string command)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli.dll"), .. command.Split(' ')])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = MemoryLimit;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(s_patience)) return new(process.ExitCode, error.Result, watch.Elapsed.TotalSeconds, 0);
        process.Kill(entireProcessTree: true);
        return new(Outcome.Hung, "", watch.Elapsed.TotalSeconds, 0);
    }
}
