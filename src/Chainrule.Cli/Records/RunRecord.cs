using System.Text.Json.Nodes;

namespace Chainrule.Cli;

/// <summary>Whoever keeps a record of a training while it runs. What was told is kept, however the run ends.</summary>
internal interface IRunRecord : IDisposable
{
    void Begin(RunStart start);

    void Epoch(RunEpoch epoch);

    void End(RunEnd end);
}

/// <summary>What is known when a training begins.</summary>
/// <param name="Time">When that was, in UTC.</param>
/// <param name="Command">The command line that repeats it.</param>
/// <param name="Options">Every decision, those that were left to the defaults too.</param>
/// <param name="Data">What is learned from.</param>
/// <param name="Network">What is trained.</param>
internal sealed record RunStart(DateTime Time, string Command, JsonObject Options, JsonObject Data, JsonObject Network);

/// <summary>What is known at the end of an epoch.</summary>
/// <param name="Report">What the trainer says.</param>
/// <param name="Score">The accuracy, or R², on the validation rows.</param>
/// <param name="Time">When that was, in UTC.</param>
/// <param name="Seconds">How long after the beginning.</param>
internal sealed record RunEpoch(EpochReport Report, RunScore Score, DateTime Time, double Seconds);

/// <summary>A number that tells how good a model is, the higher the better.</summary>
/// <param name="Name">accuracy or r2</param>
/// <param name="Value">The number; NaN of an epoch that nobody watched.</param>
internal readonly record struct RunScore(string Name, double Value);

/// <summary>How a training ended.</summary>
/// <param name="Time">When that was, in UTC.</param>
/// <param name="Summary">What train --json prints; without a model where none was written.</param>
internal sealed record RunEnd(DateTime Time, JsonObject Summary);
