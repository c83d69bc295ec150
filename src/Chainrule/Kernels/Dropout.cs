using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>Which outputs of a layer are dropped.</summary>
internal static class Dropout
{
    private const int AtOnce = 256;

    /// <summary>What an output is multiplied by, given its draw in [0, 1): 0 where that is below the probability, else 1/(1 − it).</summary>
    public static S Factor<S>(S draw, double probability) where S : IAlgebra<S> =>
        S.Select(S.Named("p", probability) - draw, 0, 1 / (1 - S.Named("p", probability)));

    /// <summary>
    /// Assigns each number 0 with a probability, else 1/(1 − it). Number i is dropped where draw first + i, as a fraction of 2⁶⁴, is below
    /// the probability.
    /// </summary>
    [SkipLocalsInit]
    public static void Draw<T>(double probability, CounterRandom random, ulong first, Span<T> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<ulong> bits = stackalloc ulong[AtOnce];
        var (limit, factor) = ((ulong)(probability * Math.Pow(2, 64)), T.CreateTruncating(Factor<Scalar<double>>(1, probability).Value));
        for (var start = 0; start < kept.Length; start += AtOnce)
        {
            var part = kept.Slice(start, Math.Min(AtOnce, kept.Length - start));
            random.Bits(first + (ulong)start, bits[..part.Length]);
            for (var i = 0; i < part.Length; i++) part[i] = bits[i] < limit ? T.Zero : factor;
        }
    }
}
