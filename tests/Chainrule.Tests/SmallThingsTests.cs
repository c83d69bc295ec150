using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Data sets, metrics and names.</summary>
public class SmallThingsTests
{
    [Fact]
    public void A_data_set_hands_out_its_rows()
    {
        var data = new DataSet<float>([[1, 2], [3, 4], [5, 6]], [[7], [8], [9]]);
        Assert.Equal((3, 2, 1), (data.Rows, data.InputCount, data.TargetCount));
        Assert.Equal([3f, 4], data.Input(1));
        Assert.Equal([9f], data.Target(2));
        Assert.Equal([1f, 2, 3, 4, 5, 6], data.Inputs);
    }

    [Fact]
    public void What_is_not_made_of_equal_rows_is_no_data_set()
    {
        Assert.Throws<ArgumentException>(() => new DataSet<float>(new float[5], new float[2], 2));
        Assert.Throws<ArgumentException>(() => new DataSet<float>(new float[4], new float[3], 2));
        Assert.Throws<ArgumentException>(() => new DataSet<float>([[1, 2], [3]], [[1], [2]]));
        Assert.Throws<ArgumentException>(() => new DataSet<float>([[1, 2], [3, 4]], [[1], [2], [3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataSet<float>([], [], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataSet<float>([], []));
    }

    [Fact]
    public void Classification_is_counted_by_true_and_predicted_class()
    {
        var metrics = ClassificationMetrics.Of([0, 1, 1, 2, 0], [0, 1, 2, 2, 1], new double[15]);
        Assert.Equal(0.6, metrics.Accuracy);
        Assert.Equal([[1, 0, 0], [1, 1, 0], [0, 1, 1]], metrics.Confusion);
    }

    [Fact]
    public void Regression_is_measured_as_by_hand()
    {
        var metrics = RegressionMetrics.Of([1, 2, 5], [1, 3, 2]);
        // Errors 0, 1, −3; mean 2, spread 1 + 1 + 0.
        Compare.Close(metrics.R2, 1 - 10 / 2.0, 1e-15);
        Compare.Close(metrics.Rmse, Math.Sqrt(10 / 3.0), 1e-15);
        Compare.Close(metrics.Mae, 4 / 3.0, 1e-15);
        Assert.Equal(1, RegressionMetrics.Of([1, 2, 4], [1, 2, 4]).R2);
        Assert.True(double.IsNaN(RegressionMetrics.Of([1, 2], [3, 3]).R2));
    }

    [Theory]
    [InlineData("sigmod", " (did you mean 'sigmoid'?)")]
    [InlineData("SIGMOID", " (did you mean 'sigmoid'?)")]
    [InlineData("rleu", " (did you mean 'relu'?)")]
    [InlineData("leakyrelu", " (did you mean 'leaky-relu'?)")]
    [InlineData("bananas", "")]
    public void The_nearest_name_is_suggested_if_it_is_near(string given, string suggestion) =>
        Assert.Equal(suggestion, NearestName.Suggest(given, ["sigmoid", "relu", "leaky-relu"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("abc", "abc", 0)]
    public void Edits_are_counted(string a, string b, int edits)
    {
        Assert.Equal(edits, NearestName.Edits(a, b));
        Assert.Equal(edits, NearestName.Edits(b, a));
    }

    [Fact]
    public void Everything_is_found_by_its_own_name()
    {
        Assert.All(Activation.All, activation => Assert.Same(activation, Activation.Named(activation.Name)));
        Assert.All(Loss.All, loss => Assert.Same(loss, Loss.Named(loss.Name)));
        Assert.All(Enum.GetValues<BiasPolicy>(), policy => Assert.Equal(policy, BiasPolicies.Named(BiasPolicies.NameOf(policy))));
        var error = Assert.Throws<BadInputException>(() => Loss.Named("hubr"));
        Assert.Equal(
            "there is no loss 'hubr' (did you mean 'huber'?): it must be one of "
            + "half-squared-error, mean-squared-error, mean-absolute-error, huber, quantile, poisson, "
            + "binary-cross-entropy, cross-entropy",
            error.Message);
    }
}
