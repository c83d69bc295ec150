namespace Chainrule.Fuzz.Tests;

/// <summary>How a run of the tool ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Said">What it said on stderr, or the exception that it died of.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Bytes">How much memory it asked for, in all; 0 where nobody counted.</param>
internal sealed record Outcome(int Code, string Said, double Seconds, long Bytes)
{
    public const int Hung = -1, Crashed = -2;

    private const double MostSeconds = 8;
    private const long MostBytes = 600_000_000;

    /// <summary>Numbers that are readable may still be such that nothing can be learned from them.</summary>
    private bool HasDiverged =>
        Code == 1 && (Said.StartsWith("diverged in epoch ", StringComparison.Ordinal) || Said.Contains("smaller --learning-rate", StringComparison.Ordinal));

    /// <summary>What is wrong with it, or null: damage is survived or refused in one sentence, soon, and at little cost.</summary>
    public string? Fault(bool isTraining) =>
        Code == Hung ? "did not end"
        : Code is not (0 or 2) && !(isTraining && HasDiverged) ? $"ended with {Code}"
        : Code == 2 && (Said.TrimEnd('\n').Contains('\n') || !Said.StartsWith("chainrule: ", StringComparison.Ordinal)) ? "was not refused in one sentence"
        : Seconds > MostSeconds ? $"took {Seconds:F1} s"
        : Bytes > MostBytes ? $"asked for {Bytes:N0} bytes"
        : null;
}
