using Chainrule.Kernels;

namespace Chainrule.Solvers;

/// <inheritdoc cref="Lbfgs"/>
internal sealed class LbfgsSolver(Objective objective, Lbfgs settings) : Solver(objective, settings)
{
    /// <summary>A pair counts if the slope has risen along the step by more than this part of what it was.</summary>
    private const double LeastRise = 1e-10;

    private readonly double[] _steps = new double[checked(settings.History * objective.Length)];
    private readonly double[] _changes = new double[checked(settings.History * objective.Length)];
    private readonly double[] _products = new double[settings.History], _shares = new double[settings.History];

    /// <summary>How many pairs there are, and which is the newest; those before it are older, round to the end.</summary>
    private readonly double[] _pairs = new double[2];

    /// <summary>Where the last line search began and ended; null before the first.</summary>
    public (LinePoint Start, LinePoint End)? LastStep { get; private set; }

    private int Count
    {
        get => (int)_pairs[0];
        set => _pairs[0] = value;
    }

    private int Newest
    {
        get => (int)_pairs[1];
        set => _pairs[1] = value;
    }

    protected override IReadOnlyList<(string Name, double[] Values)> Memory =>
        [("steps", _steps), ("changes", _changes), ("products", _products), ("pairs", _pairs)];

    protected override bool Move(CancellationToken cancellation)
    {
        var (moved, count) = (Search(cancellation), Count);
        if (moved || count == 0) return moved;
        // What is remembered may mislead; the way straight down remains.
        Count = 0;
        try
        {
            return Search(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Begun again, the iteration must go the same way.
            Count = count;
            throw;
        }
    }

    private bool Search(CancellationToken cancellation)
    {
        FindDirection();
        var first = settings.LearningRate * (Count > 0 ? 1 : Math.Min(1, 1 / Norm(Gradient)));
        var start = new LinePoint(0, Value, Reduce.Dot(Gradient, Direction));
        LinePoint At(double length)
        {
            var value = Try(length, cancellation);
            return new(length, value, Reduce.Dot(TrialGradient, Direction));
        }
        if (!(start.Slope < 0) || new LineSearch(At, settings).Run(start, first) is not { } end) return false;
        LastStep = (start, end);
        Remember(start, end);
        Accept(end.Value);
        return true;
    }

    /// <summary>p = −H·g by the two-loop recursion.</summary>
    private void FindDirection()
    {
        Scale(-1, Gradient, Direction);
        if (Count == 0) return;
        for (var age = 0; age < Count; age++)
        {
            var pair = Pair(age);
            _shares[pair] = Reduce.Dot(Part(_steps, pair), Direction) / _products[pair];
            Add(-_shares[pair], Part(_changes, pair), Direction, Direction);
        }
        var newest = Part(_changes, Newest);
        Scale(_products[Newest] / Reduce.Dot(newest, newest), Direction, Direction);
        for (var age = Count - 1; age >= 0; age--)
        {
            var pair = Pair(age);
            Add(_shares[pair] - Reduce.Dot(Part(_changes, pair), Direction) / _products[pair], Part(_steps, pair), Direction, Direction);
        }
    }

    /// <summary>Keeps s, y and sᵀy of the step to be accepted, in place of the oldest if there are enough.</summary>
    private void Remember(LinePoint start, LinePoint end)
    {
        var rise = end.Slope - start.Slope;
        if (!(rise > LeastRise * -start.Slope)) return;
        Newest = Count == 0 ? 0 : (Newest + 1) % settings.History;
        Count = Math.Min(Count + 1, settings.History);
        Scale(end.Length, Direction, Part(_steps, Newest));
        Add(-1, Gradient, TrialGradient, Part(_changes, Newest));
        _products[Newest] = end.Length * rise;
    }

    private int Pair(int age) => (Newest - age + settings.History) % settings.History;

    private Span<double> Part(double[] all, int pair) => all.AsSpan(pair * Parameters.Length, Parameters.Length);
}
