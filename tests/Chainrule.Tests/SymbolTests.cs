using System.Reflection;
using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The carrier that writes formulas down: they read as a person writes them, and mean what was computed.</summary>
public class SymbolTests
{
    private static readonly Symbol s_x = Symbol.Variable("x"), s_y = Symbol.Variable("y"), s_z = Symbol.Variable("z");

    public static TheoryData<string> Names => FunctionCase.Names;

    [Theory, MemberData(nameof(Names))]
    public void Read_back_from_its_symbols_a_function_has_the_same_bits(string name)
    {
        var function = FunctionCase.All[name];
        foreach (var x in Grid.DoubleBits(500).Concat(Grid.Linear(-40, 40, 161)))
        {
            AssertBits(function.F(x), function.SymbolicF.Evaluate<Scalar<double>>(_ => new(x)).Value);
            AssertBits(function.DF(x), function.SymbolicDF.Evaluate<Scalar<double>>(_ => new(x)).Value);
        }
    }

    [Theory]
    [InlineData("sigmoid", "1 / (1 + exp(-x))", "y * (1 - y)")]
    [InlineData("tanh", "tanh(x)", "1 - y * y")]
    [InlineData("relu", "max(x, 0)", "(y > 0 ? 1 : 0)")]
    [InlineData("leaky-relu", "(x > 0 ? x : 0.01 * x)", "(y > 0 ? 1 : 0.01)")]
    [InlineData("elu", "(x > 0 ? x : expm1(x))", "(x > 0 ? 1 : exp(x))")]
    [InlineData("softplus", "max(x, 0) + logp1(exp(-max(x, -x)))", "1 / (1 + exp(-x))")]
    [InlineData("identity", "x", "1")]
    public void A_formula_reads_as_one_writes_it(string name, string f, string slope)
    {
        Assert.Equal(f, FunctionCase.All[name].SymbolicF.ToString());
        Assert.Equal(slope, FunctionCase.All[name].SymbolicDF.ToString());
    }

    [Fact]
    public void Brackets_stand_where_they_are_needed_and_nowhere_else()
    {
        Assert.Equal("x - (y - z)", (s_x - (s_y - s_z)).ToString());
        Assert.Equal("x - y - z", (s_x - s_y - s_z).ToString());
        Assert.Equal("x + y + z", (s_x + s_y + s_z).ToString());
        Assert.Equal("x / (y * z)", (s_x / (s_y * s_z)).ToString());
        Assert.Equal("x / y / z", (s_x / s_y / s_z).ToString());
        Assert.Equal("(x + y) * z", ((s_x + s_y) * s_z).ToString());
        Assert.Equal("x * y + z", Symbol.MultiplyAdd(s_x, s_y, s_z).ToString());
        Assert.Equal("x * (-2)", (s_x * -2).ToString());
        Assert.Equal("-(x + y)", (-(s_x + s_y)).ToString());
        Assert.Equal("x - (-y)", (s_x - -s_y).ToString());
    }

    [Fact]
    public void Every_operation_means_the_same_when_it_is_read_again()
    {
        var values = new Dictionary<string, double> { ["x"] = 0.75, ["y"] = -1.5, ["z"] = 2.25 };
        foreach (var operation in CarrierTests.Operations)
        {
            var check = typeof(SymbolTests).GetMethod(nameof(ReadsTheSame), BindingFlags.NonPublic | BindingFlags.Static)!;
            check.MakeGenericMethod(operation).Invoke(null, [values]);
        }
    }

    [Fact]
    public void Every_kind_of_node_is_made_by_some_operation()
    {
        var made = CarrierTests.Operations.Select(type => ((IOperation)Activator.CreateInstance(type)!).Invoke(s_x, s_y, s_z).Operation);
        Assert.Empty(Enum.GetValues<Operation>().Except(made).Except([Operation.Variable, Operation.Constant]));
    }

    private static void ReadsTheSame<TOperation>(Dictionary<string, double> values) where TOperation : struct, IOperation
    {
        var operation = default(TOperation);
        var direct = operation.Invoke<Scalar<double>>(new(values["x"]), new(values["y"]), new(values["z"])).Value;
        var symbolic = operation.Invoke(s_x, s_y, s_z).Evaluate<Scalar<double>>(name => new(values[name])).Value;
        // A written-down x·y + z has no fused rounding.
        if (typeof(TOperation) == typeof(MultiplyAddOperation)) Compare.Close(symbolic, direct, 1e-15);
        else AssertBits(direct, symbolic);
    }

    private static void AssertBits(double expected, double actual)
    {
        if (!double.IsNaN(expected) || !double.IsNaN(actual)) Compare.SameBits([actual], [expected]);
    }

    [Fact]
    public void What_is_rewritten_is_replaced_and_nothing_else()
    {
        Symbol x = Symbol.Variable("x"), y = Symbol.Variable("y");
        Assert.Equal("y * y + exp(-y) - 2 * x", ((x + 1) * (x + 1) + Symbol.Exp(-(x + 1)) - 2 * x).Rewrite(part => part == x + 1 ? y : null).ToString());
        var eta = Symbol.Named("eta", 0.5);
        Assert.Equal(y - eta * y, (x - eta * x).Rewrite(part => part == x ? y : null));
    }
}
