using System.Diagnostics;
using System.Text;

namespace Chainrule.Testing;

/// <summary>Runs a program of this repository that was built along with the tests, and returns what it printed.</summary>
public static class BuiltProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs it in a folder, in a neutral locale.</summary>
    public static string Run(string project, string folder, params string[] arguments) => Run(project, folder, [], arguments);

    /// <summary>Runs it with variables of the environment besides.</summary>
    /// <exception cref="InvalidOperationException">It failed, or did not end.</exception>
    public static string Run(string project, string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        // artifacts/bin/PROJECT/CONFIGURATION, beside the folder of the running test project.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // Both streams are emptied at once, or a full one would block the program.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(s_patience)) throw new InvalidOperationException($"{project} did not end");
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{project} ended with {process.ExitCode}: {errors.Result}");
    }
}
