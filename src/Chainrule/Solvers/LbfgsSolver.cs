using Chainrule.Kernels;

namespace Chainrule.Solvers;

/// <inheritdoc cref="Lbfgs"/>
internal sealed class LbfgsSolver(Objective objective, Lbfgs settings) : Solver(objective, settings)
{
    /// <summary>A pair counts if the cosine of the angle between s and y is above this.</summary>
    private const double LeastCosine = 1e-10;

    /// <summary>From the oldest to the newest.</summary>
    private readonly List<Pair> _pairs = [];

    private readonly double[] _shares = new double[settings.History];

    /// <summary>Where the last line search began and ended; null before the first.</summary>
    public (LinePoint Start, LinePoint End)? LastStep { get; private set; }

    /// <summary>The pairs one after another.</summary>
    protected override IReadOnlyDictionary<string, double[]> Memory
    {
        get => new Dictionary<string, double[]>
        {
            ["steps"] = [.. _pairs.SelectMany(pair => pair.Step)],
            ["changes"] = [.. _pairs.SelectMany(pair => pair.Change)],
        };
        set
        {
            _pairs.Clear();
            foreach (var (step, change) in value["steps"].Chunk(Parameters.Length).Zip(value["changes"].Chunk(Parameters.Length)))
                _pairs.Add(new(step, change));
        }
    }

    protected override bool Move(CancellationToken cancellation)
    {
        var moved = Search(cancellation);
        if (moved || _pairs.Count == 0) return moved;
        // What is remembered may mislead; the way straight down remains.
        _pairs.Clear();
        return Search(cancellation);
    }

    private bool Search(CancellationToken cancellation)
    {
        FindDirection();
        var first = settings.LearningRate * (_pairs.Count > 0 ? 1 : Math.Min(1, 1 / Norm(Gradient)));
        var start = new LinePoint(0, Value, Reduce.Dot(Gradient, Direction));
        LinePoint At(double length)
        {
            var value = Try(length, cancellation);
            return new(length, value, Reduce.Dot(TrialGradient, Direction));
        }
        if (!(start.Slope < 0) || new LineSearch(At, settings).Run(start, first) is not { } end) return false;
        LastStep = (start, end);
        Remember(end.Length);
        Accept(end.Value);
        return true;
    }

    /// <summary>p = −H·g by the two-loop recursion.</summary>
    private void FindDirection()
    {
        Scale(-1, Gradient, Direction);
        if (_pairs.Count == 0) return;
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            _shares[i] = Reduce.Dot(_pairs[i].Step, Direction) / _pairs[i].Product;
            Add(-_shares[i], _pairs[i].Change, Direction, Direction);
        }
        var last = _pairs[^1];
        Scale(last.Product / Reduce.Dot(last.Change, last.Change), Direction, Direction);
        for (var i = 0; i < _pairs.Count; i++)
            Add(_shares[i] - Reduce.Dot(_pairs[i].Change, Direction) / _pairs[i].Product, _pairs[i].Step, Direction, Direction);
    }

    /// <summary>Keeps the step to be accepted and the change of the gradient along it, in place of the oldest if there are enough.</summary>
    private void Remember(double length)
    {
        var (step, change) = (new double[Parameters.Length], new double[Parameters.Length]);
        Scale(length, Direction, step);
        Add(-1, Gradient, TrialGradient, change);
        var pair = new Pair(step, change);
        if (!(pair.Product > LeastCosine * Norm(step) * Norm(change))) return;
        if (_pairs.Count == settings.History) _pairs.RemoveAt(0);
        _pairs.Add(pair);
    }

    /// <summary>s, y and sᵀy.</summary>
    private sealed record Pair(double[] Step, double[] Change)
    {
        public double Product { get; } = Reduce.Dot(Step, Change);
    }
}
