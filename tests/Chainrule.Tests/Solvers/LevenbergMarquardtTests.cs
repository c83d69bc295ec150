using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Solvers;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>The Jacobian, the matrix and every step of Levenberg–Marquardt against what defines them.</summary>
public class LevenbergMarquardtTests
{
    public static TheoryData<string, string, string> Networks()
    {
        var networks = new TheoryData<string, string, string>();
        foreach (var activation in Activation.All.Where(a => a != Activation.Softmax))
            networks.Add(activation.Name, Activation.All[networks.Count % Activation.All.Count].Name, BiasPolicies.Names[networks.Count % 3]);
        networks.Add("tanh", "softmax", "per-unit");
        networks.Add("tanh", "softmax", "shared");
        return networks;
    }

    [Theory, MemberData(nameof(Networks))]
    public void The_Jacobian_is_that_of_central_differences(string hidden, string output, string policy)
    {
        foreach (var (objective, scales) in Problems(hidden, output, policy))
        {
            var (network, parameters) = (objective.Network, Parameters(objective));
            var jacobian = new GaussNewton(objective).Jacobian(0, objective.Data.Rows).ToArray();
            for (var p = 0; p < objective.Length; p++)
                for (var row = 0; row < objective.Data.Rows; row++)
                    for (var k = 0; k < network.Outputs; k++)
                    {
                        double Output(double value)
                        {
                            double[] moved = [.. parameters];
                            moved[p] = value;
                            ParameterVector.Write(moved, network);
                            return network.Predict(objective.Data.Input(row))[k];
                        }
                        var expected = scales[row] * GradientCheck.Derivative(Output, parameters[p], 3e-4);
                        Compare.Close(
                            jacobian[(row * network.Outputs + k) * objective.Length + p], expected, 1e-7, 1e-9, $"∂o[{k}]@{row} by parameter {p}");
                    }
            ParameterVector.Write(parameters, network);
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void The_Jacobian_is_that_of_dual_numbers(string hidden, string output, string policy)
    {
        if (output == "softmax") return;
        foreach (var (objective, scales) in Problems(hidden, output, policy).SkipLast(1))
        {
            var jacobian = new GaussNewton(objective).Jacobian(0, objective.Data.Rows).ToArray();
            for (var p = 0; p < objective.Length; p++)
                for (var row = 0; row < objective.Data.Rows; row++)
                {
                    var outputs = Forward(objective, p, objective.Data.Input(row).ToArray());
                    for (var k = 0; k < outputs.Length; k++)
                        Compare.Close(
                            jacobian[(row * outputs.Length + k) * objective.Length + p], scales[row] * outputs[k].Slope.Value, 1e-12, 1e-14);
                }
        }
    }

    [Fact]
    public void Blocks_of_rows_add_up_to_the_whole_matrix()
    {
        // 2,049 parameters: 1,023 rows of J at a time, of 1,500.
        var network = new Network<double>(62, [new(32, Activation.Tanh), new(1)], Loss.MeanSquaredError, seed: 1);
        var data = new DataSet<double>(Numbers.Uniform<double>(1500 * 62, 1), Numbers.Uniform<double>(1500, 2), 1500);
        var objective = Objective.Of(network, data, null);
        var (gaussNewton, matrix) = (new GaussNewton(objective), new SymmetricMatrix(objective.Length));
        gaussNewton.At(Parameters(objective), matrix, default);
        int[] some = [0, 5, 61, 63, 64, 65, 1000, 1983, 1984, 2015, 2016, 2047, 2048];
        double[][] columns = [.. some.Select(p => new double[1500])];
        for (var row = 0; row < 1500; row++)
        {
            var one = gaussNewton.Jacobian(row, 1);
            for (var i = 0; i < some.Length; i++) columns[i][row] = one[some[i]];
        }
        for (var i = 0; i < some.Length; i++)
            for (var j = 0; j <= i; j++)
                Compare.Close(matrix[some[i], some[j]], columns[i].Zip(columns[j], (x, y) => x * y).Sum(), 1e-12, 1e-15, $"[{some[i]},{some[j]}]");
    }

    [Theory]
    [InlineData("linear 1")]
    [InlineData("linear 3")]
    [InlineData("valley 1")]
    [InlineData("curve 1")]
    [InlineData("curve 2")]
    [InlineData("curve 3")]
    public void Every_step_is_the_solution_of_the_damped_normal_equations(string name)
    {
        // An evaluation of its own of algorithm 3.16, with the equations solved to 57 digits; its Jacobian is the one checked above.
        var found = SciPyCase.Named(name);
        var (solver, objective) = (new LevenbergMarquardt().Solve(found.Objective), found.Objective);
        var (w, g, trialGradient) = (Parameters(objective), new double[objective.Length], new double[objective.Length]);
        var (value, damping, growth) = (objective.At(w, g, default), double.NaN, 2.0);
        var gaussNewton = new GaussNewton(objective);
        for (var iteration = 1; iteration <= 6; iteration++)
        {
            solver.Iterate(default);
            ParameterVector.Write(w, objective.Network);
            var matrix = Square(gaussNewton.Jacobian(0, objective.Data.Rows).ToArray(), objective);
            if (iteration == 1) damping = 1e-3 * Enumerable.Range(0, w.Length).Max(i => matrix[i][i].ToDouble());
            for (; ; damping *= growth, growth *= 2)
            {
                BigFloat[][] damped = [.. matrix.Select((row, i) => (BigFloat[])[.. row.Select((a, j) => i == j ? a + damping : a)])];
                double[] p = [.. Elimination.Solve(damped, [.. g.Select(x => -(BigFloat)x)]).Select(x => x.ToDouble())];
                double[] trial = [.. w.Zip(p, (x, y) => x + y)];
                var lower = objective.At(trial, trialGradient, default);
                // The decrease that the quadratic model predicts: −gᵀp − ½·pᵀ·A·p.
                var curved = p.Select((x, i) => x * p.Select((y, j) => matrix[i][j].ToDouble() * y).Sum()).Sum();
                var gain = (value - lower) / (-p.Zip(g, (x, y) => x * y).Sum() - curved / 2);
                if (!(gain > 0)) continue;
                damping *= Math.Max(1.0 / 3, 1 - Math.Pow(2 * gain - 1, 3));
                (w, value, growth) = (trial, lower, 2);
                trialGradient.CopyTo(g, 0);
                break;
            }
            Compare.Close(solver.Parameters, w, 1e-7, 1e-9, $"w after iteration {iteration}");
            Compare.Close(solver.State.Single(part => part.Name == "damping").Values, [damping], 1e-6, 0, $"μ after iteration {iteration}");
        }
    }

    [Theory]
    [InlineData("linear 1")]
    [InlineData("linear 2")]
    [InlineData("linear 3")]
    [InlineData("linear 4")]
    public void Linear_regression_is_solved_exactly(string name)
    {
        // With L2 too, the solution is that of (JᵀJ + λ₂)·w = −g from w = 0, in 57 digits.
        var found = SciPyCase.Named(name);
        var objective = found.Objective;
        var (zero, g) = (new double[objective.Length], new double[objective.Length]);
        objective.At(zero, g, default);
        var matrix = Square(new GaussNewton(objective).Jacobian(0, objective.Data.Rows).ToArray(), objective);
        double[] exact = [.. Elimination.Solve(matrix, [.. g.Select(x => -(BigFloat)x)]).Select(x => x.ToDouble())];
        foreach (var (optimizer, tolerance) in new (SecondOrder, double)[] { (new LevenbergMarquardt { GradientTolerance = 1e-12 }, 1e-8), (new Lbfgs { GradientTolerance = 1e-10 }, 1e-6) })
        {
            var network = found.Network.Clone();
            new Trainer<double>(network, optimizer, new() { Epochs = 300, Gradients = found.Gradients }).Fit(found.Data);
            var reached = new double[exact.Length];
            ParameterVector.Read(network, reached);
            Compare.Close(reached, exact, tolerance, tolerance, optimizer.Name);
        }
    }

    /// <summary>Sums of products of columns, and λ₂ where a parameter is a weight.</summary>
    private static BigFloat[][] Square(double[] jacobian, Objective objective)
    {
        var n = objective.Length;
        bool[] isWeight = [.. objective.Network.Layers.SelectMany(layer => Enumerable.Repeat(true, layer.Weights.Length)
            .Concat(Enumerable.Repeat(false, (int)objective.Network.ParametersOf(layer) - layer.Weights.Length)))];
        BigFloat Sum(int i, int j) => jacobian.Chunk(n).Aggregate((BigFloat)0, (sum, row) => sum + (BigFloat)row[i] * row[j]);
        return [.. Enumerable.Range(0, n).Select(i => (BigFloat[])[.. Enumerable.Range(0, n)
            .Select(j => Sum(i, j) + (i == j && isWeight[i] ? objective.L2 : 0))])];
    }

    /// <summary>
    /// Networks of three layers under both squared losses, without and with weighted rows, the last with a normalised layer; and √(c·ω) of each
    /// row, where c is 1 under half the square, and 2 of 2 outputs under the mean.
    /// </summary>
    private static IEnumerable<(Objective Objective, double[] Scales)> Problems(string hidden, string output, string policy)
    {
        foreach (var (loss, weights, normalization) in new (Loss, double[]?, Normalization)[]
        {
            (Loss.HalfSquaredError, null, Normalization.None), (Loss.MeanSquaredError, [1, 0.5, 0, 2, 1.5], Normalization.None),
            (Loss.HalfSquaredError, null, Normalization.Layer),
        })
        {
            Dense middle = new(3, Activation.Tanh) { Normalization = normalization };
            var network = new Network<double>(
                3, [new(4, Activation.Named(hidden)), middle, new(2, Activation.Named(output))], loss, BiasPolicies.Named(policy), 5);
            foreach (var layer in network.Layers)
                for (var j = 0; j < layer.Units; j++) layer.Biases[j] = policy == "shared" ? 0.11 : 0.07 * (j + 1);
            network.Layers[1].Normalizer?.Gains.AsSpan().Fill(1.25);
            var data = new DataSet<double>(Numbers.Uniform<double>(15, 7), Numbers.Uniform<double>(10, 8), 5) { Weights = weights };
            yield return (Objective.Of(network, data, null), [.. Enumerable.Range(0, 5).Select(row => Math.Sqrt((weights?[row] ?? 1) / 5))]);
        }
    }

    private static double[] Parameters(Objective objective)
    {
        var parameters = new double[objective.Length];
        ParameterVector.Read(objective.Network, parameters);
        return parameters;
    }

    /// <summary>The outputs with their derivatives by one parameter, by forward differentiation of the formulas.</summary>
    private static Dual<Scalar<double>>[] Forward(Objective objective, int parameter, double[] input)
    {
        var (network, index) = (objective.Network, 0);
        Dual<Scalar<double>> Parameter(double value, int at) => new(new(value), new(at == parameter ? 1 : 0));
        Dual<Scalar<double>>[] x = [.. input.Select(value => new Dual<Scalar<double>>(new(value), 0))];
        foreach (var layer in network.Layers)
        {
            var (weights, biases) = (index, index + layer.Weights.Length);
            x = [.. Enumerable.Range(0, layer.Units).Select(j =>
            {
                var bias = network.Biases switch { BiasPolicy.PerUnit => biases + j, BiasPolicy.Shared => biases, _ => -1 };
                var z = Parameter(layer.Biases[j], bias);
                for (var i = 0; i < layer.Inputs; i++)
                    z += Parameter(layer.Weights[j * layer.Inputs + i], weights + j * layer.Inputs + i) * x[i];
                return layer.Activation.Formula(Symbol.Variable("z"))!.Evaluate(_ => z);
            })];
            index += (int)network.ParametersOf(layer);
        }
        return x;
    }
}
