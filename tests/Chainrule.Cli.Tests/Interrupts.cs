namespace Chainrule.Cli.Tests;

/// <summary>What tests of Ctrl-C need to know.</summary>
internal static class Interrupts
{
    /// <summary>Whoever starts a job in the background of a script makes it deaf to Ctrl-C, and its children too.</summary>
    public static void RequireCtrlC()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal as Linux does");
        var ignored = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        Assert.SkipWhen((Convert.ToUInt64(ignored, 16) & 2) != 0, "the tests themselves were started deaf to Ctrl-C");
    }

    public static async Task UntilAnEpochIsDone(StreamReader stderr)
    {
        while (await stderr.ReadLineAsync() is { } line && !line.StartsWith("epoch", StringComparison.Ordinal)) { }
    }
}
