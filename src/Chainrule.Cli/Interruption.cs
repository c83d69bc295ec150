using System.Runtime.InteropServices;

namespace Chainrule.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks a command to stop, and what it has done is saved; a second one ends the program at once. Files are
/// written whole or not at all, so that no part of one is left under its name.
/// </summary>
internal static class Interruption
{
    /// <summary>The number of the signal on Linux and macOS that ends whoever writes more than a limit allows.</summary>
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    /// <summary>Kept to the end of the process: the signal is looked at on another thread, maybe only then.</summary>
    private static PosixSignalRegistration? s_fileLimit;

    /// <summary>Runs a command that stops when it is asked to.</summary>
    public static async Task<int> Run(Func<int> command)
    {
        var signals = 0;
        // Registered after those of the parser, and so called before them, each time on a thread of its own.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Count);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count);
        return await Task.Run(command).ConfigureAwait(false);

        void Count(PosixSignalContext context)
        {
            if (Interlocked.Increment(ref signals) > 1) Environment.Exit(ExitCode.Cancelled);
        }
    }

    /// <summary>Lets a write beyond the limit fail like one on a full disk, and be told.</summary>
    public static void SurviveFileLimit()
    {
        if (!OperatingSystem.IsWindows()) s_fileLimit ??= PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
    }
}
