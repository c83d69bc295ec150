using System.Diagnostics;
using System.Text;

namespace Chainrule.Docs.Tests;

/// <summary>Runs a program of this repository that was built along with these tests, and returns what it printed.</summary>
internal static class BuiltProgram
{
    public static string Run(string project, string folder, params string[] arguments)
    {
        // artifacts/bin/PROJECT/CONFIGURATION, beside the folder of this test project.
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
        using var process = Process.Start(start)!;
        // Both streams are emptied at once, or a full one would block the program.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), $"{project} did not end");
        Assert.True(process.ExitCode == 0, $"{project} ended with {process.ExitCode}: {errors.Result}");
        return output;
    }
}
