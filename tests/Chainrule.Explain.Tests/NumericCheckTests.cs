namespace Chainrule.Explain.Tests;

/// <summary>The check by central differences: right gradients pass, wrong ones do not.</summary>
public class NumericCheckTests
{
    /// <summary>Losses and activations without a kink, so that no difference strays across one.</summary>
    private static readonly Activation[] s_kinked = [Activation.Relu, Activation.LeakyRelu, Activation.Elu, Activation.Selu];

    [Fact]
    public void Every_gradient_of_a_smooth_network_passes_and_a_wrong_one_does_not()
    {
        var (count, penalised) = (0, 0);
        for (var n = 0; n < RandomSteps.Count; n++)
        {
            var recorded = RandomSteps.Get(n);
            if (recorded.Network.Loss == Loss.MeanAbsoluteError || recorded.Network.Layers.Any(layer => s_kinked.Contains(layer.Activation))) continue;
            var step = new StepQuantities(recorded);
            foreach (var gradient in step.All.Where(q => q.Kind is QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient && !q.Id.Contains('@')))
            {
                var parameter = step.FindId(gradient.Id).OfParameter();
                var check = NumericCheck.Of(step.Shape, parameter, gradient.Value);
                Assert.True(check.Agrees, $"step {n}, {gradient.Id}: {gradient.Value:R}, {check}");
                // Where differences are divided by deviations, the rounding of the loss hides more.
                if (Math.Abs(gradient.Value) < (n < RandomSteps.Plain ? 1e-6 : 1e-4)) continue;
                Assert.False(NumericCheck.Of(step.Shape, parameter, gradient.Value * 1.001).Agrees, $"step {n}, {gradient.Id}");
                Assert.False(NumericCheck.Of(step.Shape, parameter, -gradient.Value).Agrees, $"step {n}, {gradient.Id}");
                count++;
            }
            foreach (var gradient in step.All.Where(q => q.Kind == QuantityKind.PenalisedGradient))
            {
                var parameter = step.FindId(gradient.Id).OfParameter();
                // The kink of |w| must not be nearer than the change.
                if (Math.Abs(step.Value(parameter)) < 1e-3) continue;
                Assert.True(NumericCheck.Of(step.Shape, parameter, gradient.Value, withPenalty: true).Agrees, $"step {n}, {gradient.Id}");
                var alone = step.Value(parameter.With(QuantityKind.WeightGradient));
                Assert.False(NumericCheck.Of(step.Shape, parameter, alone, withPenalty: true).Agrees, $"step {n}, {gradient.Id} without its penalty");
                penalised++;
            }
        }
        Assert.True(count > 1000, $"only {count} gradients were checked");
        Assert.True(penalised > 200, $"only {penalised} gradients with a penalty were checked");
    }

    [Fact]
    public void The_change_goes_with_the_size_of_the_parameter()
    {
        var step = Samples.Tutorial(1);
        step.Layer(1).Before.Weights[0] = 12_345;
        Assert.Equal(1e-4 * 1e4, NumericCheck.Of(step.Shape, new(QuantityKind.Weight, 1, 1, 1), 0).H);
        Assert.Equal(1e-4, NumericCheck.Of(step.Shape, new(QuantityKind.Weight, 1, 1, 2), 0).H);
    }

    [Fact]
    public void A_check_leaves_the_step_as_it_was()
    {
        var step = Samples.Iris(1);
        var before = step.All.Select(quantity => quantity.Value).ToArray();
        NumericCheck.Of(step.Shape, new(QuantityKind.Weight, 1, 1, 1), 0);
        Assert.Equal(before, step.All.Select(quantity => quantity.Value));
    }
}
