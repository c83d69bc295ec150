using System.Diagnostics;

namespace Chainrule.Cli.Tests;

/// <summary>A command line as a shell reads it.</summary>
internal static class Shell
{
    /// <summary>Where chainrule is this tool; what is said goes to one stream.</summary>
    private static readonly string s_chainrule =
        $"chainrule() {{ dotnet exec '{Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli.dll")}' \"$@\"; }}; exec 2>&1;";

    /// <summary>Runs a command in a folder, and returns how it ended and what it said.</summary>
    public static int Run(string folder, string command, out string said)
    {
        var start = new ProcessStartInfo("bash", ["-o", "pipefail", "-c", $"{s_chainrule} {command}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    public static int Run(string folder, string command) => Run(folder, command, out _);
}
