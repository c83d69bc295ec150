namespace Chainrule.Testing;

/// <summary>Derivatives without calculus: central differences with Richardson's extrapolation, in double.</summary>
public static class GradientCheck
{
    /// <summary>f'(x) from f at x ± h and x ± h/2; the error falls as h⁴, so that h may be large enough to drown the rounding.</summary>
    public static double Derivative(Func<double, double> f, double x, double h)
    {
        double Difference(double step) => (f(x + step) - f(x - step)) / ((x + step) - (x - step));
        return (4 * Difference(h / 2) - Difference(h)) / 3;
    }

    /// <summary>The derivative of the loss by one parameter of a network, which is moved there and put back.</summary>
    public static double OfParameter(double[] parameters, int index, Func<double> loss, double h)
    {
        var original = parameters[index];
        try
        {
            return Derivative(value =>
            {
                parameters[index] = value;
                return loss();
            }, original, h);
        }
        finally
        {
            parameters[index] = original;
        }
    }
}
