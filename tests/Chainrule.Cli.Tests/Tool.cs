using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

/// <summary>What one run of the tool said, and how it ended.</summary>
internal sealed record Run(int Code, string Out, string Error)
{
    public JsonObject Json => JsonNode.Parse(Out)!.AsObject();

    /// <summary>The run, once it is known to have ended as a good run does.</summary>
    public Run Done() => Code == 0 ? this : throw new InvalidOperationException($"The tool ended with {Code} and said: {Error}");
}

/// <summary>The tool as a person has it: a process of its own, in a fresh folder that is the current one.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chainrule-");

    /// <summary>Variables beside those of the tests; the locale is neutral unless a test says otherwise.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["LC_ALL"] = "", ["LC_MESSAGES"] = "", ["LANG"] = "C" };

    public static string Sample(string name) => Repository.PathOf("samples", "data", name);

    public Tool With(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return this;
    }

    public Tool With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Everything that lies in the folder: names, and what the files hold.</summary>
    public SortedDictionary<string, string> Files() => new(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ToDictionary(
        entry => Path.GetRelativePath(_folder.FullName, entry.FullName),
        entry => entry is FileInfo ? Convert.ToHexString(File.ReadAllBytes(entry.FullName)) : "folder"), StringComparer.Ordinal);

    public Run Run(params string[] arguments) => RunWith("", arguments);

    public Run RunWith(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input, and may.
        }
        return End(process, output, error);
    }

    /// <summary>Runs it behind a command of the shell, in the same process.</summary>
    public Run RunShell(string before, params string[] arguments)
    {
        using var process = Start("bash", ["-c", $"{before}; exec dotnet \"$@\"", "bash", .. Program, .. arguments]);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs it on a terminal of 200 columns, which its output is of, stderr too.</summary>
    public Run RunOnTerminal(string arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "a terminal is made by script, of util-linux");
        (Environment["TERM"], Environment["LC_ALL"]) = ("xterm-256color", "C");
        var program = string.Join(' ', Program.Select(part => $"'{part}'"));
        using var process = Start("/usr/bin/script", ["-qec", $"stty cols 200; exec dotnet {program} {arguments}", "/dev/null"]);
        process.StandardInput.Close();
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs it, and does something again and again meanwhile.</summary>
    public Run RunWhile(Action meanwhile, params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        SpinWait.SpinUntil(() =>
        {
            meanwhile();
            return Slept() && process.HasExited;
        }, s_patience);
        return End(process, output, error);
    }

    /// <summary>Presses Ctrl-C as soon as <paramref name="isBusy"/> has seen enough of stderr.</summary>
    public Run Interrupt(Func<StreamReader, Task> isBusy, params string[] arguments) => Signal("INT", isBusy, arguments);

    /// <summary>Sends a signal, such as INT, which is Ctrl-C, as soon as <paramref name="isBusy"/> has seen enough of stderr; and another one later.</summary>
    public Run Signal(string signal, Func<StreamReader, Task> isBusy, string[] arguments, Func<bool>? again = null)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        if (!isBusy(process.StandardError).Wait(s_patience)) throw new TimeoutException("The tool did not begin its work.");
        Send();
        var error = process.StandardError.ReadToEndAsync();
        if (again is not null)
        {
            if (!SpinWait.SpinUntil(() => Slept() && again(), s_patience)) throw new TimeoutException("The time for the second signal did not come.");
            Send();
        }
        return End(process, output, error);

        void Send() => Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
    }

    /// <summary>Kills it a while after it began, or after something came to be so; it may have ended before.</summary>
    public void Kill(TimeSpan after, string[] arguments, Func<bool>? since = null)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (since is not null) SpinWait.SpinUntil(() => Slept() && (process.HasExited || since()), s_patience);
        process.WaitForExit(after);
        process.Kill();
        Task.WaitAll(output, error, process.WaitForExitAsync());
    }

    private static bool Slept()
    {
        Thread.Sleep(5);
        return true;
    }

    /// <summary>Kills it, without a word, as soon as <paramref name="isBusy"/> has seen enough of stderr.</summary>
    public void Kill(Func<StreamReader, Task> isBusy, params string[] arguments)
    {
        using var process = Start(arguments);
        if (!isBusy(process.StandardError).Wait(s_patience)) throw new TimeoutException("The tool did not begin its work.");
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string[] Program => ["exec", Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli.dll")];

    private Process Start(string[] arguments) => Start("dotnet", [.. Program, .. arguments]);

    private Process Start(string program, string[] arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static Run End(Process process, Task<string> output, Task<string> error)
    {
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The tool still ran after {s_patience.TotalSeconds} s.");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }
}
