using System.Numerics;

namespace Chainrule.Tests;

/// <summary>
/// The first number that is NaN or infinite is named. What is first is computed here by a second way: step by step with the public
/// <see cref="Step{T}"/>, and by hand where the numbers are chosen for it.
/// </summary>
public class DivergenceTests
{
    [Theory]
    [InlineData(1e10, true)]
    [InlineData(1e10, false)]
    [InlineData(1e25, true)]
    [InlineData(1e38, false)]
    public void The_batch_is_that_of_the_first_step_that_goes_wrong(double rate, bool validated)
    {
        AgreesWithSteps<float>(new Sgd(rate), validated);
        AgreesWithSteps<float>(new Sgd(rate) { Momentum = 0.9 }, validated);
        AgreesWithSteps<float>(new Adam(rate), validated);
        AgreesWithSteps<double>(new Sgd(Math.Min(rate * rate, 1e300)), validated);
    }

    [Fact]
    public void A_net_input_that_overflows_is_named_with_its_row_and_unit()
    {
        // z1[2] = 3·1e38 of the third row alone is too large for a float.
        var network = Linear([1, 1], [1, 3e38f]);
        var found = First(network, new Sgd(0), Rows([[1, 0], [0, 1], [0, 2], [0, 0]]), batch: 4);
        Expect(found, StepNumber.Net, double.PositiveInfinity, row: 2, layer: 1, unit: 2);
        Assert.Equal(double.PositiveInfinity, found.Trace!.Layers[0].Z[1]);
        Assert.Equal([0.0, 2.0], found.Trace.Inputs);
        Assert.Equal(3e38f, found.Network.Layers[0].Weights[3]);
    }

    [Fact]
    public void A_row_of_the_data_that_is_no_number_is_named()
    {
        var data = Rows([[1, 0], [0, 1], [0, float.NaN], [0, 0]]);
        Expect(First(Linear([1, 1], [1, 1]), new Sgd(0), data, batch: 4), StepNumber.Input, double.NaN, row: 2, unit: 2);
        data = Rows([[1, 0], [0, 1], [0, 0], [0, 0]]);
        data.Targets[3] = float.NegativeInfinity;
        Expect(First(Linear([1, 1], [1, 1]), new Sgd(0), data, batch: 4), StepNumber.Target, double.NegativeInfinity, row: 1, unit: 2);
    }

    [Fact]
    public void Weights_that_are_none_from_the_beginning_are_named()
    {
        Expect(First(Linear([1, 1], [1, float.NaN]), new Sgd(0.1), Rows([[1, 0], [0, 1]]), batch: 1), StepNumber.Weight, double.NaN, layer: 1, unit: 2, from: 2);
    }

    [Fact]
    public void An_error_that_overflows_is_named()
    {
        // (0 − 1e20)² is too large for a float, and its slope is not.
        var data = Rows([[0, 0], [0, 0]]);
        data.Targets[1] = 1e20f;
        Expect(First(Linear([1, 1], [1, 1]), new Sgd(1e-20), data, batch: 2), StepNumber.OutputError, double.PositiveInfinity, row: 0, unit: 2);
    }

    [Fact]
    public void A_gradient_that_overflows_is_named_also_with_penalties_and_weights_of_rows()
    {
        // δ = 3e18 times x = 3e20, of two rows: each product is finite, the sum is not. The loss is finite: ½·9e36.
        DataSet<float> Data(float[]? weights) => new([0, 2e20f, 0, 2e20f], [2e18f, 0, 2e18f, 0], 2) { Weights = weights };
        Network<float> Zero() => Linear([0, 0], [0, 0]);
        var found = First(Zero(), new Sgd(1e-30), Data(null), batch: 2);
        Expect(found, StepNumber.WeightGradient, double.NegativeInfinity, layer: 1, unit: 1, from: 2);
        Assert.Equal(double.NegativeInfinity, found.Trace!.Layers[0].WeightGradients[1]);
        found = First(Zero(), new Sgd(1e-30), Data(null), batch: 2, new() { L2 = 0.1, ClipNorm = 1 });
        Expect(found, StepNumber.WeightGradient, double.NegativeInfinity, layer: 1, unit: 1, from: 2);
        Assert.Equal(double.NegativeInfinity, found.Trace!.Layers[0].WeightGradients[1]);
        found = First(Zero(), new Sgd(1e-30), Data([1, 2]), batch: 2);
        Expect(found, StepNumber.WeightGradient, double.NegativeInfinity, layer: 1, unit: 1, from: 2);
        Assert.Equal([1.0, 2.0], found.Trace!.Weights.Order());
        Assert.Equal(double.NegativeInfinity, found.Trace.Layers[0].WeightGradients[1]);
    }

