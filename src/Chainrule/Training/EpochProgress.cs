namespace Chainrule;

/// <summary>How far a training is within an epoch, or within what comes before the first.</summary>
/// <param name="Epoch">Counted from 1; 0 while the first weights are judged.</param>
/// <param name="IsJudging">Whether rows are judged by, and not learned from.</param>
/// <param name="Rows">How many rows of this part of the work are done.</param>
/// <param name="OfRows">How many it has.</param>
public readonly record struct EpochProgress(int Epoch, bool IsJudging, int Rows, int OfRows)
{
    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Share => (double)Rows / OfRows;
}
