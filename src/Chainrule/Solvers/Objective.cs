using System.Numerics;

namespace Chainrule.Solvers;

/// <summary>
/// What a solver makes small: the loss of all rows, with its penalty, as a function of all parameters that move. It is computed by a
/// <see cref="Step{T}"/> in double, on a network of its own.
/// </summary>
internal sealed class Objective
{
    private Objective(Network<double> network, DataSet<double> data, GradientOptions? gradients)
    {
        (Network, Data, L2) = (network, data, gradients?.L2 ?? 0);
        Step = new(network, new Sgd(), gradients);
        Length = checked((int)network.ParameterCount);
    }

    /// <summary>The objective of a network, from its present parameters.</summary>
    public static Objective Of<T>(Network<T> network, DataSet<T> data, GradientOptions? gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new DataSet<double>(Doubles(data.Inputs), Doubles(data.Targets), data.Rows)
        {
            Weights = data.Weights is { } weights ? Doubles(weights) : null,
        };
        return new(network.Widen(), rows, gradients);
    }

    /// <summary>What computes value and gradient.</summary>
    public Step<double> Step { get; }

    /// <summary>At the parameters that were last asked about.</summary>
    public Network<double> Network { get; }

    public DataSet<double> Data { get; }

    /// <summary>λ₂ of the penalty ½·λ₂·Σw² over the weights.</summary>
    public double L2 { get; }

    /// <summary>How many parameters move.</summary>
    public int Length { get; }

    /// <summary>The value at some parameters; assigns the gradient there.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    public double At(ReadOnlySpan<double> parameters, Span<double> gradient, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ParameterVector.Write(parameters, Network);
        var value = Step.ComputeGradients(Data.Inputs, Data.Targets, Data.Weights);
        for (var l = 0; l < Network.Layers.Count; l++)
        {
            gradient = ParameterVector.Append(Step.WeightGradients(l), gradient);
            gradient = ParameterVector.Append(Step.BiasGradients(l)[..Network.Biases.Moving(Network.LayerSpan[l].Units)], gradient);
            gradient = ParameterVector.Append(Step.GainGradients(l), gradient);
        }
        return value;
    }

    /// <summary>The same numbers as doubles; the same array where they are.</summary>
    private static double[] Doubles<T>(T[] numbers) where T : INumberBase<T> =>
        numbers as double[] ?? Array.ConvertAll(numbers, double.CreateTruncating);
}
