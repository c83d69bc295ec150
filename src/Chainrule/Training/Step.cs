using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Optimizers;
using Chainrule.Tracing;
using Chainrule.Training;

namespace Chainrule;

/// <summary>
/// One training step: forward, loss, backward, update. All gradients of a step are taken at the weights from before it;
/// only then does anything move. A step repeats without allocating, and leaves a <see cref="Trace{T}"/> when asked.
/// </summary>
public sealed class Step<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerState<T>[] _states;
    private readonly UpdateKernel<T>? _update;
    private readonly GradientRules<T>? _rules;
    private Optimizer _optimizer;
    private Buffers<T>? _buffers;
    private GradientRecord<T>? _record;

    /// <param name="network">What is trained, in place.</param>
    /// <param name="optimizer">How parameters follow gradients; under a <see cref="SecondOrder"/> one the step has gradients and no update.</param>
    /// <param name="gradients">Penalties and limits, if there are any.</param>
    public Step(Network<T> network, Optimizer optimizer, GradientOptions? gradients = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Network, _optimizer, LearningRate) = (network, optimizer, optimizer.LearningRate);
        _update = optimizer is SecondOrder ? null : optimizer.Kernel<T>();
        _states = [.. network.Layers.Select(layer => new LayerState<T>(layer, optimizer.Slots))];
        if (gradients is not null) _rules = new(gradients, _states, network.Biases);
    }

    /// <summary>What is trained.</summary>
    public Network<T> Network { get; }

    /// <summary>How parameters follow gradients, at the present learning rate.</summary>
    public Optimizer Optimizer =>
        _optimizer.LearningRate.Equals(LearningRate) ? _optimizer : _optimizer = _optimizer with { LearningRate = LearningRate };

    /// <summary>η of the next update; that of the optimizer until somebody sets another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number of at least 0.</exception>
    public double LearningRate { get; set => field = NumberRange.NotNegative.Require(value); }

    /// <summary>How many updates have been made.</summary>
    public long Updates { get; private set; }

    /// <summary>With the number of the update, fixes which outputs are dropped in layers with dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether <see cref="Run"/> leaves a trace; costs time and memory.</summary>
    public bool Recording { get; set; }

    /// <summary>What the last recorded step left behind.</summary>
    public Trace<T>? Trace { get; private set; }

    /// <summary>Forward, loss, backward, update.</summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="targets">[rows, outputs]</param>
    /// <param name="weights">What each row counts, [rows]; empty where all count alike.</param>
    /// <returns>The loss of the batch before the update, with the penalty if there is one.</returns>
    /// <exception cref="ArgumentException">These are not whole rows of the network's width, or not equally many.</exception>
    public double Run(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
    {
        var loss = ComputeGradients(inputs, targets, weights);
        if (!Recording)
        {
            Update();
            return loss;
        }
        var (before, memory) = (Network.Clone(), Memories());
        Update();
        Trace = Tracing.Trace<T>.Of(this, before, memory, _record!, _buffers!, inputs, targets, weights);
        return loss;
    }

    /// <summary>Forward, loss and backward, without the update.</summary>
    /// <returns>The loss of the batch, with the penalty if there is one.</returns>
    /// <inheritdoc cref="Run" path="/param"/>
    /// <inheritdoc cref="Run" path="/exception"/>
    public double ComputeGradients(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
    {
        var rows = inputs.Length / Network.Inputs;
        if (rows == 0 || inputs.Length != rows * Network.Inputs || targets.Length != rows * Network.Outputs)
            throw new ArgumentException(
                $"{inputs.Length} inputs and {targets.Length} targets are not the same number of rows "
                + $"of {Network.Inputs} inputs and {Network.Outputs} outputs.");
        if (!weights.IsEmpty && weights.Length != rows) throw new ArgumentException($"{weights.Length} weights are not those of {rows} rows.");
        if (_buffers is null || _buffers.Capacity < rows || _buffers.Pass != PassOfRun)
            _buffers = new Buffers<T>(Network, rows, PassOfRun);
        _buffers.Draws = (Seed, Updates);

        _buffers.ForwardAndLoss(Network, inputs, targets, rows);
        var share = weights.IsEmpty ? T.CreateTruncating(1.0 / rows) : _buffers.Weigh(weights, Network.Outputs);
        var loss = Reduce.Sum(_buffers.SampleLosses(rows)) * share;
        _buffers.Backward(Network, rows);
        var x = inputs;
        for (var l = 0; l < _states.Length; l++)
        {
            _states[l].TakeGradients(_buffers[l], x, rows, share, Network.Biases);
            x = _buffers[l].Output.AsSpan(0, rows * Network.LayerSpan[l].Units);
        }
        _record = Recording ? GradientRecord<T>.OfLoss(_states) : null;
        (Loss, Penalty) = (double.CreateTruncating(loss), _rules?.Penalise() ?? 0);
        _record = _record?.Add(_states);
        return Loss + Penalty;
    }

    /// <summary>Moves all parameters by the gradients of the last <see cref="ComputeGradients"/>.</summary>
    /// <exception cref="InvalidOperationException">There are no gradients yet, or the optimizer moves all parameters together.</exception>
    public void Update()
    {
        if (_update is null)
            throw new InvalidOperationException($"The optimizer {_optimizer.Name} moves all parameters together, by trial: run it with a Trainer.");
        if (_buffers is null) throw new InvalidOperationException("There are no gradients yet: call ComputeGradients first.");
        _rules?.Clip();
        Updates++;
        _update.Begin(Updates, LearningRate);
        for (var l = 0; l < _states.Length; l++)
        {
            _states[l].Update(_update, Network.Biases);
            if (_buffers[l].Normalizer is { } normalizer) Network.LayerSpan[l].Normalizer!.Remember(normalizer);
        }
    }

    /// <summary>Penalties and limits; null if there are none.</summary>
    internal GradientRules<T>? Rules => _rules;

    /// <summary>E of the last pass, without the penalty.</summary>
    internal double Loss { get; private set; }

    /// <summary>R of the last pass.</summary>
    internal double Penalty { get; private set; }

    /// <summary>What the optimizer remembers: the arrays themselves, under the names that they have in a file.</summary>
    internal IEnumerable<Tensor<T>> Memory() => _states.SelectMany((state, l) => state.Memory($"optimizer.{l}"));

    /// <summary>Goes on as after so many updates; <see cref="Memory"/> must be that of then.</summary>
    internal void ContinueAt(long updates, double learningRate) => (Updates, LearningRate) = (updates, learningRate);

    /// <summary>Whether z, a, s and δ are all kept though nothing is recorded, for whoever looks for a number that is none.</summary>
    internal bool KeepsAll { get; set; }

    /// <summary>The arrays of the last pass.</summary>
    internal Buffers<T> LastPass => _buffers!;

    private Pass PassOfRun => Recording ? Pass.Recorded : KeepsAll ? Pass.Watched : Pass.Training;

    /// <summary>A copy of what the optimizer remembers of each layer.</summary>
    internal OptimizerMemory<T>[] Memories() => [.. _states.Select(state => state.CopyOfMemory())];

    /// <summary>
    /// ∂E/∂W of a layer counted from 0, [units, inputs], mean over the batch, at the weights before the last update; with the penalty, if
    /// there is one, and after an update as far as clipped.
    /// </summary>
    public ReadOnlySpan<T> WeightGradients(int layer) => _states[layer].WeightGradients;

    /// <summary>∂E/∂b of a layer counted from 0, [units]; under a shared bias each holds the sum over the units.</summary>
    public ReadOnlySpan<T> BiasGradients(int layer) => _states[layer].BiasGradients;

    /// <summary>∂E/∂γ of a layer counted from 0, [units]; empty without normalisation.</summary>
    public ReadOnlySpan<T> GainGradients(int layer) => _states[layer].GainGradients;
}
