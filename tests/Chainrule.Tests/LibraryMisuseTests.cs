using System.Globalization;
using Chainrule.Algebra;
using Chainrule.Kernels;

namespace Chainrule.Tests;

/// <summary>What a program can ask for by mistake is refused, and does not train on in silence.</summary>
public class LibraryMisuseTests
{
    [Fact]
    public void Inputs_and_targets_must_be_equally_many_rows() =>
        Assert.Equal("4 input rows cannot have 2 target rows.", Assert.Throws<ArgumentException>(
            () => new DataSet<float>([[0], [1], [2], [3]], [[0, 1], [1, 0]])).Message);

    [Fact]
    public void A_network_is_of_float_or_double() =>
        Assert.Throws<NotSupportedException>(() => new Network<Half>(1, [new(1)], Loss.Huber));

    [Fact]
    public void Optimizer_settings_have_their_ranges()
    {
        foreach (var wrong in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { WeightDecay = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam() with { Beta2 = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { WeightDecay = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad { Epsilon = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Alpha = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop { Grow = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop { Longest = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { Curvature = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { GradientTolerance = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new LevenbergMarquardt { Damping = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new Step<float>(new(1, [new(1)], Loss.Huber), new Sgd()) { LearningRate = wrong });
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { History = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { Evaluations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { SufficientDecrease = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 });
    }

    [Fact]
    public void An_update_needs_gradients() =>
        Assert.Throws<InvalidOperationException>(new Step<double>(new(1, [new(1)], Loss.Huber), new Sgd()).Update);

    [Fact]
    public void A_target_that_is_NaN_ends_the_training_under_every_loss()
    {
        foreach (var loss in Loss.All)
        {
            var network = new Network<double>(1, [new(2)], loss);
            var (training, validation) = (new DataSet<double>([[1], [2]], [[0, 1], [double.NaN, 0]]), new DataSet<double>([[1]], [[0, 1]]));
            Assert.Equal(TrainingEnd.Diverged, new Trainer<double>(network).Fit(training, validation).End);
        }
    }

    [Fact]
    public void Fit_begins_with_an_optimizer_that_remembers_nothing()
    {
        var data = new DataSet<double>([[1], [2]], [[1], [3]]);
        var (twice, once) = (new Network<double>(1, [new(1)], Loss.Huber), new Network<double>(1, [new(1)], Loss.Huber));
        var trainer = new Trainer<double>(twice, new Adam(0.1), new() { Epochs = 3 });
        trainer.Fit(data);
        trainer.Fit(data);
        new Trainer<double>(once, new Adam(0.1), new() { Epochs = 3 }).Fit(data);
        new Trainer<double>(once, new Adam(0.1), new() { Epochs = 3 }).Fit(data);
        StepTests.SameParameters(twice, once);
    }

    [Fact]
    public void No_bits_make_a_normal_draw_infinite()
    {
        Assert.InRange(CounterRandom.Middle(0), double.Epsilon, 1e-15);
        Assert.InRange(CounterRandom.Middle(ulong.MaxValue), 1 - 1e-15, 1 - 1e-17);
        Assert.Equal(1, CounterRandom.Middle(0) + CounterRandom.Middle(ulong.MaxValue));
        Assert.True(double.IsFinite(NormalQuantile.At(CounterRandom.Middle(ulong.MaxValue))));
    }

    [Fact]
    public void A_network_reads_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = german;
            Assert.Contains("10,100 parameters", new Network<float>(100, [new(100)], Loss.Huber).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Formulas_are_equal_as_trees()
    {
        static Symbol Formula(string name) => Symbol.Exp(Symbol.Variable(name)) * 2;
        Assert.Equal(Formula("x"), Formula("x"));
        Assert.Equal(Formula("x").GetHashCode(), Formula("x").GetHashCode());
        Assert.NotEqual(Formula("x"), Formula("y"));
        Assert.NotEqual(Formula("x"), 2 * Symbol.Exp(Symbol.Variable("x")));
    }
}
