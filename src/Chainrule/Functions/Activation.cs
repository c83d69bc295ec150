using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Functions;

namespace Chainrule;

/// <summary>What a layer does to its net inputs z: a = φ(z). The functions themselves are in the folder Functions.</summary>
public abstract class Activation
{
    /// <summary>a = z</summary>
    public static Activation Identity { get; } = new Elementwise<Identity>();

    /// <inheritdoc cref="Functions.Sigmoid"/>
    public static Activation Sigmoid { get; } = new Elementwise<Sigmoid>();

    /// <inheritdoc cref="Functions.Tanh"/>
    public static Activation Tanh { get; } = new Elementwise<Tanh>();

    /// <inheritdoc cref="Functions.Relu"/>
    public static Activation Relu { get; } = new Elementwise<Relu>();

    /// <inheritdoc cref="Functions.LeakyRelu"/>
    public static Activation LeakyRelu { get; } = new Elementwise<LeakyRelu>();

    /// <inheritdoc cref="Functions.Elu"/>
    public static Activation Elu { get; } = new Elementwise<Elu>();

    /// <inheritdoc cref="Functions.Selu"/>
    public static Activation Selu { get; } = new Elementwise<Selu>();

    /// <inheritdoc cref="Functions.Gelu"/>
    public static Activation Gelu { get; } = new Elementwise<Gelu>();

    /// <inheritdoc cref="Functions.Silu"/>
    public static Activation Silu { get; } = new Elementwise<Silu>();

    /// <inheritdoc cref="Functions.Softplus"/>
    public static Activation Softplus { get; } = new Elementwise<Softplus>();

    /// <summary>The probabilities p[k] = e^z[k] / Σ e^z, of the output layer only.</summary>
    public static Activation Softmax { get; } = new SoftmaxActivation();

    /// <summary>Every activation there is.</summary>
    public static IReadOnlyList<Activation> All { get; } =
        [Identity, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Softplus, Softmax];

    /// <summary>The name in a network spec.</summary>
    public abstract string Name { get; }

    /// <summary>What the derivative is computed from.</summary>
    public abstract Needs DerivativeOf { get; }

    /// <summary>The activation of that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Activation Named(string name) => Catalogue.Find(All, a => a.Name, name, "activation");

    /// <summary>φ(z) as a formula; null for softmax, which is a function of all units at once.</summary>
    public virtual Symbol? Formula(Symbol z) => null;

    /// <summary>φ' as a formula of what <see cref="DerivativeOf"/> says; null for softmax.</summary>
    public virtual Symbol? SlopeFormula(Symbol v) => null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Its loops for numbers of one type.</summary>
    internal abstract ActivationKernel<T> Kernel<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class Elementwise<TFunction> : Activation where TFunction : struct, IFunction
    {
        public override string Name => TFunction.Name;

        public override Needs DerivativeOf => TFunction.DerivativeOf;

        public override Symbol Formula(Symbol z) => TFunction.F(z);

        public override Symbol SlopeFormula(Symbol v) => TFunction.DF(v);

        internal override ActivationKernel<T> Kernel<T>() => new ElementwiseKernel<TFunction, T>();
    }

    private sealed class SoftmaxActivation : Activation
    {
        public override string Name => "softmax";

        public override Needs DerivativeOf => Needs.Output;

        internal override ActivationKernel<T> Kernel<T>() => new SoftmaxKernel<T>();
    }
}
