namespace Chainrule.Algebra;

/// <summary>
/// What a carrier of binary floating-point numbers adds to the algebra: a look at exponent and significand, from which
/// <see cref="Elementary"/> makes exp, log, tanh and erf. <see cref="Lanes{T}"/>, <see cref="HalfLanes{T}"/> and <see cref="Scalar{T}"/> have it.
/// </summary>
internal interface IFloating<S> : IAlgebra<S> where S : IFloating<S>
{
    /// <summary>True for float (24 significant bits), false for double (53). A constant to the JIT.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract S Round(S x);

    /// <summary>2ⁿ for an integer n that is the exponent of a normal number.</summary>
    static abstract S PowerOfTwo(S n);

    /// <summary>x = m · 2ⁿ with √½ ≤ m &lt; √2 and n an integer, for normal positive x.</summary>
    static abstract (S Significand, S Exponent) Split(S x);

    /// <summary>|magnitude| with the sign of <paramref name="sign"/>, also of a zero.</summary>
    static abstract S CopySign(S magnitude, S sign);
}
