using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Losses;

namespace Chainrule.Training;

/// <summary>Applies <see cref="GradientOptions"/> to the layers of a network.</summary>
internal sealed class GradientRules<T>(GradientOptions options, LayerState<T>[] layers, BiasPolicy biases)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Penalty _penalty = new(options.L1, options.L2);

    /// <summary>What is penalised and limited, and how.</summary>
    public GradientOptions Options => options;

    /// <summary>‖g‖ of the last <see cref="Clip"/> by the norm.</summary>
    public double Norm { get; private set; }

    /// <summary>What it multiplied all gradients by.</summary>
    public double Share { get; private set; } = 1;

    /// <summary>Adds the derivative of the penalty to the gradients, and returns the penalty.</summary>
    public double Penalise()
    {
        if (_penalty.IsZero) return 0;
        var sum = 0.0;
        foreach (var layer in layers)
        {
            sum += Reduce.SumOf<Penalty, T>(_penalty, layer.Weights);
            Traversal.Zip(_penalty, layer.Weights, layer.WeightGradients, layer.WeightGradients);
        }
        return sum;
    }

    /// <summary>Limits the gradients.</summary>
    public void Clip()
    {
        if (options.ClipNorm is { } norm)
        {
            Norm = Math.Sqrt(Squares());
            Share = Clipping.Share<T>(Norm, norm);
        }
        if (Share < 1)
            foreach (var layer in layers)
            {
                Clipping.Scale<T>(layer.WeightGradients, Share);
                Clipping.Scale<T>(layer.BiasGradients, Share);
                Clipping.Scale<T>(layer.GainGradients, Share);
            }
        if (options.ClipValue is { } value)
            foreach (var layer in layers)
            {
                Clipping.Cut<T>(layer.WeightGradients, value);
                Clipping.Cut<T>(layer.BiasGradients, value);
                Clipping.Cut<T>(layer.GainGradients, value);
            }
    }

    /// <summary>
    /// The sum of the squares of all gradients that are followed: no frozen bias, and a shared one once. Weights, biases, gains, layer by layer.
    /// </summary>
    private double Squares()
    {
        var sum = 0.0;
        foreach (var layer in layers)
        {
            sum += Reduce.SumOf<Square, T>(default, layer.WeightGradients);
            sum += Reduce.SumOf<Square, T>(default, layer.BiasGradients.AsSpan(0, biases.Moving(layer.BiasGradients.Length)));
            sum += Reduce.SumOf<Square, T>(default, layer.GainGradients);
        }
        return sum;
    }
}
