using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Chainrule.Kernels;

/// <summary>Work in parts that need nothing from each other.</summary>
internal interface IWork
{
    void Run(int part);
}

/// <summary>
/// The threads beside the caller's. One job runs at a time; who asks for parts, the caller first of all, takes the next that nobody has
/// taken, so a thread that wakes late delays nobody. A thread without work looks for more for a moment, as the next job of a training
/// step is near, and then sleeps.
/// </summary>
internal static class Pool
{
    /// <summary>
    /// How long a thread stays awake for the next job: 1 ms. A scheduler may first put a thread that it wakes behind the very one that woke
    /// it, and find the free processor only about 2 ms later.
    /// </summary>
    private static readonly long s_patience = Stopwatch.Frequency / 1_000;

    private static readonly SemaphoreSlim s_wake = new(0);
    private static int s_isBusy, s_workers, s_sleeping, s_done;
    private static Job? s_job;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Number of the job, parts of it, next part: in one word, so that nobody takes a part of a job that has ended.</summary>
    private static long s_ticket;

    /// <summary>Whether nobody but the caller would work at once.</summary>
    public static bool IsAsleep => Volatile.Read(ref s_sleeping) >= s_workers;

    /// <summary>Runs all parts, unless the threads are busy with somebody else's.</summary>
    public static bool TryRun<TWork>(TWork work, int parts) where TWork : struct, IWork
    {
        if (Interlocked.CompareExchange(ref s_isBusy, 1, 0) != 0) return false;
        try
        {
            while (s_workers < parts - 1) Start();
            Job<TWork>.Only.Work = work;
            (s_job, s_done) = (Job<TWork>.Only, 0);
            Interlocked.Exchange(ref s_ticket, ((s_ticket >> 32) + 1 << 32) | (long)parts << 16);
            Wake(parts - 1);
            while (TryTake(out var part)) Do(part);
            var wait = new SpinWait();
            while (Volatile.Read(ref s_done) < parts) wait.SpinOnce(sleep1Threshold: -1);
            Interlocked.Exchange(ref s_failure, null)?.Throw();
            return true;
        }
        finally
        {
            Job<TWork>.Only.Work = default;
            Volatile.Write(ref s_isBusy, 0);
        }
    }

    private static void Start()
    {
        s_workers++;
        new Thread(Work) { IsBackground = true, Name = $"Chainrule {s_workers}" }.Start();
    }

    /// <summary>A part that is taken keeps its job from ending, so <see cref="s_job"/> is the job it belongs to.</summary>
    private static bool TryTake(out int part)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref s_ticket);
            part = (int)(ticket & 0xFFFF);
            if (part >= (int)(ticket >> 16 & 0xFFFF)) return false;
            if (Interlocked.CompareExchange(ref s_ticket, ticket + 1, ticket) == ticket) return true;
        }
    }

    private static void Do(int part)
    {
        try
        {
            s_job!.Run(part);
        }
#pragma warning disable CA1031 // Whatever goes wrong on a thread of the pool, the caller is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            s_failure = ExceptionDispatchInfo.Capture(exception);
        }
        Interlocked.Increment(ref s_done);
    }

    private static void Work()
    {
        while (true)
        {
            while (TryTake(out var part)) Do(part);
            if (!IsSoonNeeded()) Sleep();
        }
    }

    /// <summary>Looks out for work for a moment; not where others wait for the processor.</summary>
    private static bool IsSoonNeeded()
    {
        if (s_workers >= Environment.ProcessorCount) return false;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - start < s_patience)
        {
            if (HasParts()) return true;
            Thread.SpinWait(4);
        }
        return false;
    }

    private static bool HasParts()
    {
        var ticket = Volatile.Read(ref s_ticket);
        return (ticket & 0xFFFF) < (ticket >> 16 & 0xFFFF);
    }

    // Who announces its sleep and then still sees work, or who makes work and then still sees a sleeper: one of the two always does.

    private static void Sleep()
    {
        Interlocked.Increment(ref s_sleeping);
        if (!HasParts() || !TryClaim()) s_wake.Wait();
    }

    private static void Wake(int count)
    {
        for (; count > 0 && TryClaim(); count--) s_wake.Release();
    }

    /// <summary>Takes one sleeper off the count; who succeeds must wake it, or be it.</summary>
    private static bool TryClaim()
    {
        while (true)
        {
            var sleeping = Volatile.Read(ref s_sleeping);
            if (sleeping == 0) return false;
            if (Interlocked.CompareExchange(ref s_sleeping, sleeping - 1, sleeping) == sleeping) return true;
        }
    }

    private abstract class Job
    {
        public abstract void Run(int part);
    }

    /// <summary>Holds the work while it runs, so that handing it over allocates nothing.</summary>
    private sealed class Job<TWork> : Job where TWork : struct, IWork
    {
        public static readonly Job<TWork> Only = new();

        public TWork Work;

        public override void Run(int part) => Work.Run(part);
    }
}
