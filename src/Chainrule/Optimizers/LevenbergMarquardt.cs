using System.Globalization;
using Chainrule.Solvers;

namespace Chainrule;

/// <summary>
/// Levenberg–Marquardt, for squared errors and few parameters: w ← w + p with (A + μ·I)·p = −g, where A = JᵀJ from the derivatives J of every
/// output of every row stands for the Hessian. The damping μ falls after a step that lowers the loss, by max(⅓, 1 − (2ϱ − 1)³) for the gain ϱ
/// over what was predicted; after any other the step is taken back, and μ grows by ν = 2, 4, 8, … Source: Marquardt 1963; Nielsen 1999;
/// Madsen, Nielsen and Tingleff, Methods for Non-Linear Least Squares Problems, 2004, algorithm 3.16.
/// </summary>
public sealed record LevenbergMarquardt : SecondOrder
{
    /// <summary>The most parameters: their matrix, twice, takes 256 MiB, and a step some seconds.</summary>
    public const int MostParameters = 4096;

    /// <summary>τ: the first μ is τ times the largest number on the diagonal of A.</summary>
    public double Damping { get; init => field = NumberRange.Positive.Require(value); } = 1e-3;

    /// <inheritdoc/>
    public override string Name => "levenberg-marquardt";

    internal override void Require<T>(Network<T> network, TrainingOptions options)
    {
        base.Require(network, options);
        if (network.Loss.Curvature(network.Outputs) is null)
            throw new BadInputException(
                $"the optimizer {Name} is for squared errors, half-squared-error or mean-squared-error, not for the loss {network.Loss.Name}: "
                + "use one of these, or the optimizer lbfgs");
        if (network.ParameterCount > MostParameters)
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"the optimizer {Name} is for at most {MostParameters:N0} parameters, not for {network.ParameterCount:N0}: use the optimizer lbfgs"));
        if (LearningRate != 1)
            throw new BadInputException($"the optimizer {Name} finds the length of its steps by its damping: leave its learning rate at 1");
    }

    internal override Solver Solve(Objective objective) => new LevenbergMarquardtSolver(objective, this);
}
