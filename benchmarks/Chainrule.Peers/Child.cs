using System.Diagnostics;
using System.Globalization;

namespace Chainrule.Peers;

/// <summary>
/// A peer that is a program of its own. It says its name and version in its first line; then for every line with a number of seconds it
/// works that long and answers with the microseconds a piece of work took. It ends when its input does.
/// </summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    public Child(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Name = ReadLine();
    }

    /// <summary>Its name and version.</summary>
    public string Name { get; }

    public double Measure(double seconds)
    {
        _process.StandardInput.WriteLine(seconds);
        return double.Parse(ReadLine(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    public static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
    }

    /// <summary>A file that belongs to this program.</summary>
    public static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, "peers", name);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the peer has ended");
}
