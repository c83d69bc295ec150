namespace Chainrule.Schedules;

/// <summary>Where a training stands: all that a learning rate may depend on, so that a resumed training continues with the same rates.</summary>
/// <param name="Update">Which update is next, counted from 0.</param>
/// <param name="UpdatesPerEpoch">How many updates an epoch has.</param>
/// <param name="Epochs">How many epochs there are at most.</param>
/// <param name="Plateau">What is known of the losses.</param>
internal readonly record struct Moment(long Update, int UpdatesPerEpoch, int Epochs, Plateau Plateau)
{
    /// <summary>Which epoch this is, counted from 0.</summary>
    public long Epoch => Update / UpdatesPerEpoch;

    /// <summary>How many updates there are at most.</summary>
    public long Updates => (long)Epochs * UpdatesPerEpoch;
}

/// <summary>What a <see cref="PlateauSchedule"/> remembers of the losses of the epochs.</summary>
/// <param name="Factor">What the rate has come down to.</param>
/// <param name="Best">The lowest loss that counted as better.</param>
/// <param name="Waited">How many epochs ago that was, or the rate was reduced.</param>
internal readonly record struct Plateau(double Factor, double Best, int Waited)
{
    public static Plateau Start { get; } = new(1, double.PositiveInfinity, 0);
}
