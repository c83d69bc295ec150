using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Solvers;

/// <summary>
/// A method that makes an objective small from iteration to iteration. It holds the parameters w, with the value and the gradient there, and
/// tries others at w + α·p.
/// </summary>
internal abstract class Solver(Objective objective, SecondOrder settings)
{
    private bool _isKnown;
    private readonly double[] _trial = new double[objective.Length], _trialGradient = new double[objective.Length];

    /// <summary>w</summary>
    public double[] Parameters { get; } = Initial(objective);

    /// <summary>Whether there is nothing left to do: the gradient is within its tolerance, or no step lowers the value.</summary>
    public bool HasConverged { get; private set; }

    /// <summary>
    /// All that decides how it goes on, by name: the arrays themselves, which are always the same and of the same lengths. Numbers copied from
    /// them between two iterations, and back into them or into those of a solver of the same settings, network and data, go on to the same bits
    /// after <see cref="Resume"/>.
    /// </summary>
    public IReadOnlyList<(string Name, double[] Values)> State => [("parameters", Parameters), .. Memory];

    /// <summary>What it remembers beside the parameters.</summary>
    protected abstract IReadOnlyList<(string Name, double[] Values)> Memory { get; }

    /// <summary>The value at w.</summary>
    protected double Value { get; private set; }

    /// <summary>g, the gradient at w.</summary>
    protected double[] Gradient { get; } = new double[objective.Length];

    /// <summary>p</summary>
    protected double[] Direction { get; } = new double[objective.Length];

    /// <summary>The gradient at the last trial.</summary>
    protected ReadOnlySpan<double> TrialGradient => _trialGradient;

    /// <summary>Begins again from the numbers in <see cref="State"/>.</summary>
    public void Resume() => (_isKnown, HasConverged) = (false, false);

    /// <summary>One iteration.</summary>
    /// <returns>The value before it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled on its way; the parameters are those from before it.</exception>
    public double Iterate(CancellationToken cancellation)
    {
        if (!_isKnown) Value = objective.At(Parameters, Gradient, cancellation);
        _isKnown = true;
        var before = Value;
        if (double.IsFinite(before))
            HasConverged = Largest(Gradient) <= settings.GradientTolerance || !Move(cancellation) || !(Value < before);
        return before;
    }

    /// <summary>Looks for parameters of a lower value and accepts them; false if there are none.</summary>
    protected abstract bool Move(CancellationToken cancellation);

    /// <summary>The value at w + α·p.</summary>
    protected double Try(double length, CancellationToken cancellation)
    {
        Add(length, Direction, Parameters, _trial);
        return objective.At(_trial, _trialGradient, cancellation);
    }

    /// <summary>Moves to the last trial, whose value was this.</summary>
    protected void Accept(double value)
    {
        _trial.CopyTo(Parameters, 0);
        _trialGradient.CopyTo(Gradient, 0);
        Value = value;
    }

    /// <summary>sum = a·x + y</summary>
    protected static void Add(double a, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> sum) =>
        Traversal.Zip(new Multiple(a), x, y, sum);

    /// <summary>product = a·x</summary>
    protected static void Scale(double a, ReadOnlySpan<double> x, Span<double> product) => Traversal.Map(new Times(a), x, product);

    protected static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Reduce.Dot(x, x));

    private static double Largest(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var value in x) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double[] Initial(Objective objective)
    {
        var parameters = new double[objective.Length];
        ParameterVector.Read(objective.Network, parameters);
        return parameters;
    }

    private readonly struct Multiple(double factor) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x, S y) where S : IAlgebra<S> => S.MultiplyAdd(factor, x, y);
    }
}
