using System.Numerics;
using Chainrule.Functions;
using Chainrule.Kernels;

namespace Chainrule.Training;

/// <summary>The arrays of one layer in a forward and a backward pass, [rows, units] each.</summary>
internal sealed class LayerBuffers<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _kept, _room;

    /// <param name="layer">Whose arrays.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="pass">What they are for.</param>
    /// <param name="isOutput">Whether it is the last layer.</param>
    public LayerBuffers(Layer<T> layer, int capacity, Pass pass, bool isOutput)
    {
        var length = checked(capacity * layer.Units);
        var (isTrained, keepsAll) = (pass is not (Pass.Prediction or Pass.Traced), pass is not (Pass.Prediction or Pass.Training));
        Z = new T[length];
        A = keepsAll || isOutput || layer.Activation.DerivativeOf == Needs.Input ? new T[length] : Z;
        S = new T[pass == Pass.Prediction && !isOutput ? 0 : length];
        Delta = keepsAll ? new T[length] : S;
        _room = new T[layer.Normalizer is null ? 0 : layer.Units];
        // A row's own mean and variance are the same in training and prediction.
        if (layer.Normalizer is { Kind: var kind } && (isTrained || (keepsAll && kind == Normalization.Layer)))
            Normalizer = new(kind, capacity, layer.Units, keepsAll);
        _kept = new T[isTrained && layer.Dropout > 0 ? length : 0];
        (Output, SumSlopes) = (_kept.Length > 0 ? new T[length] : A, Normalizer?.Slopes ?? Delta);
    }

    /// <summary>Net inputs.</summary>
    public T[] Z { get; }

    /// <summary>φ(z).</summary>
    public T[] A { get; }

    /// <summary>What the layer above sees: φ(z), in training without what is dropped.</summary>
    public T[] Output { get; }

    /// <summary>In training, what each output is multiplied by: 0 or 1/(1 − p); empty without dropout.</summary>
    public ReadOnlySpan<T> Kept => _kept;

    /// <summary>∂E/∂a of each sample; for an output under a loss on logits ∂E/∂z. For a prediction, of the output layer alone.</summary>
    public T[] S { get; }

    /// <summary>∂E/∂z of each sample.</summary>
    public T[] Delta { get; }

    /// <summary>∂E/∂(W·x) of each sample: δ, unless the sums are normalised.</summary>
    public T[] SumSlopes { get; }

    /// <summary>In training, and where a prediction is to be explained, what normalising needs; else null.</summary>
    public NormalizerBuffers<T>? Normalizer { get; }

    /// <summary>Computes z.</summary>
    public void Net(Layer<T> layer, ReadOnlySpan<T> x, int rows)
    {
        var z = Z.AsSpan(0, rows * layer.Units);
        var sums = Normalizer is null ? z : Normalizer.Standard.AsSpan(0, z.Length);
        MatMul.Forward(x, layer.Weights, layer.NetBiases, sums, rows);
        if (Normalizer is not null) layer.Normalizer!.Forward(Normalizer, z, layer.Biases, rows);
        else layer.Normalizer?.Predict(z, layer.Biases, _room);
    }

    /// <summary>Computes z, a and what is left of it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">[rows, inputs]</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="random">The draws of the layer.</param>
    /// <param name="first">The number of the first draw.</param>
    public void Forward(Layer<T> layer, ReadOnlySpan<T> x, int rows, CounterRandom random, ulong first)
    {
        var length = rows * layer.Units;
        Span<T> z = Z.AsSpan(0, length), a = A.AsSpan(0, length);
        if (layer.Normalizer is null) layer.Kernel.Forward(x, layer.Weights, layer.Biases, z, a, rows, layer.Inputs);
        else
        {
            Net(layer, x, rows);
            layer.Kernel.Forward(z, a, layer.Units);
        }
        if (_kept.Length == 0) return;
        Dropout.Draw(layer.Dropout, random, first, _kept.AsSpan(0, length));
        Traversal.Zip(default(Multiplication), a, _kept, Output);
    }

    /// <summary>What φ' is computed from: z or a.</summary>
    public ReadOnlySpan<T> DerivedFrom(Layer<T> layer, int length) => (layer.Activation.DerivativeOf == Needs.Input ? Z : A).AsSpan(0, length);

    /// <summary>From s of a hidden layer, or what arrives at it, to δ and ∂E/∂(W·x).</summary>
    public void Backward(Layer<T> layer, Layer<T> above, ReadOnlySpan<T> slopesAbove, int rows)
    {
        var length = rows * layer.Units;
        Span<T> s = S.AsSpan(0, length), delta = Delta.AsSpan(0, length);
        var v = DerivedFrom(layer, length);
        if (_kept.Length == 0) layer.Kernel.Backward(slopesAbove, above.Weights, v, s, delta, layer.Units, above.Units);
        else
        {
            MatMul.InputGradient(slopesAbove, above.Weights, s, rows, above.Units);
            Traversal.Zip(default(Multiplication), s, _kept, s);
            layer.Kernel.Backward(s, v, delta, layer.Units);
        }
        if (Normalizer is not null) layer.Normalizer!.Backward(Normalizer, delta, rows);
    }
}

/// <summary>What arrays are for.</summary>
internal enum Pass
{
    /// <summary>A forward pass that drops nothing and normalises by running statistics, with or without a loss.</summary>
    Prediction,

    /// <summary>A training step.</summary>
    Training,

    /// <summary>A training step of which everything is kept apart, to be looked through.</summary>
    Watched,

    /// <summary>A training step of which everything is kept apart, for a trace.</summary>
    Recorded,

    /// <summary>A prediction of which everything is kept apart, for a trace.</summary>
    Traced,
}
