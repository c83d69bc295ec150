using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule;

/// <summary>
/// The arithmetic of a normalised layer on single numbers, once for training and for derivations: what is standardised together are the n sums
/// h of a row (<see cref="Normalization.Layer"/>) or of a unit over the batch (<see cref="Normalization.Batch"/>), with mean μ and variance σ².
/// Sources: Ba, Kiros, Hinton 2016, equations 3 and 4; Ioffe, Szegedy 2015, algorithm 1 and section 3, whose derivatives by h, μ and σ² are
/// put together here into <see cref="SumSlope"/>.
/// </summary>
public static class NormalizerFormulas
{
    /// <summary>ε, which keeps the quotient finite; PyTorch's.</summary>
    internal const double Epsilon = 1e-5;

    /// <summary>How much a batch moves the running statistics; PyTorch's.</summary>
    internal const double Momentum = 0.1;

    /// <summary>h − μ, whose squares have σ² for their mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Centered<S>(S h, S mean) where S : IAlgebra<S> => h - mean;

    /// <summary>1/√(σ² + ε)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S InverseDeviation<S>(S variance) where S : IAlgebra<S> => 1 / S.Sqrt(variance + Epsilon);

    /// <summary>ĥ = (h − μ)/√(σ² + ε)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Standard<S>(S h, S mean, S inverse) where S : IAlgebra<S> => Centered(h, mean) * inverse;

    /// <summary>γ·ĥ, which the bias is added to; its derivatives are ∂E/∂γ = δ·ĥ and q = ∂E/∂ĥ = δ·γ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S Stretched<S>(S standard, S gain) where S : IAlgebra<S> => standard * gain;

    /// <summary>∂E/∂h = (q − mean q − ĥ·mean(q·ĥ))/√(σ² + ε): the way back through ĥ itself, through μ and through σ².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S SumSlope<S>(S slope, S standard, S meanSlope, S alongStandard, S inverse) where S : IAlgebra<S> =>
        (slope - meanSlope - standard * alongStandard) * inverse;

    /// <summary>A running mean after a batch of that mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S RunningMean<S>(S running, S ofBatch) where S : IAlgebra<S> => Approach(running, ofBatch, 1);

    /// <summary>A running variance after a batch of that variance: it moves towards the unbiased estimate, n/(n − 1) times as much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static S RunningVariance<S>(S running, S ofBatch, int rows) where S : IAlgebra<S> => Approach(running, ofBatch, rows / (rows - 1.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S Approach<S>(S running, S ofBatch, double scale) where S : IAlgebra<S> => running * (1 - Momentum) + ofBatch * (Momentum * scale);
}
