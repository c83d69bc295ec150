using System.Diagnostics;

namespace Chainrule.Peers;

/// <summary>One side of a comparison: works for at least that many seconds and says how many microseconds a piece of work took.</summary>
internal delegate double Side(double seconds);

/// <summary>Times of several sides that took turns, [side][round].</summary>
internal sealed class Alternating
{
    private readonly double[][] _times;

    /// <summary>Warms every side up, then lets them take turns.</summary>
    public Alternating(Options options, params Side[] sides)
    {
        // The JIT takes some tenths of a second to replace what it compiled in haste.
        foreach (var side in sides) side(Math.Max(0.5, options.Seconds));
        _times = [.. sides.Select(_ => new double[options.Rounds])];
        for (var round = 0; round < options.Rounds; round++)
            for (var side = 0; side < sides.Length; side++)
            {
                // The threads of the side before may still look for work for some milliseconds.
                Thread.Sleep(20);
                _times[side][round] = sides[side](options.Seconds);
            }
    }

    /// <summary>The median time of a side, in microseconds.</summary>
    public double Median(int side) => Middle(_times[side]);

    /// <summary>How many times longer one side took than the other: the median over the rounds.</summary>
    public double Ratio(int side, int other) => Middle(_times[side].Zip(_times[other], (x, y) => x / y));

    /// <summary>A side that repeats a call, three times at least.</summary>
    public static Side Repeated(Action call) => seconds =>
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        while (calls < 3 || watch.Elapsed.TotalSeconds < seconds)
        {
            // The clock is read rarely, so that it does not count in a call of nanoseconds.
            for (var i = 0; i < (calls > 1000 ? 1000 : 1); i++, calls++) call();
        }
        return watch.Elapsed.TotalMicroseconds / calls;
    };

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
