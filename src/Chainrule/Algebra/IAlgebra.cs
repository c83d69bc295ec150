namespace Chainrule.Algebra;

/// <summary>
/// The few operations from which every activation, loss and update rule is written, once.
/// A carrier gives such a text its reading: <see cref="Lanes{T}"/> runs it fast, <see cref="Scalar{T}"/> one number at a
/// time with the same bits, <see cref="Dual{S}"/> differentiates it, <see cref="Symbol"/> writes it down.
/// </summary>
/// <typeparam name="S">The carrier itself.</typeparam>
public interface IAlgebra<S> where S : IAlgebra<S>
{
    /// <summary>A constant of the formula, rounded to the carrier's precision.</summary>
    static abstract implicit operator S(double value);

    /// <summary>A constant that has a name on paper, such as η; only <see cref="Symbol"/> remembers the name.</summary>
    static virtual S Named(string name, double value) => value;

    /// <summary>x + y</summary>
    static abstract S operator +(S x, S y);

    /// <summary>x − y</summary>
    static abstract S operator -(S x, S y);

    /// <summary>x · y</summary>
    static abstract S operator *(S x, S y);

    /// <summary>x / y</summary>
    static abstract S operator /(S x, S y);

    /// <summary>−x</summary>
    static abstract S operator -(S x);

    /// <summary>x·y + z, rounded once where the hardware can (FMA), else twice; never by a software FMA.</summary>
    static abstract S MultiplyAdd(S x, S y, S z);

    /// <summary>eˣ</summary>
    static abstract S Exp(S x);

    /// <summary>eˣ − 1 without loss of digits near 0.</summary>
    static abstract S ExpM1(S x);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract S Log(S x);

    /// <summary>ln(1 + x) without loss of digits near 0.</summary>
    static abstract S LogP1(S x);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract S Tanh(S x);

    /// <summary>The error function 2/√π · ∫₀ˣ exp(−t²) dt.</summary>
    static abstract S Erf(S x);

    /// <summary>√x</summary>
    static abstract S Sqrt(S x);

    /// <summary>|x|; its derivative at 0 is taken as 0.</summary>
    static abstract S Abs(S x);

    /// <summary>The larger of two; NaN if either is. At a tie its derivative is that of <paramref name="y"/>.</summary>
    static abstract S Max(S x, S y);

    /// <summary><paramref name="positive"/> where <paramref name="test"/> &gt; 0, else <paramref name="otherwise"/> (also for a NaN test).</summary>
    static abstract S Select(S test, S positive, S otherwise);
}
