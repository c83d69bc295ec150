using System.Diagnostics;
using System.Runtime;
using static TorchSharp.torch;

namespace Chainrule.Peers;

/// <summary>
/// Real training from the first epoch to the fifth, on Fashion-MNIST with the same network, batch and optimizer: an epoch of each side in
/// turn, by the clock on the wall, shuffling and all; then how well each does on the test images.
/// </summary>
internal static class Fashion
{
    private const int EpochCount = 5;
    private static readonly Row s_row = new(FashionMnist.Pixels, [128, FashionMnist.Classes], 64, IsAdam: true);

    public static void Compare(Options options, int threads)
    {
        var (training, test) = (FashionMnist.Read(options.Data, "train"), FashionMnist.Read(options.Data, "t10k"));
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", $"{threads}");
        using var sklearn = new Child("python3", Child.FileOf("fashion_peer.py"), options.Data, $"{s_row.Units[0]}", $"{s_row.Batch}", $"{EpochCount}");
        var torch = new Torch(training, test);
        var (own, others) = (new List<double>(), new[] { new List<double>(), new List<double>() });
        var network = s_row.Network<float>();
        var watch = new Stopwatch();
        var trainer = new Trainer<float>(network, s_row.Optimizer(), new() { Epochs = EpochCount, BatchSize = s_row.Batch });
        watch.Start();
        trainer.Fit(training, onEpoch: _ =>
        {
            own.Add(watch.Elapsed.TotalSeconds);
            others[0].Add(torch.Epoch());
            others[1].Add(sklearn.Measure(1) / 1e6);
            watch.Restart();
        });

        Console.WriteLine($"{s_row.Name}, {training.Rows:N0} images.\n");
        Console.WriteLine("| | seconds an epoch, each | best | Chainrule, times faster | test accuracy after 5 |");
        Console.WriteLine("|---|---|---|---|---|");
        Line("Chainrule", own, Accuracy(network, test));
        Line("libtorch", others[0], torch.Accuracy());
        Line(sklearn.Name, others[1], sklearn.Measure(0));

        void Line(string name, List<double> seconds, double accuracy) => Console.WriteLine(
            $"| {name} | {string.Join(" ", seconds.Select(s => $"{s:F2}"))} | {seconds.Min():F2} | {seconds.Min() / own.Min():F2} | {accuracy:F4} |");
    }

    private static double Accuracy(Network<float> network, DataSet<float> data)
    {
        var truth = FashionMnist.Labels(data);
        var predicted = network.Predict(data.Inputs).Chunk(FashionMnist.Classes).Select(row => (long)Array.IndexOf(row, row.Max()));
        return predicted.Zip(truth).Average(pair => pair.First == pair.Second ? 1.0 : 0);
    }

    /// <summary>libtorch's side, as one writes it in PyTorch with data that fit in memory.</summary>
    private sealed class Torch
    {
        private const long NoCollection = 200_000_000;

        private readonly nn.Module<Tensor, Tensor> _network = nn.Sequential(
            nn.Linear(s_row.Inputs, s_row.Units[0]), nn.ReLU(), nn.Linear(s_row.Units[0], s_row.Outputs));

        private readonly nn.Module<Tensor, Tensor, Tensor> _loss = nn.CrossEntropyLoss();
        private readonly optim.Optimizer _optimizer;
        private readonly Tensor _inputs, _labels, _testInputs, _testLabels;

        public Torch(DataSet<float> training, DataSet<float> test)
        {
            _optimizer = optim.Adam(_network.parameters(), 1e-3);
            (_inputs, _labels) = (tensor(training.Inputs).reshape(training.Rows, -1), tensor(FashionMnist.Labels(training)));
            (_testInputs, _testLabels) = (tensor(test.Inputs).reshape(test.Rows, -1), tensor(FashionMnist.Labels(test)));
        }

        /// <summary>Seconds. TorchSharp 0.107 lets a number be collected that libtorch still reads, so nothing is collected meanwhile.</summary>
        public double Epoch()
        {
            GC.TryStartNoGCRegion(NoCollection);
            var seconds = Steps();
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
            return seconds;
        }

        private double Steps()
        {
            var watch = Stopwatch.StartNew();
            using var order = randperm(_labels.shape[0]);
            for (var start = 0L; start < order.shape[0]; start += s_row.Batch)
            {
                using var scope = NewDisposeScope();
                var batch = order.narrow(0, start, Math.Min(s_row.Batch, order.shape[0] - start));
                _optimizer.zero_grad();
                _loss.forward(_network.forward(_inputs.index_select(0, batch)), _labels.index_select(0, batch)).backward();
                _optimizer.step();
            }
            return watch.Elapsed.TotalSeconds;
        }

        public double Accuracy()
        {
            using var scope = NewDisposeScope();
            return _network.forward(_testInputs).argmax(1).eq(_testLabels).to(float32).mean().item<float>();
        }
    }
}
