using Chainrule.Kernels;

namespace Chainrule;

/// <summary>
/// How many threads compute. No result depends on it: a thread gets whole parts of a result, and no sum is ever divided. Threads are
/// started when the first work pays for them, and sleep when there is none.
/// </summary>
public static class Threads
{
    /// <summary>More than this are never started.</summary>
    public const int Most = 256;

    /// <summary>
    /// This many multiplications, or as much other work, are worth a thread of their own while the threads are awake: some 4 µs.
    /// </summary>
    private const long WorkOfOne = 1 << 19;

    /// <summary>
    /// As much work as this is worth waking a thread: some 30 µs. To wake one costs the caller 5 µs, and it may begin only 2 ms later;
    /// in a training it then stays awake.
    /// </summary>
    private const long WorkToWake = 1 << 22;

    private static int s_count = Math.Min(Environment.ProcessorCount, Most);

    /// <summary>The most threads that work at the same time, from 1 to <see cref="Most"/>; at first one for each processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in that range.</exception>
    public static int Count
    {
        get => s_count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
            s_count = value;
        }
    }

    /// <summary>
    /// Does independent pieces of long work side by side, as whole trainings: one after another is begun, in ascending order, by whichever
    /// thread is free. Within a piece its own thread computes alone; a single piece has all threads.
    /// </summary>
    /// <param name="count">How many pieces there are.</param>
    /// <param name="work">Does the piece of that number, counted from 0. What it throws ends the others and is thrown at the caller.</param>
    public static void ForEach(int count, Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var parts = Math.Min(count, s_count);
        if (parts < 2)
        {
            for (var piece = 0; piece < count; piece++) work(piece);
            return;
        }
        using var shared = new SharedPieces(count, work);
        Run(new Pieces(shared), parts);
    }

    /// <summary>Into how many parts some work is best divided; the unit of work is a multiplication in a matrix product.</summary>
    internal static int Worthwhile(long work) =>
        work < (Pool.IsAsleep ? WorkToWake : 2 * WorkOfOne) ? 1 : (int)Math.Min(work / WorkOfOne, s_count);

    /// <summary>Runs every part of the work once, in any order and on any thread, and returns when all are done.</summary>
    internal static void Run<TWork>(TWork work, int parts) where TWork : struct, IWork
    {
        if (parts > 1 && Pool.TryRun(work, parts)) return;
        for (var part = 0; part < parts; part++) work.Run(part);
    }
}
