using Chainrule.Algebra;

namespace Chainrule.Functions;

/// <summary>What the derivative of a function is computed from, and therefore what a layer has to keep of its forward pass.</summary>
public enum Needs
{
    /// <summary>Neither: the derivative is a constant.</summary>
    Nothing,
    /// <summary>The input z of the function.</summary>
    Input,
    /// <summary>The output a = F(z).</summary>
    Output,
}

/// <summary>
/// An elementwise activation: the function and its derivative side by side, each one generic text over the algebra.
/// A new one is a struct with these four lines and a place in <see cref="Activation"/>; kernels, tests and formulas follow.
/// </summary>
public interface IFunction
{
    /// <summary>The name in a network spec, in kebab case.</summary>
    static abstract string Name { get; }

    /// <summary>The function.</summary>
    static abstract S F<S>(S x) where S : IAlgebra<S>;

    /// <summary>The derivative, of what <see cref="DerivativeOf"/> says: of the input x or of the output y = F(x).</summary>
    static abstract S DF<S>(S v) where S : IAlgebra<S>;

    /// <summary>What <see cref="DF"/> takes.</summary>
    static abstract Needs DerivativeOf { get; }
}
