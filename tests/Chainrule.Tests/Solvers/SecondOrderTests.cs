using System.Numerics;
using Chainrule.Solvers;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>The second-order optimizers in a Trainer: what one epoch is, how a training ends, what is refused.</summary>
public class SecondOrderTests
{
    public static TheoryData<string> Names => ["lbfgs", "levenberg-marquardt"];

    [Fact]
    public void The_defaults_are_documented_ones()
    {
        Assert.Equal(
            new Lbfgs(1) { History = 10, SufficientDecrease = 1e-4, Curvature = 0.9, Evaluations = 25, GradientTolerance = 1e-7 }, new Lbfgs());
        Assert.Equal(new LevenbergMarquardt { LearningRate = 1, Damping = 1e-3, GradientTolerance = 1e-7 }, new LevenbergMarquardt());
        Assert.True(new Lbfgs().IsFullBatch && new LevenbergMarquardt().IsFullBatch);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_epoch_is_an_iteration_and_reports_the_loss_before_it(string name)
    {
        var (network, data, losses) = (NewNetwork<double>(), Noise<double>(30), new List<double>());
        // The network is moved before the report of an epoch, so that its loss is what the next epoch reports.
        var expected = new List<double> { network.Evaluate(data) };
        var result = new Trainer<double>(network, Of(name), new() { Epochs = 8 }).Fit(data, onEpoch: report =>
        {
            losses.Add(report.TrainingLoss);
            expected.Add(network.Evaluate(data));
            Assert.Equal((1, null), (report.LearningRate, report.ValidationLoss));
        });
        Assert.Equal((TrainingEnd.Completed, 8, 8), (result.End, result.Epochs, result.Best.Epoch));
        Compare.Close(losses.ToArray(), [.. expected.SkipLast(1)], 1e-13);
        Assert.Equal(losses.OrderDescending(), losses);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_best_parameters_are_kept_and_patience_ends_the_training(string name)
    {
        var (network, validation, reports) = (NewNetwork<double>(), Noise<double>(15, 99), new List<EpochReport>());
        var result = new Trainer<double>(network, Of(name), new() { Epochs = 300, Patience = 6 }).Fit(Noise<double>(20), validation, reports.Add);
        Assert.Equal((TrainingEnd.EarlyStopped, result.Best.Epoch + 6), (result.End, result.Epochs));
        Assert.Equal(reports.Min(report => report.ValidationLoss), network.Evaluate(validation));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_float_network_is_computed_in_double_and_rounded(string name)
    {
        var (single, twice, data) = (NewNetwork<float>(), NewNetwork<double>(), Noise<float>(30));
        foreach (var (layer, other) in single.Layers.Zip(twice.Layers)) Array.ConvertAll(layer.Weights, w => (double)w).CopyTo(other.Weights, 0);
        var same = new DataSet<double>(Array.ConvertAll(data.Inputs, x => (double)x), Array.ConvertAll(data.Targets, t => (double)t), 30);
        new Trainer<float>(single, Of(name), new() { Epochs = 10 }).Fit(data);
        new Trainer<double>(twice, Of(name), new() { Epochs = 10 }).Fit(same);
        foreach (var (layer, other) in single.Layers.Zip(twice.Layers)) Assert.Equal(Array.ConvertAll(other.Weights, w => (float)w), layer.Weights);
    }

    [Theory]
    [InlineData("lbfgs", BiasPolicy.Frozen)]
    [InlineData("lbfgs", BiasPolicy.Shared)]
    [InlineData("levenberg-marquardt", BiasPolicy.Frozen)]
    [InlineData("levenberg-marquardt", BiasPolicy.Shared)]
    public void Frozen_biases_stay_and_shared_ones_are_one(string name, BiasPolicy policy)
    {
        var network = new Network<double>(4, [new(5, Activation.Tanh), new(2)], Loss.HalfSquaredError, policy, 2);
        foreach (var layer in network.Layers) layer.Biases.AsSpan().Fill(0.25);
        var before = network.Evaluate(Noise<double>(30));
        new Trainer<double>(network, Of(name), new() { Epochs = 20 }).Fit(Noise<double>(30));
        Assert.True(network.Evaluate(Noise<double>(30)) < before);
        foreach (var layer in network.Layers)
        {
            Assert.Equal(policy == BiasPolicy.Frozen, layer.Biases[0] == 0.25);
            Assert.All(layer.Biases, bias => Assert.Equal(layer.Biases[0], bias));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Gains_of_normalised_layers_move_with_the_rest(string name)
    {
        var (data, losses) = (Noise<float>(30), new List<double>());
        var network = new Network<float>(
            4, [new(6, Activation.Tanh) { Normalization = Normalization.Layer }, new(2)], Loss.HalfSquaredError, seed: 2);
        new Trainer<float>(network, Of(name), new() { Epochs = 20 }).Fit(data, onEpoch: report => losses.Add(report.TrainingLoss));
        Assert.All(network.Layers[0].Normalizer!.Gains, gain => Assert.NotEqual(1, gain));
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[^1] < 0.7 * losses[0], $"{losses[0]} to {losses[^1]}");
    }

    [Theory, MemberData(nameof(Names))]
    public void At_a_minimum_the_training_has_converged_and_nothing_moves(string name)
    {
        var (network, data) = (NewNetwork<double>(), Noise<double>(20));
        var own = new DataSet<double>(data.Inputs, network.Predict(data.Inputs), 20);
        var before = network.Clone();
        var result = new Trainer<double>(network, Of(name)).Fit(own);
        Assert.Equal((TrainingEnd.Converged, 1), (result.End, result.Epochs));
        StepTests.SameParameters(network, before);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_target_that_is_NaN_or_a_loss_that_overflows_ends_the_training(string name)
    {
        foreach (var target in new[] { double.NaN, 1e200 })
        {
            var (network, data) = (NewNetwork<double>(), Noise<double>(10));
            data.Targets[3] = target;
            var before = network.Clone();
            Assert.Equal(TrainingEnd.Diverged, new Trainer<double>(network, Of(name)).Fit(data).End);
            StepTests.SameParameters(network, before);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Cancelling_leaves_the_parameters_of_the_last_whole_iteration(string name)
    {
        var (network, whole, data) = (NewNetwork<double>(), NewNetwork<double>(), Noise<double>(30));
        using var source = new CancellationTokenSource();
        var result = new Trainer<double>(network, Of(name)).Fit(data, onEpoch: report =>
        {
            if (report.Epoch == 4) source.Cancel();
        }, cancellation: source.Token);
        Assert.Equal((TrainingEnd.Cancelled, 5, 4), (result.End, result.Epochs, result.Best.Epoch));
        new Trainer<double>(whole, Of(name), new() { Epochs = 4 }).Fit(data);
        StepTests.SameParameters(network, whole);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_solver_goes_on_from_its_state_to_the_same_bits(string name)
    {
        var (optimizer, data) = (Of(name), Noise<double>(30));
        Solver New() => optimizer.Solve(Objective.Of(NewNetwork<double>(), data, new() { L2 = 1e-3 }));
        foreach (var interrupted in new[] { 0, 1, 5, 10, 14 })
        {
            var (whole, first, second) = (New(), New(), New());
            for (var i = 0; i < 20; i++) whole.Iterate(default);
            for (var i = 0; i < interrupted; i++) first.Iterate(default);
            double[][] kept = [.. first.State.Select(part => (double[])[.. part.Values])];
            first.Iterate(default);
            // Once into another solver, once back into the same.
            foreach (var solver in new[] { second, first })
            {
                foreach (var (values, part) in kept.Zip(solver.State)) values.CopyTo(part.Values, 0);
                solver.Resume();
                for (var i = interrupted; i < 20; i++) solver.Iterate(default);
                Compare.SameBits<double>(solver.Parameters, whole.Parameters, $"interrupted after {interrupted}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_training_repeats_the_same_bits_whatever_the_seed_of_the_order(string name)
    {
        Network<float> Trained()
        {
            var network = NewNetwork<float>();
            new Trainer<float>(network, Of(name), new() { Epochs = 12, Seed = (ulong)Environment.TickCount64 }).Fit(Noise<float>(40));
            return network;
        }
        StepTests.SameParameters(Trained(), Trained());
    }

    [Fact]
    public void What_does_not_go_together_is_refused_in_a_sentence()
    {
        void Refuses(SecondOrder optimizer, string start, TrainingOptions? options = null, Loss? loss = null, Dense? hidden = null)
        {
            var network = new Network<double>(4, [hidden ?? new(3, Activation.Tanh), new(2)], loss ?? Loss.MeanSquaredError);
            var message = Assert.Throws<BadInputException>(() => new Trainer<double>(network, optimizer, options)).Message;
            Assert.StartsWith(start, message, StringComparison.Ordinal);
        }
        foreach (var optimizer in new SecondOrder[] { new Lbfgs(), new LevenbergMarquardt() })
        {
            Refuses(optimizer, $"the optimizer {optimizer.Name} needs a smooth objective", new() { Gradients = new() { L1 = 0.1 } });
            Refuses(optimizer, $"the optimizer {optimizer.Name} finds the length of its steps by trial: clip", new() { Gradients = new() { ClipNorm = 1 } });
            Refuses(optimizer, $"the optimizer {optimizer.Name} finds the length of its steps by trial: clip", new() { Gradients = new() { ClipValue = 1 } });
            Refuses(optimizer, $"the optimizer {optimizer.Name} finds the length of its steps by trial: give", new() { Schedule = new CosineSchedule() });
            foreach (var hidden in new Dense[] { new(3) { Dropout = 0.1 }, new(3) { Normalization = Normalization.Batch } })
                Refuses(optimizer, $"the optimizer {optimizer.Name} needs an objective of the parameters alone", hidden: hidden);
        }
        foreach (var loss in Loss.All.Where(loss => loss != Loss.HalfSquaredError && loss != Loss.MeanSquaredError))
            Refuses(new LevenbergMarquardt(), "the optimizer levenberg-marquardt is for squared errors", loss: loss);
        Refuses(new LevenbergMarquardt(), "the optimizer levenberg-marquardt is for at most 4,096 parameters, not for 7,002", hidden: new(1000));
        Refuses(new LevenbergMarquardt { LearningRate = 0.5 }, "the optimizer levenberg-marquardt finds the length of its steps by its damping");
        Refuses(new Lbfgs { LearningRate = 0 }, "the optimizer lbfgs needs a learning rate above 0");
        Refuses(new Lbfgs { SufficientDecrease = 0.95 }, "the optimizer lbfgs needs a learning rate above 0 and a curvature above");
        _ = new Trainer<double>(new(4, [new(585, Activation.Tanh), new(2)], Loss.MeanSquaredError, BiasPolicy.Frozen), new LevenbergMarquardt());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_has_gradients_under_it_and_no_update(string name)
    {
        var (step, other) = (new Step<double>(NewNetwork<double>(), Of(name)), new Step<double>(NewNetwork<double>(), new Sgd()));
        var data = Noise<double>(5);
        Assert.Equal(other.ComputeGradients(data.Inputs, data.Targets), step.ComputeGradients(data.Inputs, data.Targets));
        Compare.SameBits(step.WeightGradients(0), other.WeightGradients(0));
        Assert.Contains("run it with a Trainer", Assert.Throws<InvalidOperationException>(step.Update).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => step.Run(data.Inputs, data.Targets));
        Assert.Throws<NotSupportedException>(() => Of(name).Formulas(1, 0.5, 0.1, 0, 0));
    }

    [Fact]
    public void The_curvature_of_a_loss_is_the_derivative_of_its_slope()
    {
        foreach (var loss in Loss.All)
            for (var outputs = 1; outputs <= 3 && loss.Curvature(outputs) is { } curvature; outputs++)
                foreach (var o in new[] { -2.5, 0, 0.3, 7 })
                {
                    var slope = loss.SlopeFormula(Algebra.Symbol.Variable("o"), 0.7, outputs)!
                        .Evaluate(_ => Algebra.Dual<Algebra.Scalar<double>>.Variable(new(o)));
                    Assert.Equal(slope.Slope.Value, curvature);
                }
        Assert.Equal([Loss.HalfSquaredError, Loss.MeanSquaredError], Loss.All.Where(loss => loss.Curvature(2) is not null));
    }

    internal static SecondOrder Of(string name) => (SecondOrder)Optimizer.Named(name);

    private static Network<T> NewNetwork<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(4, [new(6, Activation.Tanh), new(2)], Loss.HalfSquaredError, seed: 2);

    private static DataSet<T> Noise<T>(int rows, int seed = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers.Uniform<T>(rows * 4, seed), Numbers.Uniform<T>(rows * 2, seed + 1), rows);
}
