using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The formulas that derivations print are those that the engine computes: read again as numbers they have the bits of a step.</summary>
public class FormulaTests
{
    [Fact]
    public void The_formula_of_an_activation_is_its_function()
    {
        var x = Symbol.Variable("x");
        foreach (var (name, function) in FunctionCase.All)
        {
            Assert.Equal(function.SymbolicF.ToString(), Activation.Named(name).Formula(x)!.ToString());
            var v = Symbol.Variable(function.DerivativeOf == Functions.Needs.Output ? "y" : "x");
            Assert.Equal(function.SymbolicDF.ToString(), Activation.Named(name).SlopeFormula(v)!.ToString());
        }
        Assert.Null(Activation.Softmax.Formula(x));
    }

    [Fact]
    public void The_formulas_of_a_loss_give_the_errors_and_slopes_of_a_traced_step()
    {
        foreach (var loss in Loss.All.Where(loss => loss != Loss.CrossEntropy))
        {
            var step = new Step<double>(new Network<double>(4, [new(3)], loss, seed: 2), new Sgd()) { Recording = true };
            step.Run(Numbers.Uniform<double>(4, 1), Numbers.Uniform<double>(3, 2));
            var (trace, output) = (step.Trace!, step.Trace!.Layers[0]);
            for (var k = 0; k < 3; k++)
            {
                double Read(Symbol formula) => formula.Evaluate<Scalar<double>>(
                    name => new(name == "t" ? trace.Targets[k] : loss.Contains is null ? output.A[k] : output.Z[k])).Value;
                Compare.SameBits([Read(loss.ErrorFormula(Symbol.Variable("o"), Symbol.Variable("t"), 3)!)], [trace.Errors[k]], $"{loss}, E[{k}]");
                Compare.SameBits([Read(loss.SlopeFormula(Symbol.Variable("o"), Symbol.Variable("t"), 3)!)], [output.S[k]], $"{loss}, s[{k}]");
            }
        }
        Assert.Null(Loss.CrossEntropy.ErrorFormula(Symbol.Variable("o"), Symbol.Variable("t"), 3));
    }

    [Theory, MemberData(nameof(OptimizerTests.Names), MemberType = typeof(OptimizerTests))]
    public void The_formulas_of_an_optimizer_give_the_bits_of_its_update(string name)
    {
        var optimizer = OptimizerTests.Fixtures[name].Optimizer;
        for (var update = 1; update <= 5; update++)
        {
            double[] w = [0.7], m = optimizer.Slots > 0 ? [0.3] : [], v = optimizer.Slots > 1 ? [0.2] : [];
            var formulas = optimizer.Formulas(update, Symbol.Variable("w"), Symbol.Variable("g"), Symbol.Variable("m"), Symbol.Variable("v"));
            double Read(Symbol formula) => formula.Evaluate<Scalar<double>>(
                quantity => quantity switch { "w" => 0.7, "g" => -0.4, "m" => 0.3, _ => 0.2 }).Value;
            var kernel = optimizer.Kernel<double>();
            kernel.Begin(update, optimizer.LearningRate);
            kernel.Run(w, [-0.4], m, v);
            Compare.SameBits(w, [Read(formulas.W)], "w");
            if (m.Length > 0) Compare.SameBits(m, [Read(formulas.M)], "m");
            if (v.Length > 0) Compare.SameBits(v, [Read(formulas.V)], "v");
        }
    }
}
