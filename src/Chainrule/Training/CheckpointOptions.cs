namespace Chainrule;

/// <summary>
/// Where and how often a training writes down how far it has come, so that it can be resumed after a stop, a crash or a power cut and end
/// in the very same bits as one that nobody interrupted. A checkpoint replaces the one before it only when it is safely on the disk; one is
/// written too when a training is cancelled. The file stays when the training has ended: <see cref="Delete"/> it once its network is saved.
/// </summary>
/// <param name="File">The file, by custom one that ends in <c>.checkpoint.safetensors</c>.</param>
public sealed record CheckpointOptions(string File)
{
    /// <summary>How much time may pass between two of them, above 0; null for no such limit. 5 minutes if left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public TimeSpan? Every
    {
        get;
        init
        {
            if (value is { } time) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(Every));
            field = value;
        }
    } = TimeSpan.FromMinutes(5);

    /// <summary>One after every so many epochs, at least 1; null for no such rule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? EveryEpochs { get; init => field = value is { } epochs ? TrainingOptions.AtLeastOne(epochs) : null; }

    /// <summary>
    /// Whether to go on from the file. Network, optimizer, options and data must be those it was written with, or it is refused. The epochs
    /// that are done are reported again first, so that whoever collects the reports has all of them. Left false, a training begins anew; a file
    /// that is there already is kept as <see cref="PreviousFile"/>.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>What else must be the same for a training to be resumed, in any words: a checkpoint with other words is refused.</summary>
    public string Context { get; init; } = "";

    /// <summary>Where the checkpoint of another training is kept that this one does not resume.</summary>
    public string PreviousFile => File + ".previous";

    /// <summary>Says at once, before any long work, that there is no file to resume from, or that none could be written.</summary>
    /// <exception cref="BadInputException">That is so.</exception>
    public void Require()
    {
        Files.RequireName(File);
        if (Resume && !System.IO.File.Exists(File))
            throw new BadInputException($"there is no checkpoint '{File}' to resume from: that training has ended, or never wrote one");
        Files.RequireWritable(File);
    }

    /// <summary>Removes the file, if it is there, and what a writer that was killed may have left beside it.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">You may not remove it.</exception>
    public void Delete()
    {
        System.IO.File.Delete(File);
        Files.DeleteLeftovers(File);
    }
}
