namespace Chainrule.Cli;

/// <summary>How a command ends; see docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0, Failed = 1, BadInput = 2, Cancelled = 130;
}
