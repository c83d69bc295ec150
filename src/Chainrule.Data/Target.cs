using System.Numerics;
using Chainrule.Algebra;

namespace Chainrule.Data;

/// <summary>What is to be learned.</summary>
public enum LearningTask
{
    /// <summary>Which of several classes a row belongs to.</summary>
    Classification,

    /// <summary>An amount.</summary>
    Regression,
}

/// <summary>The column that the model predicts.</summary>
public abstract record Target
{
    private protected Target(string name) => Name = name;

    /// <summary>The column's name in the header.</summary>
    public string Name { get; }

    /// <summary>How many outputs the model has for it.</summary>
    public abstract int Width { get; }
}

/// <summary>A target with classes; the model has one output per class.</summary>
public sealed record ClassTarget : Target
{
    /// <summary>A target with the classes in the order of the outputs.</summary>
    public ClassTarget(string name, IReadOnlyList<string> classes) : base(name) => Classes = classes;

    /// <summary>The classes in the order of the outputs: by number if all are numbers, else ordinal.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override int Width => Classes.Count;

    /// <summary>The index of the largest of a row of probabilities, the first of equals.</summary>
    public static int MostProbable<T>(ReadOnlySpan<T> probabilities) where T : INumber<T>
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}

/// <summary>
/// A target that is an amount; the model learns (t - mean) / deviation. Of a count it learns t / mean, with the logarithm as its output.
/// </summary>
public sealed record ValueTarget : Target
{
    /// <summary>A target with the statistics of the training rows.</summary>
    public ValueTarget(string name, double mean, double deviation) : base(name) => (Mean, Deviation) = (mean, deviation);

    /// <summary>The mean of the training rows' targets; of a count, 0.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation (divided by n); of a count, their mean.</summary>
    public double Deviation { get; }

    /// <summary>Whether an output of the model is a logarithm.</summary>
    public bool IsCount { get; private init; }

    /// <inheritdoc/>
    public override int Width => 1;

    /// <summary>A target that is a count, with the mean of the training rows.</summary>
    public static ValueTarget Count(string name, double mean) => new(name, 0, mean) { IsCount = true };

    /// <summary>An output of the model in the target's own unit.</summary>
    public T Restore<T>(T output) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(InUnit(IsCount ? Scalar<T>.Exp(new(output)).Value : output));

    /// <summary>An encoded target in its own unit. What is too near to 0 for a T to tell it from 0 beside the mean was a 0.</summary>
    public T RestoreTarget<T>(T encoded) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (amount, precision) = (InUnit(encoded), double.CreateTruncating(T.BitIncrement(T.One) - T.One));
        return Math.Abs(amount) <= precision * Math.Abs(Mean) ? T.Zero : T.CreateTruncating(amount);
    }

    private double InUnit<T>(T encoded) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (double.CreateTruncating(encoded) * Deviation) + Mean;
}
