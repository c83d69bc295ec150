namespace Chainrule.Kernels;

/// <summary>A loop over numbers that can begin and end anywhere between two lanes.</summary>
internal interface ISlice
{
    /// <summary>Numbers in a lane.</summary>
    int Lane { get; }

    /// <summary>From number <paramref name="start"/> on, before number <paramref name="end"/>.</summary>
    void Run(int start, int end);
}

/// <summary>Divides a loop over many numbers among the threads, in slices of whole lanes.</summary>
internal readonly struct Slices<TLoop>(TLoop loop, int length, int parts) : IWork where TLoop : struct, ISlice
{
    public void Run(int part)
    {
        var lanes = (length + loop.Lane - 1) / loop.Lane;
        loop.Run((int)((long)lanes * part / parts) * loop.Lane, Math.Min(length, (int)((long)lanes * (part + 1) / parts) * loop.Lane));
    }
}

/// <inheritdoc cref="Slices{TLoop}"/>
internal static class Slices
{
    /// <summary>What a number costs in multiplications of a matrix product: most of it is the way to the memory and back.</summary>
    private const int WorkOfOne = 16;

    /// <summary>Shorter loops are not even asked whether they pay for a thread.</summary>
    private const int Long = 1 << 15;

    /// <summary>Runs the loop over all numbers below <paramref name="length"/>.</summary>
    public static void Run<TLoop>(TLoop loop, int length) where TLoop : struct, ISlice
    {
        if (length < Long)
        {
            loop.Run(0, length);
            return;
        }
        var parts = Threads.Worthwhile((long)length * WorkOfOne);
        Threads.Run(new Slices<TLoop>(loop, length, parts), parts);
    }
}
