using System.Numerics;

namespace Chainrule.Benchmarks;

internal static class Numbers
{
    /// <summary>Random numbers in [−½, ½).</summary>
    public static T[] Draw<T>(int count) where T : INumberBase<T>
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
    }
}
