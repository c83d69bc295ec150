using System.Numerics;
using Chainrule.Schedules;
using Chainrule.Solvers;

namespace Chainrule.Training;

/// <summary>The counts of a <see cref="TrainingState{T}"/>, which says what they mean.</summary>
internal readonly record struct Position(
    int Epoch, int Batch, double LossSum, double WeightSum, Plateau Plateau, EpochReport Best, long Updates, double LearningRate);

/// <summary>All that a training changes: its position, and the arrays of network, optimizer and best network.</summary>
internal sealed class TrainingState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Solver? _solver;

    /// <param name="step">What makes the updates, with the network.</param>
    /// <param name="solver">What makes them in its place, if something does.</param>
    /// <param name="watch">Who looks at the layers, if somebody does.</param>
    public TrainingState(Step<T> step, Solver? solver = null, LayerWatch<T>? watch = null)
    {
        (Step, _solver, Watch, Best) = (step, solver, watch, step.Network.Clone());
        Plateau = Plateau.Start;
        Arrays = [.. ModelFile.TensorsOf(step.Network), .. step.Memory()];
        if (solver is not null)
            Arrays = [.. Arrays, .. solver.State.Select(part => new Tensor<double>($"solver.{part.Name}", [part.Values.Length], part.Values))];
    }

    /// <summary>Computes the gradients, and makes the updates unless a solver does; with the network.</summary>
    public Step<T> Step { get; }

    /// <summary>Who looks at the layers, and has seen a part of the epoch; null if nobody does.</summary>
    public LayerWatch<T>? Watch { get; }

    /// <summary>The network with the best parameters.</summary>
    public Network<T> Best { get; }

    /// <summary>How many epochs are done.</summary>
    public int Epoch { get; set; }

    /// <summary>How many batches of the next one are done.</summary>
    public int Batch { get; set; }

    /// <summary>Their losses so far, each times its weight.</summary>
    public double LossSum { get; set; }

    /// <summary>Their weights.</summary>
    public double WeightSum { get; set; }

    /// <summary>What is known of the losses of the epochs.</summary>
    public Plateau Plateau { get; set; }

    /// <summary>The epoch that <see cref="Best"/> is of.</summary>
    public EpochReport BestReport { get; set; }

    /// <summary>All of these counts at once.</summary>
    public Position Position
    {
        get => new(Epoch, Batch, LossSum, WeightSum, Plateau, BestReport, Step.Updates, Step.LearningRate);
        set
        {
            (Epoch, Batch, LossSum, WeightSum, Plateau, BestReport, var updates, var learningRate) = value;
            Step.ContinueAt(updates, learningRate);
            _solver?.Resume();
        }
    }

    /// <summary>Every epoch that is done.</summary>
    public List<EpochReport> Reports { get; } = [];

    /// <summary>The parameters of the network and what the optimizer remembers of them: the arrays themselves.</summary>
    public NamedTensor[] Arrays { get; }

    /// <summary>Whether no parameter and nothing that the optimizer remembers is NaN or infinite.</summary>
    public bool IsFinite()
    {
        foreach (var array in Arrays)
            if (!array.IsFinite) return false;
        return true;
    }
}

/// <summary>A copy of a state in memory, to come back to.</summary>
internal sealed class Snapshot<T>(TrainingState<T> state) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly byte[][] _arrays = [.. state.Arrays.Select(array => new byte[array.Bytes.Length])];
    private Position _position;

    public void Take()
    {
        foreach (var (copy, array) in _arrays.Zip(state.Arrays)) array.Bytes.CopyTo(copy);
        _position = state.Position;
    }

    /// <summary>Puts everything back but the best network and the reports, which only ever grow.</summary>
    public void Restore()
    {
        foreach (var (copy, array) in _arrays.Zip(state.Arrays)) copy.CopyTo(array.Bytes);
        state.Position = _position;
    }
}
