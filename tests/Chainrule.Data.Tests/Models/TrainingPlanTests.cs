using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class TrainingPlanTests
{
    private static TabularTrainer<float> Trainer(int rows, TrainingPlan plan)
    {
        var table = Make.Table(Make.Csv("a,y", rows, row => $"{row},{row % 7}.5"));
        return new(table, new("y"), plan, Make.Table("a,y\n1,2.5\n"));
    }

    [Theory]
    [InlineData(20, 8)]
    [InlineData(319, 8)]
    [InlineData(320, 16)]
    [InlineData(1438, 64)]
    [InlineData(100_000, 256)]
    public void A_batch_is_a_fortieth_of_the_rows_as_a_power_of_two(int rows, int expected)
    {
        var trainer = Trainer(rows, new());
        Assert.Equal((rows, 1, expected), (trainer.TrainingRows, trainer.ValidationRows, trainer.BatchSize));
    }

    [Theory]
    [InlineData("adam", 100, 0.005, 0.001)]
    [InlineData("adam", 1000, 0.005, 0.001)]
    [InlineData("adam", 16_000, 0.0025, 0.0000625)]
    [InlineData("sgd", 16_000, 0.05, 0.0000625)]
    [InlineData("adagrad", 16_000, 0.025, 0.0000625)]
    [InlineData("rmsprop", 81_000, 0.002 / 3, 0.001 / 81)]
    [InlineData("adamw", 16_000, 0.0025, 0.01)]
    public void Many_rows_are_learned_in_shorter_steps_and_decay_less(string name, int rows, double rate, double decay)
    {
        var optimizer = TrainingPlan.OptimizerNamed(name, rows);
        Compare.Close(optimizer.LearningRate, rate, 1e-14);
        Compare.Close((double)optimizer.GetType().GetProperty("WeightDecay")!.GetValue(optimizer)!, decay, 1e-14);
    }

    [Fact]
    public void A_model_says_with_which_rate_it_was_trained()
    {
        var training = Trainer(2000, new() { Epochs = 1 }).Train(cancellation: TestContext.Current.CancellationToken);
        Compare.Close((double)training.Model.Training!["learningRate"]!, 0.005 * Math.Pow(0.5, 0.25), 1e-14);
    }

    [Fact]
    public void A_batch_size_that_was_given_is_kept() => Assert.Equal(5, Trainer(1000, new() { BatchSize = 5 }).BatchSize);

    [Fact]
    public void The_loss_follows_the_target_unless_it_is_given()
    {
        var classes = Make.Table(Make.Csv("a,y", 20, row => $"{row},{"xz"[row % 2]}"));
        Assert.Equal(Loss.CrossEntropy, new TabularTrainer<float>(classes, new("y"), new()).Network.Loss);
        Assert.Equal(Loss.MeanSquaredError, Trainer(20, new()).Network.Loss);
        Assert.Equal(Loss.Huber, Trainer(20, new() { Loss = Loss.Huber }).Network.Loss);
    }

    [Fact]
    public void A_loss_for_classes_does_not_fit_an_amount() =>
        Assert.StartsWith("the loss cross-entropy is for classes",
            Make.Error(() => Trainer(20, new() { Loss = Loss.CrossEntropy })), StringComparison.Ordinal);

    [Fact]
    public void Second_order_optimizers_have_a_penalty_unless_one_says_otherwise()
    {
        Assert.Null(new TrainingPlan().Gradients);
        foreach (var optimizer in new Optimizer[] { new Lbfgs(), new LevenbergMarquardt() })
        {
            Assert.Equal(new() { L2 = 0.01 }, new TrainingPlan { OptimizerFor = _ => optimizer }.Gradients);
            Assert.Equal(new(), new TrainingPlan { OptimizerFor = _ => optimizer, Gradients = new() }.Gradients);
            Assert.Equal(40, Trainer(40, new() { OptimizerFor = _ => optimizer, BatchSize = 5 }).BatchSize);
        }
    }

    [Fact]
    public void What_an_optimizer_does_not_take_is_refused_before_anything_is_trained() =>
        Assert.StartsWith("the optimizer levenberg-marquardt is for squared errors",
            Make.Error(() => Trainer(20, new() { OptimizerFor = _ => new LevenbergMarquardt(), Loss = Loss.Huber })), StringComparison.Ordinal);

    [Fact]
    public void Without_hidden_units_the_model_is_linear()
    {
        var network = Trainer(20, new() { Hidden = [] }).Network;
        Assert.Equal((1, 2L), (network.Layers.Count, network.ParameterCount));
    }
}
