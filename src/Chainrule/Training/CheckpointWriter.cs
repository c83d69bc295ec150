using System.Numerics;

namespace Chainrule.Training;

/// <summary>Writes the checkpoints of one training when they are due, and reads the one that it resumes from.</summary>
internal sealed class CheckpointWriter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CheckpointOptions _options;
    private readonly TrainingState<T> _state;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _identity;
    private long _next;

    /// <exception cref="BadInputException">The file cannot be written, or not resumed from.</exception>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public CheckpointWriter(CheckpointOptions options, TrainingState<T> state, IReadOnlyList<KeyValuePair<string, string>> identity)
    {
        (_options, _state, _identity) = (options, state, identity);
        options.Require();
        if (options.Resume) Checkpoint.Read(options.File, state, identity);
        // While one replaces another, both are there.
        var present = options.Resume ? new FileInfo(options.File).Length : 0;
        Files.RequireSpace(options.File, 2 * Checkpoint.SizeOf(state, identity) - present);
        // That of another training is not lost when somebody forgets to resume it.
        if (!options.Resume && File.Exists(options.File)) File.Move(options.File, options.PreviousFile, overwrite: true);
        Schedule();
    }

    /// <summary>Whether it is time for another one, between two batches.</summary>
    public bool IsDue(long now) =>
        now >= _next || (_state.Batch == 0 && _options.EveryEpochs is { } epochs && _state.Epoch > 0 && _state.Epoch % epochs == 0);

    public void Write()
    {
        Checkpoint.Write(_options.File, _state, _identity);
        Schedule();
    }

    private void Schedule() =>
        _next = _options.Every is { } time ? Environment.TickCount64 + (long)Math.Min(time.TotalMilliseconds, long.MaxValue / 2) : long.MaxValue;
}
