using Chainrule.Kernels;

namespace Chainrule.Solvers;

/// <inheritdoc cref="LevenbergMarquardt"/>
internal sealed class LevenbergMarquardtSolver(Objective objective, LevenbergMarquardt settings) : Solver(objective, settings)
{
    /// <summary>A step that is shorter than this, beside the parameters, and still lowers nothing, is the last.</summary>
    private const double ShortestStep = 1e-12;

    /// <summary>2⁻⁵²: beside the largest number of a matrix a smaller one is lost in rounding.</summary>
    private const double Rounding = 1.0 / (1L << 52);

    private readonly GaussNewton _gaussNewton = new(objective);
    private readonly SymmetricMatrix _matrix = new(objective.Length), _factor = new(objective.Length);

    /// <summary>μ of the next step; 0 before the first.</summary>
    private readonly double[] _damping = new double[1];

    protected override IReadOnlyList<(string Name, double[] Values)> Memory => [("damping", _damping)];

    protected override bool Move(CancellationToken cancellation)
    {
        _gaussNewton.At(Parameters, _matrix, cancellation);
        var largest = 0.0;
        for (var i = 0; i < Direction.Length; i++) largest = Math.Max(largest, _matrix[i, i]);
        var damping = _damping[0] > 0 ? Math.Max(_damping[0], Rounding * largest) : settings.Damping * largest;
        for (var growth = 2.0; double.IsFinite(damping); damping *= growth, growth *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            _factor.CopyFrom(_matrix);
            for (var i = 0; i < Direction.Length; i++) _factor[i, i] += damping;
            if (!_factor.TryFactor()) continue;
            Scale(-1, Gradient, Direction);
            _factor.Solve(Direction);
            var predicted = (damping * Reduce.Dot(Direction, Direction) - Reduce.Dot(Direction, Gradient)) / 2;
            var value = Try(1, cancellation);
            var gain = (Value - value) / predicted;
            if (gain > 0)
            {
                Accept(value);
                var turn = 2 * gain - 1;
                _damping[0] = damping * Math.Max(1.0 / 3, 1 - turn * turn * turn);
                return true;
            }
            if (Norm(Direction) <= ShortestStep * (Norm(Parameters) + ShortestStep)) return false;
        }
        return false;
    }
}
