using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule;

/// <summary>
/// How the parameters follow their gradients. Definitions and defaults are PyTorch's; a decay applies to weights and
/// biases alike. An optimizer is only its settings: what it remembers of each parameter is kept by the <see cref="Step{T}"/>.
/// </summary>
public abstract record Optimizer
{
    /// <summary>η, the length of a step; at least 0, where 0 moves nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number of at least 0.</exception>
    public double LearningRate { get; init => field = NumberRange.NotNegative.Require(value); }

    /// <summary>Every optimizer there is, sorted by complexity, with its default settings.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
        [new Sgd(), new Adagrad(), new RmsProp(), new Adam(), new AdamW(), new Rprop(), new Lbfgs(), new LevenbergMarquardt()];

    /// <summary>The name in a network spec.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it compares the gradients of one update with those of the next, which must then be of the same rows: all.</summary>
    public virtual bool IsFullBatch => false;

    /// <summary>The optimizer of that name, with its default settings.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Optimizer Named(string name) => Catalogue.Find(All, optimizer => optimizer.Name, name, "optimizer");

    /// <summary>
    /// The new w, m and v of one parameter as formulas of the old ones and the gradient g; <paramref name="update"/> counts from 1.
    /// </summary>
    /// <exception cref="NotSupportedException">It has no such formulas, as it moves all parameters together.</exception>
    public (Symbol W, Symbol M, Symbol V) Formulas(long update, Symbol w, Symbol g, Symbol m, Symbol v)
    {
        var kernel = Kernel<double>();
        kernel.Begin(update, LearningRate);
        kernel.Invoke(ref w, g, ref m, ref v);
        return (w, m, v);
    }

    /// <summary>How many numbers it remembers of each parameter: 0, 1 (m) or 2 (m and v).</summary>
    internal abstract int Slots { get; }

    /// <summary>Its loop for numbers of one type.</summary>
    internal abstract UpdateKernel<T> Kernel<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
