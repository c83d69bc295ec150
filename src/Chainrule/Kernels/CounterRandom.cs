using System.Runtime.Intrinsics;

namespace Chainrule.Kernels;

/// <summary>
/// Random numbers without state: a draw is a function of the seed, the stream and its index, never of what was drawn
/// before, so that threads, batches and resumed runs all see the same numbers. Philox4x32-10 (Salmon, Moraes, Dror, Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3", SC 2011): key = seed, counter = (index, stream).
/// </summary>
/// <param name="seed">What the user chose.</param>
/// <param name="stream">What the numbers are for; see <see cref="Draws"/>.</param>
public readonly struct CounterRandom(ulong seed, ulong stream)
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong index)
    {
        var (a, b, _, _) = Block((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32));
        return a | ((ulong)b << 32);
    }

    /// <summary>A double in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform(ulong index) => (Bits(index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [0, <paramref name="bound"/>). Its bias is below bound / 2⁶⁴.</summary>
    public int Below(ulong index, int bound) => (int)Math.BigMul(Bits(index), (ulong)bound, out _);

    /// <summary>A draw from the standard normal distribution, from the middle of one of 2⁵² equal parts of (0, 1).</summary>
    public double Normal(ulong index) => NormalQuantile.At(Middle(Bits(index)));

    /// <summary>(⌊bits / 2¹²⌋ + ½) / 2⁵², which is exact and neither 0 nor 1.</summary>
    internal static double Middle(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Puts the items into a random order (Fisher–Yates from the end; draw i is for place i).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        Span<ulong> bits = stackalloc ulong[256];
        for (var i = items.Length - 1; i > 0; i--)
        {
            if ((i & 255) == 255 || i == items.Length - 1) Bits((ulong)(i & ~255), bits[..((i & 255) + 1)]);
            var j = (int)Math.BigMul(bits[i & 255], (ulong)i + 1, out _);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The bits of consecutive draws, eight blocks of Philox side by side.</summary>
    internal void Bits(ulong first, Span<ulong> bits)
    {
        var i = 0;
        for (; i <= bits.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            Eight(Vector512.Create(first + (ulong)i) + Vector512<ulong>.Indices).CopyTo(bits[i..]);
        for (; i < bits.Length; i++) bits[i] = Bits(first + (ulong)i);
    }

    /// <summary>As <see cref="Block"/>, each word in the lower half of a lane.</summary>
    private Vector512<ulong> Eight(Vector512<ulong> index)
    {
        var word = Vector512.Create((ulong)uint.MaxValue);
        var (a, b, c, d) = (index & word, index >>> 32, Vector512.Create(stream & uint.MaxValue), Vector512.Create(stream >> 32));
        var (keyA, keyB) = ((uint)seed, (uint)(seed >> 32));
        for (var round = 0; round < 10; round++)
        {
            var (p, q) = (a * Vector512.Create((ulong)MultiplierA), c * Vector512.Create((ulong)MultiplierB));
            (a, b, c, d) = ((q >>> 32) ^ b ^ Vector512.Create((ulong)keyA), q & word, (p >>> 32) ^ d ^ Vector512.Create((ulong)keyB), p & word);
            keyA += WeylA;
            keyB += WeylB;
        }
        return a | (b << 32);
    }

    /// <summary>One block of Philox4x32-10: four words from a counter of four and a key of two.</summary>
    internal static (uint A, uint B, uint C, uint D) Block(uint a, uint b, uint c, uint d, uint keyA, uint keyB)
    {
        for (var round = 0; round < 10; round++)
        {
            var p = (ulong)MultiplierA * a;
            var q = (ulong)MultiplierB * c;
            (a, b, c, d) = ((uint)(q >> 32) ^ b ^ keyA, (uint)q, (uint)(p >> 32) ^ d ^ keyB, (uint)p);
            keyA += WeylA;
            keyB += WeylB;
        }
        return (a, b, c, d);
    }
}

/// <summary>What random numbers are drawn for: the streams that one seed opens; no two uses share one.</summary>
public static class Draws
{
    /// <summary>The initial weights of a layer, counted from 0; draw i is weight i, row-major.</summary>
    public static ulong Weights(int layer) => (1UL << 32) | (uint)layer;

    /// <summary>The order of the training rows in an epoch, counted from 0.</summary>
    public static ulong Shuffle(int epoch) => (2UL << 32) | (uint)epoch;

    /// <summary>The order of the rows that are in memory together in an epoch, both counted from 0, where not all of them are.</summary>
    public static ulong Shuffle(int epoch, int window) => (1UL << 63) | ((ulong)(uint)epoch << 32) | (uint)window;

    /// <summary>Which values stand for all of them, where not all can be kept; draw i is for row i.</summary>
    public static ulong Sample => 1UL << 62;

    /// <summary>Which outputs of a layer, counted from 0, are dropped; draw 2³²·u + i is for number i of update u.</summary>
    public static ulong Dropout(int layer) => (4UL << 32) | (uint)layer;

    /// <summary>The number of the first draw of dropout in an update, counted from 0: each has 2³² of them.</summary>
    public static ulong FirstOfUpdate(long update) => (ulong)update << 32;

    /// <summary>The split of a table into parts: training and validation, folds.</summary>
    public static ulong Split(int part) => (3UL << 32) | (uint)part;

    /// <summary>The settings of a search, drawn one set after another, counted from 0; draw i is for setting i.</summary>
    public static ulong Settings(int set) => (5UL << 32) | (uint)set;

    /// <summary>The rows of one column put into another order, to see how much depends on it; counted over columns and repeats.</summary>
    public static ulong Permutation(int index) => (6UL << 32) | (uint)index;
}
