using Chainrule.Solvers;

namespace Chainrule;

/// <summary>
/// L-BFGS: the last m steps s and changes of gradient y make an estimate of the inverse Hessian, by the two-loop recursion, begun with
/// sᵀy / yᵀy of the last pair; along p = −H·g a search finds a step w ← w + α·p with the strong Wolfe conditions. A pair without
/// positive curvature is not remembered. Source: Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4, 3.5 and 3.6.
/// </summary>
public sealed record Lbfgs : SecondOrder
{
    /// <param name="learningRate">
    /// The α that is tried first, above 0; 1 is the whole step of Newton's method. In the first iteration it is min(1, 1/‖g‖) times that.
    /// </param>
    public Lbfgs(double learningRate = 1) => LearningRate = NumberRange.Positive.Require(learningRate);

    /// <summary>m, how many pairs are remembered; at least 1. 10 is SciPy's default, and PyTorch's 100.</summary>
    public int History { get; init => field = TrainingOptions.AtLeastOne(value); } = 10;

    /// <summary>c₁: a step must lower the loss by at least c₁·α times the slope at its beginning.</summary>
    public double SufficientDecrease { get; init => field = NumberRange.Part.Require(value); } = 1e-4;

    /// <summary>c₂, above c₁: the slope at the end of a step has at most c₂ times the magnitude of that at its beginning.</summary>
    public double Curvature { get; init => field = NumberRange.Part.Require(value); } = 0.9;

    /// <summary>
    /// The most trials of a line search, at least 1. Where none of them has both properties, as can be at a kink of relu, the best with a
    /// sufficient decrease is taken.
    /// </summary>
    public int Evaluations { get; init => field = TrainingOptions.AtLeastOne(value); } = 25;

    /// <inheritdoc/>
    public override string Name => "lbfgs";

    internal override void Require<T>(Network<T> network, TrainingOptions options)
    {
        base.Require(network, options);
        if (LearningRate == 0 || SufficientDecrease >= Curvature)
            throw new BadInputException("the optimizer lbfgs needs a learning rate above 0 and a curvature above its sufficient decrease");
    }

    internal override Solver Solve(Objective objective) => new LbfgsSolver(objective, this);
}
