namespace Chainrule.Algebra;

/// <summary>
/// A number with its derivative: run through a formula, it differentiates the formula by itself (forward mode).
/// The tests hold every hand-written derivative against it.
/// </summary>
/// <param name="Value">The value of the expression so far.</param>
/// <param name="Slope">Its derivative with respect to whichever variable was started with slope 1.</param>
public readonly record struct Dual<S>(S Value, S Slope) : IAlgebra<Dual<S>> where S : IAlgebra<S>
{
    /// <summary>The variable to differentiate by: slope 1.</summary>
    public static Dual<S> Variable(S value) => new(value, 1);

    /// <inheritdoc/>
    public static implicit operator Dual<S>(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Dual<S> operator +(Dual<S> x, Dual<S> y) => new(x.Value + y.Value, x.Slope + y.Slope);

    /// <inheritdoc/>
    public static Dual<S> operator -(Dual<S> x, Dual<S> y) => new(x.Value - y.Value, x.Slope - y.Slope);

    /// <inheritdoc/>
    public static Dual<S> operator *(Dual<S> x, Dual<S> y) => new(x.Value * y.Value, x.Slope * y.Value + x.Value * y.Slope);

    /// <inheritdoc/>
    public static Dual<S> operator /(Dual<S> x, Dual<S> y)
    {
        var quotient = x.Value / y.Value;
        return new(quotient, (x.Slope - quotient * y.Slope) / y.Value);
    }

    /// <inheritdoc/>
    public static Dual<S> operator -(Dual<S> x) => new(-x.Value, -x.Slope);

    /// <inheritdoc/>
    public static Dual<S> MultiplyAdd(Dual<S> x, Dual<S> y, Dual<S> z) => x * y + z;

    /// <inheritdoc/>
    public static Dual<S> Exp(Dual<S> x)
    {
        var e = S.Exp(x.Value);
        return new(e, x.Slope * e);
    }

    /// <inheritdoc/>
    public static Dual<S> ExpM1(Dual<S> x) => new(S.ExpM1(x.Value), x.Slope * S.Exp(x.Value));

    /// <inheritdoc/>
    public static Dual<S> Log(Dual<S> x) => new(S.Log(x.Value), x.Slope / x.Value);

    /// <inheritdoc/>
    public static Dual<S> LogP1(Dual<S> x) => new(S.LogP1(x.Value), x.Slope / (1 + x.Value));

    /// <inheritdoc/>
    public static Dual<S> Tanh(Dual<S> x)
    {
        var t = S.Tanh(x.Value);
        return new(t, x.Slope * (1 - t * t));
    }

    /// <inheritdoc/>
    public static Dual<S> Erf(Dual<S> x) => new(S.Erf(x.Value), x.Slope * (2 / Math.Sqrt(Math.PI)) * S.Exp(-(x.Value * x.Value)));

    /// <inheritdoc/>
    public static Dual<S> Sqrt(Dual<S> x)
    {
        var root = S.Sqrt(x.Value);
        return new(root, x.Slope / (2 * root));
    }

    /// <inheritdoc/>
    public static Dual<S> Abs(Dual<S> x) =>
        new(S.Abs(x.Value), S.Select(x.Value, x.Slope, S.Select(-x.Value, -x.Slope, 0)));

    /// <inheritdoc/>
    public static Dual<S> Max(Dual<S> x, Dual<S> y) =>
        new(S.Max(x.Value, y.Value), S.Select(x.Value - y.Value, x.Slope, y.Slope));

    /// <inheritdoc/>
    public static Dual<S> Select(Dual<S> test, Dual<S> positive, Dual<S> otherwise) =>
        new(S.Select(test.Value, positive.Value, otherwise.Value), S.Select(test.Value, positive.Slope, otherwise.Slope));
}
