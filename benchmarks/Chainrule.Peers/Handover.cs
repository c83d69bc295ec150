using System.Diagnostics;
using Chainrule.Kernels;

namespace Chainrule.Peers;

/// <summary>What it takes to hand work to a second thread, awake and asleep, and what the threads cost when there is none.</summary>
internal static class Handover
{
    private const int Tries = 400;

    public static void Compare(Options options, int threads)
    {
        if (threads == 1) return;
        var awake = new double[Tries];
        var (asleep, begins) = (new double[Tries], new double[Tries]);
        for (var n = 0; n < Tries; n++)
        {
            Thread.Sleep(5);
            begins[n] = Time();
            awake[n] = Time();
            Thread.Sleep(5);
            var start = Stopwatch.GetTimestamp();
            Threads.Run(new Nothing(), 2);
            asleep[n] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        Thread.Sleep(2000);
        process.Refresh();
        Console.WriteLine("| handing work to a second thread | median µs |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| awake: it begins after | {Median(awake):F2} |");
        Console.WriteLine($"| asleep: it begins after | {Median(begins):F1} |");
        Console.WriteLine($"| asleep: the caller is kept for | {Median(asleep):F1} |");
        Console.WriteLine($"\nProcessor time of the whole process in two idle seconds: {(process.TotalProcessorTime - used).TotalMilliseconds:F1} ms.");
    }

    /// <summary>Microseconds until the second thread begins, while the caller works on.</summary>
    private static double Time()
    {
        Meeting.Begun = 0;
        var start = Stopwatch.GetTimestamp();
        Threads.Run(new Meeting(Environment.CurrentManagedThreadId), 2);
        return Stopwatch.GetElapsedTime(start, Meeting.Begun).TotalMicroseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private readonly struct Nothing : IWork
    {
        public void Run(int part) { }
    }

    private readonly struct Meeting(int caller) : IWork
    {
        public static long Begun;

        public void Run(int part)
        {
            if (Environment.CurrentManagedThreadId != caller) Volatile.Write(ref Begun, Stopwatch.GetTimestamp());
            else
                while (Volatile.Read(ref Begun) == 0) Thread.SpinWait(1);
        }
    }
}
