using Microsoft.ML.OnnxRuntime;

namespace Chainrule.Peers;

/// <summary>Predictions of a trained-size network beside ONNX Runtime, which is given its fastest call: tensors made once, outputs too.</summary>
internal static class Prediction
{
    public static void Compare(Options options, int threads)
    {
        Console.WriteLine("| rows through 784-128-10 | Chainrule µs | ONNX Runtime µs | times faster |");
        Console.WriteLine("|---|---|---|---|");
        var row = new Row(784, [128, 10], 1, false);
        var network = row.Network<float>();
        var predictor = new Predictor<float>(network);
        using var settings = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        using var session = new InferenceSession(OnnxModel.Of(network), settings);
        using var run = new RunOptions();
        foreach (var rows in new[] { 1, 32, 1000 })
        {
            var inputs = row.Data<float>(rows).Inputs;
            float[] ours = new float[rows * network.Outputs], outputs = new float[ours.Length];
            using var x = OrtValue.CreateTensorValueFromMemory(inputs, [rows, network.Inputs]);
            using var y = OrtValue.CreateTensorValueFromMemory(outputs, [rows, network.Outputs]);
            var times = new Alternating(
                options,
                Alternating.Repeated(() => predictor.Predict(inputs, ours)),
                Alternating.Repeated(() => session.Run(run, ["x"], [x], ["y"], [y])));
            RequireEqual(ours, outputs);
            Console.WriteLine($"| {rows} | {times.Median(0):F2} | {times.Median(1):F2} | {times.Ratio(1, 0):F2} |");
        }
    }

    private static void RequireEqual(float[] ours, float[] theirs)
    {
        var worst = ours.Zip(theirs, (x, y) => Math.Abs(x - y)).Max();
        if (!(worst < 1e-5)) throw new InvalidOperationException($"The predictions differ by {worst}.");
    }
}
