using static TorchSharp.torch;

namespace Chainrule.Peers;

/// <summary>One training step of each side on the same network and batch, ready to be repeated.</summary>
internal static class Steps
{
    public static Action Chainrule(Row row)
    {
        var layers = row.Units.Select((units, l) => new Dense(units, l == row.Units.Length - 1 ? null : Activation.Relu));
        var network = new Network<float>(row.Inputs, [.. layers], Loss.CrossEntropy, seed: 1);
        var step = new Step<float>(network, row.IsAdam ? new Adam(1e-3) : new Sgd(0.01));
        var (inputs, targets) = (row.RandomInputs(), new float[row.Batch * row.Units[^1]]);
        foreach (var (sample, label) in row.Labels().Index()) targets[sample * row.Units[^1] + label] = 1;
        return () => step.Run(inputs, targets);
    }

    /// <summary>zero_grad, forward, cross-entropy, backward, update, as one writes it in PyTorch.</summary>
    public static Action Torch(Row row)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        foreach (var (l, units) in row.Units.Index())
        {
            modules.Add(nn.Linear(l == 0 ? row.Inputs : row.Units[l - 1], units));
            if (l < row.Units.Length - 1) modules.Add(nn.ReLU());
        }
        var network = nn.Sequential(modules);
        optim.Optimizer optimizer = row.IsAdam ? optim.Adam(network.parameters(), 1e-3) : optim.SGD(network.parameters(), 0.01);
        var loss = nn.CrossEntropyLoss();
        var (inputs, labels) = (tensor(row.RandomInputs()).reshape(row.Batch, row.Inputs), tensor(row.Labels()));
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.forward(network.forward(inputs), labels).backward();
            optimizer.step();
        };
    }
}
