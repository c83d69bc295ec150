using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class EvaluationTests
{
    /// <summary>A single layer that puts out its inputs as they are; under cross-entropy they are logits.</summary>
    private static Network<double> Copy(int width, Loss loss)
    {
        var rows = Enumerable.Range(0, width).Select(j => $"[{string.Join(',', Enumerable.Range(0, width).Select(i => i == j ? 1 : 0))}]");
        var layer = $$"""{ "units": {{width}}, "weights": [{{string.Join(',', rows)}}], "activation": "identity" }""";
        return NetworkSpec.Parse($$"""{ "inputs": {{width}}, "loss": "{{loss}}", "layers": [{{layer}}] }""", "copy").Build<double>();
    }

    [Fact]
    public void Amounts_are_judged_in_their_own_unit()
    {
        // Standardised by mean 10 and deviation 2: predicted 8, 12, 14 where 10, 12, 20 was true.
        var data = new DataSet<double>([-1, 1, 2], [0, 1, 5], 3);
        var evaluation = Evaluation.Of(Copy(1, Loss.MeanSquaredError), data, new ValueTarget("y", 10, 2));
        Assert.Equal(3, evaluation.Rows);
        Compare.Close(evaluation.Loss, (1 + 0 + 9) / 3.0, 1e-15);
        Compare.Close(evaluation.Values!.Rmse, Math.Sqrt((4 + 0 + 36) / 3.0), 1e-15);
        Compare.Close(evaluation.Values.Mae, (2 + 0 + 6) / 3.0, 1e-15);
        Compare.Close(evaluation.Values.R2, 1 - 40 / (16 + 4 + 36.0), 1e-14);
        Assert.Null(evaluation.Classes);
        Assert.Equal(["rows", "loss", "r2", "rmse", "mae", "mape"], evaluation.ToJson().Select(property => property.Key));
    }

    [Fact]
    public void Classes_are_counted_by_truth_and_prediction()
    {
        var data = new DataSet<double>(
            [[2, 1, 0], [0, 3, 1], [0, 1, 4], [5, 1, 0]],
            [[1, 0, 0], [0, 1, 0], [0, 1, 0], [1, 0, 0]]);
        var evaluation = Evaluation.Of(Copy(3, Loss.CrossEntropy), data, new ClassTarget("y", ["a", "b", "c"]));
        Assert.Equal(0.75, evaluation.Classes!.Accuracy);
        Assert.Equal<int[]>([[2, 0, 0], [0, 1, 1], [0, 0, 0]], evaluation.Classes.Confusion);
        Compare.Close(evaluation.Loss, Reference.Loss(Copy(3, Loss.CrossEntropy), data), 1e-14);
        Assert.Null(evaluation.Values);
        Assert.Equal(["rows", "loss", "accuracy", "balancedAccuracy", "precision", "recall", "f1", "rocAuc", "prAuc", "logLoss", "calibrationError"], evaluation.ToJson().Select(property => property.Key));
    }

    [Fact]
    public void An_R2_that_is_not_a_number_is_null_in_JSON()
    {
        var data = new DataSet<double>([1, 2], [3, 3], 2);
        var evaluation = Evaluation.Of(Copy(1, Loss.MeanSquaredError), data, new ValueTarget("y", 0, 1));
        Assert.True(double.IsNaN(evaluation.Values!.R2));
        Assert.Null(evaluation.ToJson()["r2"]);
    }
}