    [Fact]
    public void A_row_whose_outputs_may_be_dropped_is_traced_in_its_batch()
    {
        var network = new Network<float>(2, [new(3, Activation.Relu) { Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 1);
        network.Layers[0].Weights.AsSpan().Fill(1);
        network.Layers[1].Weights.AsSpan().Fill(3e38f);
        var found = First(network, new Sgd(0.1), Rows([.. Enumerable.Range(1, 8).Select(i => new float[] { i, i })]), batch: 8);
        Assert.Equal((StepNumber.Net, 2, 1), (found.Number, found.Layer, found.Unit));
        Assert.InRange(found.Sample, 1, 8);
        Assert.Equal(found.Value, found.Trace!.Layers[1].Z[(found.Sample - 1) * 2]);
        Assert.Equal([found.Row!.Value + 1.0, found.Row.Value + 1.0], found.Trace.Inputs.AsSpan((found.Sample - 1) * 2, 2).ToArray());
    }

    [Fact]
    public void What_overflows_in_the_update_is_named()
    {
        // g = −1e20 is finite and its square is not: Adam's v is infinite, and the weight would stay for ever.
        DataSet<float> data = new([0, 1e10f], [1e10f, 0], 1);
        Expect(First(Linear([0, 0], [0, 0]), new Adam(0.01), data, batch: 1), StepNumber.SecondMoment, double.PositiveInfinity, layer: 1, unit: 1, from: 2);
        var found = First(Linear([0, 0], [0, 0]), new Sgd(1e30), data, batch: 1);
        Expect(found, StepNumber.NewWeight, double.PositiveInfinity, layer: 1, unit: 1, from: 2);
        Assert.Equal(1e30, found.Optimizer.LearningRate);
    }

    [Fact]
    public void Rows_of_the_validation_are_named_as_such()
    {
        var validation = Rows([[0, 1], [1, 0]]);
        validation.Inputs[2] = 3e38f;
        var result = new Trainer<float>(Linear([2, 1], [1, 1]), new Sgd(0), new() { BatchSize = 2 }).Fit(Rows([[1, 0], [0, 1]]), validation);
        Expect(result.Divergence!, StepNumber.Net, double.PositiveInfinity, row: 1, layer: 1, unit: 1, batch: 0);
        Assert.Equal(double.PositiveInfinity, result.Divergence!.Trace!.Layers[0].Z[0]);
    }

    /// <summary>
    /// w[1,1] goes to 1 while w[2,2] begins at 1e-30 and doubles with every update, until its error is all that counts: 1e38 is 226 doublings away.
    /// </summary>
    [Fact]
    public void A_late_one_is_found_and_the_best_parameters_are_left()
    {
        DataSet<float> data = new([1, 0, 0, 2], [1, 0, 0, 0], 2);
        var network = Linear([0, 0], [0, 1e-30f], BiasPolicy.Frozen);
        var (best, reports) = (network.Clone(), new List<EpochReport>());
        var options = new TrainingOptions { Epochs = 1000, BatchSize = 2, Schedule = new PlateauSchedule { Patience = 1000 } };
        var result = new Trainer<float>(network, new Sgd(1.5), options).Fit(data, data, report =>
        {
            reports.Add(report);
            if (report.IsBest) best.CopyFrom(network);
        });
        Assert.Equal(TrainingEnd.Diverged, result.End);
        Assert.InRange(result.Epochs, 150, 250);
        Assert.Equal(reports.MinBy(report => report.ValidationLoss), result.Best);
        Assert.InRange(result.Best.Epoch, 10, 140);
        StepTests.SameParameters(network, best);
        // (2w)² with w = −1e-30·(−2)ⁿ is more than 3.4e38: found in the validation, where it is seen before the next batch.
        Expect(result.Divergence!, StepNumber.OutputError, double.PositiveInfinity, row: 1, unit: 2, epoch: result.Epochs, batch: 0);
    }

    /// <summary>Of so large a state nothing is kept to come back to, and a loss that is none is caught before the update.</summary>
    [Fact]
    public void In_a_large_network_the_row_is_named_and_the_parameters_stay_what_they_were()
    {
        const int Width = 2100;
        var data = Numbers.Uniform<float>(3 * Width, 1);
        (data[Width], data[Width + 1]) = (2, 0);
        var network = new Network<float>(Width, [new(Width)], Loss.HalfSquaredError, seed: 1);
        network.Layers[0].Weights[Width] = 3e38f;
        var before = network.Clone();
        var found = First(network, new Sgd(1e-3), new(data, new float[3 * Width], 3), batch: 3);
        Expect(found, StepNumber.Net, double.PositiveInfinity, row: 1, layer: 1, unit: 2);
        StepTests.SameParameters(network, before);
    }

    [Fact]
    public void One_that_somebody_else_brought_in_is_not_made_up()
    {
        var network = Deep<float>();
        var result = new Trainer<float>(network, new Sgd(0.01), new() { BatchSize = 3 }).Fit(Noise<float>(20, 1), onEpoch: report =>
        {
            if (report.Epoch == 5) network.Layers[0].Weights[0] = float.NaN;
        });
        Assert.Equal((TrainingEnd.Diverged, 6, 5), (result.End, result.Epochs, result.Best.Epoch));
        Assert.Null(result.Divergence);
        Assert.All(network.Layers[0].Weights, w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void Normalised_layers_dropout_and_solvers_are_looked_through_too()
    {
        foreach (var normalization in new[] { Normalization.Layer, Normalization.Batch })
        {
            var network = new Network<float>(2, [new(3, Activation.Relu) { Normalization = normalization, Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 1);
            network.Layers[0].Normalizer!.Gains[1] = float.PositiveInfinity;
            Expect(First(network, new Sgd(0.1), Rows([[1, 0], [0, 1]]), batch: 2), StepNumber.Gain, double.PositiveInfinity, layer: 1, unit: 2);
            network = new(2, [new(3, Activation.Relu) { Normalization = normalization, Dropout = 0.5 }, new(2)], Loss.HalfSquaredError, seed: 1);
            network.Layers[1].Weights.AsSpan().Fill(3e38f);
            var found = First(network, new Sgd(0.1), Rows([.. Enumerable.Range(0, 8).Select(i => new float[] { i, -i })]), batch: 8);
            Assert.Equal((StepNumber.Net, 2, 1), (found.Number, found.Layer, found.Unit));
            Assert.Equal(found.Value, found.Trace!.Layers[1].Z[(found.Sample - 1) * 2]);
        }
        foreach (var solver in new Optimizer[] { new Lbfgs(), new LevenbergMarquardt() })
        {
            var data = Rows([[1, 0], [0, 1], [0, float.NaN], [0, 0]]);
            Expect(First(Linear([1, 1], [1, 1]), solver, data, batch: 4), StepNumber.Input, double.NaN, row: 2, unit: 2);
            // In double it overflows as well: 1e300·1e20 of the second row.
            var network = new Network<double>([new([1, 1, 1, 1e300], [0, 0], Activation.Identity)], Loss.HalfSquaredError, BiasPolicy.PerUnit);
            var result = new Trainer<double>(network, solver).Fit(new DataSet<double>([1, 0, 0, 1e20], [0, 0, 0, 0], 2));
            Expect(result.Divergence!, StepNumber.Net, double.PositiveInfinity, row: 1, layer: 1, unit: 2);
        }
    }

    [Fact]
    public void Without_divergence_there_is_none() =>
        Assert.Null(new Trainer<float>(Deep<float>(), new Adam(), new() { Epochs = 2 }).Fit(Noise<float>(20, 1)).Divergence);

    private static void AgreesWithSteps<T>(Optimizer optimizer, bool validated) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var data = Noise<T>(20, 1);
        var found = new Trainer<T>(Deep<T>(), optimizer, new() { BatchSize = 6, Seed = 4 }).Fit(data, validated ? Noise<T>(10, 99) : null).Divergence!;
        var step = new Step<T>(Deep<T>(), optimizer) { Recording = true };
        for (var epoch = 0; epoch < 100; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, 20)];
            new Kernels.CounterRandom(4, Kernels.Draws.Shuffle(epoch)).Shuffle<int>(order);
            foreach (var (n, batch) in order.Chunk(6).Index())
            {
                var loss = step.Run([.. batch.SelectMany(row => data.Input(row).ToArray())], [.. batch.SelectMany(row => data.Target(row).ToArray())]);
                var layers = step.Trace!.Layers;
                if (double.IsFinite(loss) && layers.All(layer => new[]
                    {
                        layer.Z, layer.A, layer.S, layer.Delta, layer.WeightGradients, layer.BiasGradients, layer.After.Weights, layer.After.Biases,
                        layer.MemoryAfter.WeightM, layer.MemoryAfter.WeightV, layer.MemoryAfter.BiasM, layer.MemoryAfter.BiasV,
                    }.All(numbers => numbers.All(T.IsFinite))))
                    continue;
                Assert.Equal((epoch + 1, n + 1, step.Updates), (found.Epoch, found.Batch, found.Update));
                if (found.Row is { } row) Assert.Contains(row, batch);
                if (found.Number == StepNumber.Net)
                {
                    // Nothing before it is none.
                    var (place, l) = (Array.IndexOf(batch, found.Row!.Value), found.Layer - 1);
                    Assert.Equal(found.Value, double.CreateTruncating(layers[l].Z[place * layers[l].Before.Units + found.Unit - 1]));
                    Assert.All(layers.Take(l), layer => Assert.All(layer.A, a => Assert.True(T.IsFinite(a))));
                    Assert.All(layers[l].Z.Take(place * layers[l].Before.Units + found.Unit - 1), z => Assert.True(T.IsFinite(z)));
                }
                return;
            }
        }
        Assert.Fail("nothing diverged");
    }

    private static Divergence First(Network<float> network, Optimizer optimizer, DataSet<float> data, int batch, GradientOptions? gradients = null)
    {
        var result = new Trainer<float>(network, optimizer, new() { BatchSize = batch, Gradients = gradients }).Fit(data);
        Assert.Equal((TrainingEnd.Diverged, 1), (result.End, result.Epochs));
        return result.Divergence!;
    }

    private static void Expect(
        Divergence found, StepNumber number, double value, int? row = null, int layer = 0, int unit = 0, int from = 0, int epoch = 1, int batch = 1)
    {
        Assert.Equal((number, row, layer, unit, from), (found.Number, found.Row, found.Layer, found.Unit, found.From));
        Assert.Equal((value, epoch, batch), (found.Value, found.Epoch, found.Batch));
    }

    /// <summary>Two units of two inputs, with these weights and no bias.</summary>
    private static Network<float> Linear(float[] first, float[] second, BiasPolicy biases = BiasPolicy.PerUnit) =>
        new([new([.. first, .. second], [0, 0], Activation.Identity)], Loss.HalfSquaredError, biases);

    private static DataSet<float> Rows(float[][] inputs) => new(inputs, [.. inputs.Select(_ => new float[] { 0, 0 })]);

    private static Network<T> Deep<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(4, [new(6, Activation.Relu), new(6, Activation.Relu), new(2)], Loss.HalfSquaredError, seed: 2);

    private static DataSet<T> Noise<T>(int rows, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers.Uniform<T>(rows * 4, seed), Numbers.Uniform<T>(rows * 2, seed + 1), rows);
}
