using Chainrule.Algebra;
using Chainrule.Functions;

namespace Chainrule.Tests;

/// <summary>
/// An activation with all its readings, found by reflection: a new struct that implements <see cref="IFunction"/> is tested
/// without being written down anywhere.
/// </summary>
internal sealed record FunctionCase(
    string Name, Needs DerivativeOf,
    Func<double, double> F, Func<double, double> DF, Func<double, double> DualSlope, Symbol SymbolicF, Symbol SymbolicDF)
{
    public static IReadOnlyDictionary<string, FunctionCase> All { get; } = typeof(IFunction).Assembly.GetTypes()
        .Where(type => type.IsValueType && type.IsAssignableTo(typeof(IFunction)))
        .Select(type => (FunctionCase)typeof(FunctionCase).GetMethod(nameof(Of))!.MakeGenericMethod(type).Invoke(null, null)!)
        .ToDictionary(function => function.Name);

    public static TheoryData<string> Names => [.. All.Keys.Order()];

    /// <summary>The derivative at x, whatever the function computes it from.</summary>
    public double SlopeAt(double x) => DF(DerivativeOf == Needs.Output ? F(x) : x);

    public static FunctionCase Of<TFunction>() where TFunction : struct, IFunction => new(
        TFunction.Name, TFunction.DerivativeOf,
        x => TFunction.F<Scalar<double>>(new(x)).Value,
        v => TFunction.DF<Scalar<double>>(new(v)).Value,
        x => TFunction.F(Dual<Scalar<double>>.Variable(new(x))).Slope.Value,
        TFunction.F(Symbol.Variable("x")),
        TFunction.DF(Symbol.Variable(TFunction.DerivativeOf == Needs.Output ? "y" : "x")));
}
